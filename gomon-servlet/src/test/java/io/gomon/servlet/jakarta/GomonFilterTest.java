/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.servlet.jakarta;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.Event;
import io.gomon.testkit.GomonExtension;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is recorded of ordinary requests, on a real Jetty. */
final class GomonFilterTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @RegisterExtension final GomonExtension gomon = GomonExtension.create();

  @Test
  void get_withQuery_recordsRequestAndResponse() throws Exception {
    try (JettyHost host =
        new JettyHost("/").filter(new GomonFilter()).servlet(new Hello(), "/hello/*")) {
      HttpResponse<String> response =
          CLIENT.send(
              HttpRequest.newBuilder(host.start().uri("/hello/you?a=1&b=%20x")).build(),
              BodyHandlers.ofString());
      assertThat(response.body()).isEqualTo("hello");
      Event event = gomon.recorded().await("http-servlet");
      assertThat(event.get("direction")).isEqualTo("incoming");
      assertThat(event.get("method")).isEqualTo("GET");
      assertThat(event.get("url"))
          .isEqualTo(
              Map.of(
                  "scheme", "http",
                  "host", "127.0.0.1:" + host.port(),
                  "path", "/hello/you",
                  "query", "a=1&b=%20x"));
      assertThat(event.get("route")).isEqualTo("/hello/*");
      assertThat(event.get("response_code")).isEqualTo(200L);
      assertThat(event.get("response_headers"))
          .asInstanceOf(
              org.assertj.core.api.InstanceOfAssertFactories.map(String.class, Object.class))
          .containsEntry("X-Answer", List.of("1", "2"));
      assertThat(event.isRoot()).isTrue();
      assertThat(event.elapsedNanos()).isPositive();
    }
  }

  private static final class Hello extends HttpServlet {
    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.addHeader("X-Answer", "1");
      response.addHeader("X-Answer", "2");
      response.getWriter().print("hello");
    }
  }
}
