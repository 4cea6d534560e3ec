/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.servlet.jakarta;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.Event;
import io.gomon.Gomon;
import io.gomon.Listener;
import io.gomon.spi.Redactor;
import io.gomon.testkit.RecordingListener;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** GoMon's own parts fail; the requests do not. */
final class FaultTest {
  private final RecordingListener recorded = new RecordingListener();

  private void assertServed(Gomon gomon) throws Exception {
    try (ServletHost host = new JettyHost("").filter(GomonFilter.create(gomon))) {
      host.serve("/x", (request, response) -> response.getWriter().print("served")).start();
      HttpResponse<String> response =
          HttpClient.newHttpClient()
              .send(HttpRequest.newBuilder(host.uri("/x")).build(), BodyHandlers.ofString());
      assertThat(response.body()).isEqualTo("served");
      assertThat(response.statusCode()).isEqualTo(200);
    }
  }

  @Test
  void redactorAndListenerThrow_requestIsServedAndRecordedMasked() throws Exception {
    Listener failing =
        event -> {
          throw new IllegalStateException("listener");
        };
    Gomon gomon =
        Gomon.builder("test")
            .shutdownHook(false)
            .listener(failing)
            .listener(recorded)
            .redactor(new FailingRedactor())
            .start();
    assertServed(gomon);
    Event event = recorded.await("http-servlet");
    // Nobody can tell which keys and values are secrets, so all of them are.
    assertThat(event.get("method")).isNull();
    assertThat(event.get(Redactor.MASK)).isEqualTo(Redactor.MASK);
    gomon.stop(Duration.ofSeconds(10));
  }

  @Test
  void stoppedGomon_requestIsServed() throws Exception {
    Gomon gomon = Gomon.builder("test").shutdownHook(false).listener(recorded).start();
    gomon.stop(Duration.ofSeconds(10));
    assertServed(gomon);
    assertThat(recorded.events("http-servlet")).isEmpty();
  }

  @Test
  void plugin_isFoundAndMakesSettingsKnownAtStart() {
    Gomon gomon =
        Gomon.builder("test")
            .shutdownHook(false)
            .setting("servlet.request-headers", "false")
            .start();
    assertThat(gomon.settings().get("servlet.request-headers")).isEqualTo(false);
    assertThat(gomon.settings().get("servlet.request-remote-addr")).isEqualTo(false);
    gomon.stop(Duration.ofSeconds(10));
  }

  private static final class FailingRedactor implements Redactor {
    @Override
    public boolean isSecret(String key) {
      throw new IllegalStateException("redactor");
    }

    @Override
    public String redact(String text) {
      throw new IllegalStateException("redactor");
    }
  }
}
