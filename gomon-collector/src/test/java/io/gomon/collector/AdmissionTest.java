/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector;

import static io.gomon.collector.CollectorFixture.event;
import static io.gomon.collector.CollectorFixture.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.collector.http.Limits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who is let in, and who has to wait or to go. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class AdmissionTest {
  @TempDir Path folder;

  @Test
  void client_sendsTooOften_isToldWhenToComeBack() throws Exception {
    Limits limits = CollectorFixture.LIMITS.withMaxRate(2);
    try (CollectorFixture collector = CollectorFixture.start(folder, limits, 64 << 20)) {
      HttpResponse<String> answer = send(collector.postEvents(event()));
      for (int i = 0; i < 50 && answer.statusCode() == 200; i++) {
        answer = send(collector.postEvents(event()));
      }
      assertThat(answer.statusCode()).isEqualTo(429);
      assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
      assertThat(answer.body()).contains("more than 2 requests a second from 127.0.0.1");
      assertThat(send(collector.to("/health").GET()).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void body_trickles_isRefusedAndGivesItsPlaceBack() throws Exception {
    ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    try (CollectorFixture collector =
            CollectorFixture.start(folder, new Limits(100_000, 200_000, 1, 1 << 20), 64 << 20);
        Socket slow = new Socket(InetAddress.getLoopbackAddress(), collector.collector.port())) {
      slow.setSoTimeout(30_000);
      String head =
          "POST /api/v1/events HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
      slow.getOutputStream()
          .write((head + "Content-Length: 90000\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
      ScheduledFuture<?> unused =
          timer.scheduleWithFixedDelay(() -> oneByte(slow), 0, 100, TimeUnit.MILLISECONDS);
      String status = new String(slow.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
      assertThat(status).isEqualTo("HTTP/1.1 408");
      assertThat(send(collector.postEvents(event())).statusCode()).isEqualTo(200);
    } finally {
      timer.shutdownNow();
    }
  }

  private static void oneByte(Socket socket) {
    try {
      socket.getOutputStream().write(' ');
      socket.getOutputStream().flush();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e); // the server has closed: that ends the schedule
    }
  }

  @Test
  void connections_manyThatDoNothing_leaveRoomForOneThatDoes() throws Exception {
    List<Socket> idle = new ArrayList<>();
    try (CollectorFixture collector = CollectorFixture.start(folder)) {
      for (int i = 0; i < 600; i++) {
        idle.add(new Socket(InetAddress.getLoopbackAddress(), collector.collector.port()));
      }
      assertThat(send(collector.postEvents(event())).statusCode()).isEqualTo(200);
    } finally {
      for (Socket socket : idle) {
        socket.close();
      }
    }
  }
}
