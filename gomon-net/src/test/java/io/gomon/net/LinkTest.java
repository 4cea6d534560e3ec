/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.Event;
import io.gomon.EventTracker;
import io.gomon.Gomon;
import io.gomon.Scope;
import io.gomon.net.jdk.MonitoredHttpClient;
import io.gomon.net.okhttp.MonitoredOkHttp;
import io.gomon.servlet.jakarta.GomonFilter;
import io.gomon.testkit.GomonExtension;
import io.gomon.testkit.RecordingListener;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Caller and callee, each with a GoMon of its own as two processes have, joined by nothing but
 * HTTP: the callee's request is a child of the caller's call, in one trace.
 */
final class LinkTest {
  @RegisterExtension final GomonExtension caller = GomonExtension.create();

  private final RecordingListener calleeEvents = new RecordingListener();
  private Gomon callee;
  private TestServer server;

  @BeforeEach
  void startCallee() throws Exception {
    callee =
        Gomon.builder("callee")
            .listener(calleeEvents)
            .shutdownHook(false)
            .discoverPlugins(false)
            .start();
    server = new TestServer().filter(GomonFilter.create(callee)).start();
  }

  @AfterEach
  void stopCallee() throws Exception {
    server.close();
    callee.stop(Duration.ofSeconds(10));
  }

  @Test
  void okHttp_callUnderEvent_isParentOfRequestAtCallee() throws Exception {
    OkHttpClient client = MonitoredOkHttp.wrap(new OkHttpClient());
    Request request = new Request.Builder().url(server.url("/ok")).build();
    EventTracker order = caller.gomon().start("test-order");
    try (order;
        Scope scope = order.makeCurrent();
        Response response = client.newCall(request).execute()) {
      assertThat(response.code()).isEqualTo(200);
    }
    assertLinked(order);
  }

  @Test
  void javaNetHttp_callUnderEvent_isParentOfRequestAtCallee() throws Exception {
    HttpClient client = MonitoredHttpClient.wrap(HttpClient.newHttpClient());
    HttpRequest request = HttpRequest.newBuilder(server.uri("/ok")).build();
    EventTracker order = caller.gomon().start("test-order");
    try (order;
        Scope scope = order.makeCurrent()) {
      assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    }
    assertLinked(order);
  }

  private void assertLinked(EventTracker order) {
    Event call = caller.recorded().await("http-roundtripper");
    Event request = calleeEvents.await("http-servlet");
    assertThat(call.parentHigh()).isEqualTo(order.id().getMostSignificantBits());
    assertThat(call.parentLow()).isEqualTo(order.id().getLeastSignificantBits());
    assertThat(request.parentHigh()).isEqualTo(call.idHigh());
    assertThat(request.parentLow()).isEqualTo(call.idLow());
    assertThat(request.traceHigh()).isEqualTo(call.traceHigh());
    assertThat(request.traceLow()).isEqualTo(call.traceLow());
    assertThat(request.applicationId()).isNotEqualTo(call.applicationId());
  }
}
