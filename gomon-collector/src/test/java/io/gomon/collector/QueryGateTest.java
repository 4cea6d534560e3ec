/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.collector.web.HeldQueries;
import io.gomon.collector.web.QueryRoutes;
import io.gomon.testkit.Conditions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who asks never stands in the way of who brings events. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class QueryGateTest {
  private static final int RUNNING = 4;
  private static final int WAITING = 16;

  @TempDir Path folder;
  private final HeldQueries held = new HeldQueries();
  private final MemoryStore store = new MemoryStore();
  private Collector collector;

  @BeforeEach
  void start() throws Exception {
    collector =
        Collector.start(
            CollectorFixture.config(folder, CollectorFixture.LIMITS, 64 << 20),
            (data, retention) ->
                new Wiring(store, status -> List.of(QueryRoutes.handler(held.queries(), status))));
  }

  @AfterEach
  void stop() {
    held.release();
    collector.close();
  }

  @Test
  void questions_200Waiting_batchesAreAcknowledged() throws Exception {
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      answers.add(
          client.sendAsync(
              CollectorFixture.to(collector, "/api/v1/services").GET().build(),
              HttpResponse.BodyHandlers.ofString()));
    }
    assertThat(held.begun.tryAcquire(RUNNING, 30, TimeUnit.SECONDS)).isTrue();
    Conditions.await(
        "the rest is sent away",
        () -> answers.stream().filter(CompletableFuture::isDone).count() == 180);
    for (int i = 0; i < 50; i++) {
      HttpResponse<String> taken =
          CollectorFixture.send(CollectorFixture.postEvents(collector, CollectorFixture.event()));
      assertThat(taken.statusCode()).isEqualTo(200);
    }
    assertThat(store.awaitEvents(50)).hasSize(50);
    HttpResponse<String> status =
        CollectorFixture.send(CollectorFixture.to(collector, "/api/v1/status").GET());
    assertThat(status.statusCode()).isEqualTo(200);
    assertThat(held.begun.availablePermits()).as("no more than 4 run").isZero();
    assertThat(answers.stream().filter(answer -> !answer.isDone())).hasSize(RUNNING + WAITING);
    held.release();
    int answered = 0;
    for (CompletableFuture<HttpResponse<String>> future : answers) {
      HttpResponse<String> answer = future.get(30, TimeUnit.SECONDS);
      if (answer.statusCode() == 200) {
        answered++;
        continue;
      }
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
      assertThat(answer.body()).contains("Too many questions at once");
    }
    assertThat(answered).isEqualTo(RUNNING + WAITING);
  }

  @Test
  void client_leavesWhileItsQuestionRuns_questionIsCancelled() throws Exception {
    try (Socket client = ask()) {
      assertThat(held.begun.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
      assertThat(client.isConnected()).isTrue();
    }
    assertThat(held.cancelled.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void client_leavesTheLine_itsPlaceIsFree() throws Exception {
    List<Socket> running = new ArrayList<>();
    List<Socket> line = new ArrayList<>();
    for (int i = 0; i < RUNNING; i++) {
      running.add(ask());
      assertThat(held.begun.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
    }
    for (int i = 0; i < WAITING; i++) {
      line.add(ask());
    }
    Conditions.await("the line is full", this::isSentAway);
    for (Socket client : line) {
      client.close();
    }
    try (Socket next = ask()) {
      next.setSoTimeout(300);
      Conditions.await("a place", () -> !isSentAway());
    }
    for (Socket client : running) {
      client.close();
    }
  }

  @Test
  void client_sendsItsNextRequestAhead_bothAreAnswered() throws Exception {
    try (Socket client = ask()) {
      assertThat(held.begun.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
      String next = "GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
      client.getOutputStream().write(next.getBytes(StandardCharsets.US_ASCII));
      client.setSoTimeout(2_000); // longer than it takes to look at the connection a few times
      assertThat(silent(client)).isTrue();
      held.release();
      client.setSoTimeout(30_000);
      String answers =
          new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      assertThat(answers).contains("{\"services\":[]}").contains("{\"up\":true}");
    }
    assertThat(held.cancelled.availablePermits()).isZero();
  }

  private static boolean silent(Socket client) throws Exception {
    try {
      client.getInputStream().read();
      return false;
    } catch (SocketTimeoutException e) {
      return true;
    }
  }

  /** Asks once more, and leaves. */
  private boolean isSentAway() {
    try (Socket client = ask()) {
      client.setSoTimeout(300);
      byte[] begin = client.getInputStream().readNBytes(12);
      return new String(begin, StandardCharsets.US_ASCII).equals("HTTP/1.1 503");
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Socket ask() throws IOException {
    Socket client = new Socket(InetAddress.getLoopbackAddress(), collector.port());
    String request = "GET /api/v1/services HTTP/1.1\r\nHost: localhost\r\n\r\n";
    client.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    return client;
  }
}
