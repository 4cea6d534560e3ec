/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** More connections than are allowed. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class HttpFrontTest {
  private final CompletableFuture<Void> mayAnswer = new CompletableFuture<>();

  /** Answers at once, but {@code /slow} when it may, on a thread of its own. */
  private final class Slow extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      if (Request.getPathInContext(request).equals("/slow")) {
        CompletableFuture<Void> unused =
            mayAnswer.thenRunAsync(() -> Answers.json(response, 200, "{}", callback));
      } else {
        Answers.json(response, 200, "{}", callback);
      }
      return true;
    }
  }

  @Test
  void crowd_closesConnectionsThatDoNothingForNewOnes_butNoneThatWaitsForItsAnswer()
      throws Exception {
    List<Socket> idle = new ArrayList<>();
    InetAddress bind = InetAddress.getLoopbackAddress();
    try (HttpFront front =
        new HttpFront(bind, 0, "test", UriCompliance.DEFAULT, List.of(new Slow()))) {
      front.open();
      front.start();
      try (Socket waiting = connect(front)) {
        ask(waiting, "/slow");
        for (int i = 0; i < 560; i++) {
          idle.add(connect(front));
        }
        // The last in the queue: accepted when as many before it are closed as are too many.
        Socket last = idle.get(559);
        ask(last, "/");
        assertThat(statusLine(last)).isEqualTo("HTTP/1.1 200");
        mayAnswer.complete(null);
        assertThat(statusLine(waiting)).isEqualTo("HTTP/1.1 200");
      }
      for (Socket socket : idle) {
        socket.close();
      }
    }
  }

  private static void ask(Socket socket, String path) throws IOException {
    String head = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
  }

  private static String statusLine(Socket socket) throws IOException {
    return new String(socket.getInputStream().readNBytes(12), StandardCharsets.UTF_8);
  }

  private static Socket connect(HttpFront front) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), front.port());
    socket.setSoTimeout(10_000);
    return socket;
  }
}
