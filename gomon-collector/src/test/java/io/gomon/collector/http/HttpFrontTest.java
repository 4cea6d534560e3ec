/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** More connections than are allowed, and errors of the server itself. */
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
      } else if (Request.getPathInContext(request).startsWith("/error/")) {
        int code = Integer.parseInt(Request.getPathInContext(request).substring(7));
        Response.writeError(request, response, callback, code); // as Jetty's handlers do it
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

  @ParameterizedTest
  @CsvSource({
    "500, the collector failed on this request; its log says why, ",
    "503, the collector is stopping; send this again when it runs, 5",
    "414, URI Too Long, "
  })
  void error_ofTheServer_saysWhatToDo(int code, String text, @Nullable String retryAfter)
      throws Exception {
    InetAddress bind = InetAddress.getLoopbackAddress();
    try (HttpFront front =
        new HttpFront(bind, 0, "test", UriCompliance.DEFAULT, List.of(new Slow()))) {
      front.open();
      front.start();
      URI uri = URI.create("http://localhost:" + front.port() + "/error/" + code);
      HttpResponse<String> answer =
          HttpClient.newHttpClient()
              .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(code);
      assertThat(answer.body()).isEqualTo("{\"error\":\"" + text + "\"}");
      assertThat(answer.headers().firstValue("Retry-After").orElse(null)).isEqualTo(retryAfter);
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
