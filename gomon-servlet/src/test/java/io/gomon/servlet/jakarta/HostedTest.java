/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.servlet.jakarta;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.Event;
import io.gomon.testkit.GomonExtension;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the tests of the filter share: a container, a client, and the one event of a request. */
abstract class HostedTest {
  static final HttpClient CLIENT = HttpClient.newHttpClient();

  @RegisterExtension final GomonExtension gomon = GomonExtension.create();

  private final Function<String, ServletHost> container;
  ServletHost host;

  HostedTest(Function<String, ServletHost> container) {
    this.container = container;
    this.host = container.apply("").filter(new GomonFilter());
  }

  /** A container with another context path, and without the filter. */
  ServletHost newHost(String contextPath) {
    host = container.apply(contextPath);
    return host;
  }

  @AfterEach
  void closeHost() throws Exception {
    host.close();
  }

  HttpResponse<String> get(String pathAndQuery) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(host.uri(pathAndQuery)));
  }

  static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return CLIENT.send(request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
  }

  /** The event of the only request, once the container has ended all its work. */
  Event onlyEvent() throws Exception {
    gomon.recorded().await("http-servlet");
    host.close();
    List<Event> events = gomon.events("http-servlet");
    assertThat(events).hasSize(1);
    return events.get(0);
  }

  static List<String> errorTypes(Event event) {
    return event.errors().stream().map(error -> error.type()).toList();
  }

  static boolean isChild(Event child, Event parent) {
    return child.parentHigh() == parent.idHigh() && child.parentLow() == parent.idLow();
  }
}
