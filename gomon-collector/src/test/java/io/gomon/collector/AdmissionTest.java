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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who is let in, and who has to wait or to go. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class AdmissionTest {
  private static final Pattern CONTENT_LENGTH = Pattern.compile("(?i)content-length: (\\d+)");

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

  @Test
  void body_findsNoRoom_senderThatIsStillSendingSeesTheAnswer() throws Exception {
    Limits limits = new Limits(8_000_000, 8_000_000, 8, 1 << 20);
    try (CollectorFixture collector = CollectorFixture.start(folder, limits, 64 << 20)) {
      for (int i = 0; i < 20; i++) {
        try (Socket sender = connect(collector)) {
          sender.getOutputStream().write(head(6_000_000));
          sender.getOutputStream().write(new byte[6_000_000]);
          assertThat(firstLine(sender)).isEqualTo("HTTP/1.1 413 Payload Too Large");
          sender.getOutputStream().write(head(2)); // the connection is as good as before
          sender.getOutputStream().write("[]".getBytes(StandardCharsets.US_ASCII));
          assertThat(firstLine(sender)).isEqualTo("HTTP/1.1 200 OK");
        }
      }
    }
  }

  @Test
  void refusedBody_neverEnds_senderSeesTheAnswerAllTheSame() throws Exception {
    ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    try (CollectorFixture collector = CollectorFixture.start(folder);
        Socket stalled = connect(collector);
        Socket trickling = connect(collector)) {
      stalled.getOutputStream().write(head(200_000));
      stalled.getOutputStream().write(new byte[1_000]);
      trickling.getOutputStream().write(head(200_000));
      ScheduledFuture<?> unused =
          timer.scheduleWithFixedDelay(() -> oneByte(trickling), 0, 100, TimeUnit.MILLISECONDS);
      assertThat(firstLine(stalled)).isEqualTo("HTTP/1.1 413 Payload Too Large");
      assertThat(stalled.getInputStream().read()).as("closed").isNegative();
      assertThat(firstLine(trickling)).isEqualTo("HTTP/1.1 413 Payload Too Large");
      assertThat(send(collector.postEvents(event())).statusCode()).isEqualTo(200);
    } finally {
      timer.shutdownNow();
    }
  }

  private static Socket connect(CollectorFixture collector) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), collector.collector.port());
    socket.setSoTimeout(20_000);
    return socket;
  }

  private static byte[] head(int length) {
    return ("POST /api/v1/events HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            + "Content-Length: "
            + length
            + "\r\n\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** The status line of an answer, which is read to its end. */
  private static String firstLine(Socket socket) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = socket.getInputStream().read();
      assertThat(next).as("end after: " + head).isNotNegative();
      head.append((char) next);
    }
    Matcher length = CONTENT_LENGTH.matcher(head);
    assertThat(length.find()).isTrue();
    socket.getInputStream().readNBytes(Integer.parseInt(length.group(1)));
    return head.substring(0, head.indexOf("\r\n"));
  }
}
