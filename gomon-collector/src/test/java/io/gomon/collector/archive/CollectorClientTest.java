/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.gomon.testkit.Conditions;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How long a long answer may take, by a server that answers when it is allowed to. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class CollectorClientTest {
  private static final Duration LIMIT = Duration.ofMillis(500);

  private final CountDownLatch begins = new CountDownLatch(1);
  private final CountDownLatch goesOn = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;
  private CollectorClient client;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          await(begins);
          exchange.sendResponseHeaders(200, 0);
          try (OutputStream out = exchange.getResponseBody()) {
            out.write("begun".getBytes(StandardCharsets.UTF_8));
            out.flush();
            await(goesOn);
            out.write(" and ended".getBytes(StandardCharsets.UTF_8));
          }
        });
    server.start();
    client =
        new CollectorClient(URI.create("http://127.0.0.1:" + server.getAddress().getPort()), LIMIT);
  }

  @AfterEach
  void stop() {
    begins.countDown();
    goesOn.countDown();
    server.stop(0);
    threads.shutdown();
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @Test
  void open_answerThatLastsLonger_isReadWhole() throws Exception {
    begins.countDown();
    long startNanos = System.nanoTime();
    try (InputStream body = client.open("/").body()) {
      assertThat(body.readNBytes(5)).asString().isEqualTo("begun");
      Conditions.await(
          "the limit is over", () -> System.nanoTime() - startNanos > 2 * LIMIT.toNanos());
      goesOn.countDown();
      assertThat(body.readAllBytes()).asString().isEqualTo(" and ended");
    }
  }

  @Test
  void open_answerThatDoesNotBegin_failsInTime() {
    assertThatThrownBy(() -> client.open("/"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no answer within PT0.5S");
  }
}
