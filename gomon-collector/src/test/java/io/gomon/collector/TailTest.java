/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.testkit.Conditions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Watching a whole collector as events come in. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class TailTest {
  @TempDir Path folder;
  private Collector collector;

  @BeforeEach
  void start() throws Exception {
    collector =
        Collector.start(
            CollectorFixture.config(folder, CollectorFixture.LIMITS, 64 << 20), Wiring::standard);
  }

  @AfterEach
  void stop() {
    collector.close();
  }

  private Socket watch(String query, int receiveBytes) throws IOException {
    Socket client = new Socket();
    client.setReceiveBufferSize(receiveBytes);
    client.setSoTimeout(30_000);
    client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), collector.port()));
    String request = "GET /api/v1/tail" + query + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    client.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    return client;
  }

  private static BufferedReader reader(Socket client) throws IOException {
    return new BufferedReader(
        new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
  }

  private static String next(BufferedReader lines, String start) throws IOException {
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith(start)) {
        return line;
      }
    }
    throw new AssertionError("the answer ended before " + start);
  }

  private void post(int events) throws Exception {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < events; i++) {
      all.add(CollectorFixture.event());
    }
    HttpResponse<String> taken =
        CollectorFixture.send(
            CollectorFixture.postEvents(collector, "[" + String.join(",", all) + "]")
                .header("Gomon-Service", "shop"));
    assertThat(taken.statusCode()).as(taken.body()).isEqualTo(200);
  }

  @Test
  void tail_eventsThatAreStored_comeAtOnce() throws Exception {
    try (Socket all = watch("", 1 << 16);
        Socket failed = watch("?service=shop&status=error", 1 << 16);
        Socket shop = watch("?service=shop&status=ok", 1 << 16)) {
      BufferedReader lines = reader(all);
      assertThat(next(lines, "HTTP")).contains("200");
      assertThat(next(lines, "Content-Type")).contains("text/event-stream");
      next(lines, ": connected");
      next(reader(failed), ": connected");
      BufferedReader ofShop = reader(shop);
      next(ofShop, ": connected");
      post(2);
      assertThat(next(lines, "data: "))
          .contains("\"service\":\"shop\",\"fingerprint\":\"custom\"")
          .contains("\"elapsedNanos\":5,\"failed\":false}");
      next(lines, "data: ");
      next(ofShop, "data: ");
      assertThat(failed.getInputStream().available()).isZero();
    }
  }

  @Test
  void tail_readerThatTakesNothing_isToldOfItsGap() throws Exception {
    try (Socket slow = watch("", 4_096)) {
      BufferedReader lines = reader(slow);
      next(lines, ": connected");
      int sent = 0;
      while (sent < 60_000) { // more than the sockets and the ring hold
        post(400);
        sent += 400;
      }
      Conditions.await("all is stored", () -> collector.status().walPendingBatches() == 0);
      int received = 0;
      long missed = 0;
      while (received + missed < sent) {
        String line = lines.readLine();
        assertThat(line).isNotNull();
        if (line.startsWith("data: {\"missed\":")) {
          missed += Long.parseLong(line.replaceAll("[^0-9]", ""));
        } else if (line.startsWith("data: ")) {
          received++;
        }
      }
      assertThat(missed).isPositive();
      assertThat(received + missed).isEqualTo(sent);
    }
  }

  @Test
  void tail_oneReaderTooMany_isSentAwayUntilOneLeaves() throws Exception {
    List<Socket> watching = new ArrayList<>();
    try {
      for (int i = 0; i < 16; i++) {
        watching.add(watch("", 1 << 16));
        next(reader(watching.get(i)), ": connected");
      }
      assertThat(isTaken()).isFalse();
      watching.get(7).close();
      Conditions.await("a place", this::isTaken);
    } finally {
      for (Socket client : watching) {
        client.close();
      }
    }
  }

  private boolean isTaken() {
    try (Socket client = watch("", 1 << 16)) {
      return next(reader(client), "HTTP").contains("200");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void tail_collectorStops_answerEndsSoon() throws Exception {
    try (Socket client = watch("", 1 << 16)) {
      BufferedReader lines = reader(client);
      next(lines, ": connected");
      long startNanos = System.nanoTime();
      collector.close();
      assertThat(System.nanoTime() - startNanos).isLessThan(4_000_000_000L);
      String line = lines.readLine();
      while (line != null) { // the end of the answer, not of the test's patience
        line = lines.readLine();
      }
    }
  }

  @Test
  void tail_otherMethodsAndParameters_areRefused() throws Exception {
    HttpResponse<String> post =
        CollectorFixture.send(
            CollectorFixture.to(collector, "/api/v1/tail")
                .POST(HttpRequest.BodyPublishers.noBody()));
    assertThat(post.statusCode()).isEqualTo(405);
    HttpResponse<String> unknown =
        CollectorFixture.send(CollectorFixture.to(collector, "/api/v1/tail?limit=1"));
    assertThat(unknown.statusCode()).isEqualTo(400);
    String longer = "x".repeat(3_000); // than the first piece of an answer
    HttpResponse<String> senseless =
        CollectorFixture.send(CollectorFixture.to(collector, "/api/v1/tail?status=" + longer));
    assertThat(senseless.statusCode()).isEqualTo(400);
    assertThat(senseless.body()).endsWith(longer + ".\"}");
  }
}
