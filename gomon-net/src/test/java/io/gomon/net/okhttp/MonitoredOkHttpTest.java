/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.net.okhttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gomon.Event;
import io.gomon.EventTracker;
import io.gomon.Scope;
import io.gomon.net.ClientPolicy;
import io.gomon.net.TestServer;
import io.gomon.testkit.GomonExtension;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Dispatcher;
import okhttp3.EventListener;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** OkHttp against a real server. */
final class MonitoredOkHttpTest {
  private static final String FOREIGN = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  @RegisterExtension final GomonExtension gomon = GomonExtension.create();

  private final BlockingQueue<List<String>> traceparents = new ArrayBlockingQueue<>(16);
  private final OkHttpClient plain = new OkHttpClient();
  private final OkHttpClient client = MonitoredOkHttp.wrap(plain);
  private TestServer server;

  @BeforeEach
  void startServer() throws Exception {
    server =
        new TestServer()
            .on(
                "/seen",
                (request, response) ->
                    traceparents.add(java.util.Collections.list(request.getHeaders("traceparent"))))
            .on(
                "/old",
                (request, response) -> {
                  traceparents.add(java.util.Collections.list(request.getHeaders("traceparent")));
                  response.sendRedirect("/seen");
                })
            .on(
                "/echo",
                (request, response) ->
                    response.getOutputStream().write(request.getInputStream().readAllBytes()))
            .start();
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
    plain.dispatcher().executorService().shutdown();
    plain.connectionPool().evictAll();
  }

  private Request.Builder request(String path) {
    return new Request.Builder().url(server.url(path));
  }

  private Event onlyEvent() {
    List<Event> events = gomon.events(ClientPolicy.FINGERPRINT);
    assertThat(events).hasSize(1);
    return events.get(0);
  }

  @Test
  void post_recordsRequestAndResponse() throws Exception {
    RequestBody body = RequestBody.create("hello", MediaType.get("text/plain"));
    try (Response response = client.newCall(request("/echo?q=1").post(body).build()).execute()) {
      assertThat(response.body().string()).isEqualTo("hello");
    }
    Event event = onlyEvent();
    assertThat(event.get("direction")).isEqualTo("outgoing");
    assertThat(event.get("client")).isEqualTo("okhttp");
    assertThat(event.get("method")).isEqualTo("POST");
    assertThat(event.get("url"))
        .isEqualTo(
            Map.of(
                "scheme", "http",
                "host", "127.0.0.1:" + server.port(),
                "path", "/echo",
                "query", "q=1"));
    assertThat(event.get("content-length")).isEqualTo(5L);
    assertThat(event.get("proto")).isEqualTo("HTTP/1.1");
    assertThat(event.get("resp-status")).isEqualTo(200L);
    assertThat(event.get("resp-contentlen")).isEqualTo(5L);
    assertThat(event.get("unrecorded")).isNull();
    assertThat(event.errors()).isEmpty();
  }

  @Test
  void event_endsAtTheHeaders_whileTheBodyIsStillThere() throws Exception {
    try (Response response = client.newCall(request("/ok").build()).execute()) {
      assertThat(onlyEvent().get("resp-status")).isEqualTo(200L);
      assertThat(response.body().string()).isEqualTo("ok");
    }
  }

  @Test
  void enqueued_hasTheParentOfTheThreadThatEnqueued() throws Exception {
    CompletableFuture<Integer> status = new CompletableFuture<>();
    EventTracker order = gomon.gomon().start("test-order");
    try (order;
        Scope scope = order.makeCurrent()) {
      client.newCall(request("/ok").build()).enqueue(new Completes(status));
    }
    assertThat(status.get(10, TimeUnit.SECONDS)).isEqualTo(200);
    Event event = onlyEvent();
    assertThat(event.parentHigh()).isEqualTo(order.id().getMostSignificantBits());
    assertThat(event.parentLow()).isEqualTo(order.id().getLeastSignificantBits());
  }

  @Test
  void redirect_isOneEventAndSendsOneTraceparentToBoth() throws Exception {
    try (Response response = client.newCall(request("/old").build()).execute()) {
      assertThat(response.request().url().encodedPath()).isEqualTo("/seen");
    }
    Event event = onlyEvent();
    assertThat(event.get("resp-status")).isEqualTo(200L);
    assertThat((Map<?, ?>) event.get("url")).extracting("path").isEqualTo("/old");
    assertThat(traceparents).hasSize(2).allMatch(values -> values.size() == 1);
    assertThat(traceparents.poll()).isEqualTo(traceparents.poll());
  }

  @Test
  void traceparentOfTheApplication_isReplaced() throws Exception {
    client.newCall(request("/seen").addHeader("Traceparent", FOREIGN).build()).execute().close();
    assertThat(traceparents.poll()).hasSize(1).doesNotContain(FOREIGN);
  }

  @Test
  void connectionRefused_isRecordedAndThrownAsItIs() throws Exception {
    int freePort;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      freePort = socket.getLocalPort();
    }
    Request request = new Request.Builder().url("http://127.0.0.1:" + freePort + "/").build();
    assertThatThrownBy(() -> client.newCall(request).execute())
        .isInstanceOf(ConnectException.class);
    Event event = onlyEvent();
    assertThat(event.get("resp-status")).isNull();
    assertThat(event.errors().get(0).type()).isEqualTo("java.net.ConnectException");
  }

  @Test
  void cancelledWhileWaiting_isRecordedAsFailed() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    server.on(
        "/slow",
        (request, response) -> {
          arrived.countDown();
          await(released);
        });
    Call call = client.newCall(request("/slow").build());
    CompletableFuture<Integer> status = new CompletableFuture<>();
    call.enqueue(new Completes(status));
    await(arrived);
    call.cancel();
    assertThatThrownBy(() -> status.get(10, TimeUnit.SECONDS))
        .hasCauseInstanceOf(IOException.class);
    released.countDown();
    assertThat(onlyEvent().errors()).hasSize(1);
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      if (!latch.await(10, TimeUnit.SECONDS)) {
        throw new IOException("waited in vain");
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @Test
  void rejectedByTheExecutor_isRecordedAsFailed() {
    ExecutorService closed = Executors.newSingleThreadExecutor();
    closed.shutdown();
    OkHttpClient rejecting = client.newBuilder().dispatcher(new Dispatcher(closed)).build();
    CompletableFuture<Integer> status = new CompletableFuture<>();
    rejecting.newCall(request("/ok").build()).enqueue(new Completes(status));
    assertThat(status).isCompletedExceptionally();
    assertThat(onlyEvent().errors()).hasSize(1);
  }

  @Test
  void interceptorOfTheApplicationThrows_sameObjectComesOut() {
    IllegalStateException thrown = new IllegalStateException("application");
    OkHttpClient failing =
        client
            .newBuilder()
            .addInterceptor(
                chain -> {
                  throw thrown;
                })
            .build();
    assertThatThrownBy(() -> failing.newCall(request("/ok").build()).execute()).isSameAs(thrown);
    assertThat(onlyEvent().errors().get(0).type()).isEqualTo("java.lang.IllegalStateException");
  }

  @Test
  void eventListenerOfTheApplication_isStillCalled() throws Exception {
    BlockingQueue<String> calls = new ArrayBlockingQueue<>(8);
    EventListener theirs =
        new EventListener() {
          @Override
          public void callStart(Call call) {
            calls.add("start");
          }

          @Override
          public void callEnd(Call call) {
            calls.add("end");
          }
        };
    OkHttpClient listened =
        MonitoredOkHttp.wrap(new OkHttpClient.Builder().eventListener(theirs).build());
    listened.newCall(request("/ok").build()).execute().close();
    assertThat(calls).containsExactly("start", "end");
    assertThat(onlyEvent().get("resp-status")).isEqualTo(200L);
  }

  @Test
  void derivedClientWithAnotherEventListener_isRecordedAndCanBeWrappedAgain() throws Exception {
    OkHttpClient derived = client.newBuilder().eventListener(EventListener.NONE).build();
    derived.newCall(request("/ok").build()).execute().close();
    assertThat(gomon.events(ClientPolicy.FINGERPRINT)).hasSize(1);
    OkHttpClient again = MonitoredOkHttp.wrap(derived);
    assertThat(again).isNotSameAs(derived);
    again.newCall(request("/ok").build()).execute().close();
    assertThat(gomon.events(ClientPolicy.FINGERPRINT)).hasSize(2);
  }

  @Test
  void wrappedTwice_isTheSame() {
    assertThat(MonitoredOkHttp.wrap(client)).isSameAs(client);
  }

  @Test
  void callClonedAndMadeAgain_isAnEventOfItsOwn() throws Exception {
    Call call = client.newCall(request("/ok").build());
    call.execute().close();
    call.clone().execute().close();
    List<Event> events = gomon.events(ClientPolicy.FINGERPRINT);
    assertThat(events)
        .hasSize(2)
        .allMatch(event -> Long.valueOf(200).equals(event.get("resp-status")));
    assertThat(events.get(0).id()).isNotEqualTo(events.get(1).id());
  }

  @Test
  void disabled_sendsTheRequestAsItIs() throws Exception {
    gomon.gomon().disable();
    client.newCall(request("/seen").build()).execute().close();
    assertThat(traceparents.poll()).isEmpty();
    assertThat(gomon.events()).isEmpty();
  }

  @Test
  void secrets_areMaskedWhereverTheyStand() throws Exception {
    server.on("/c", (request, response) -> response.addHeader("Set-Cookie", "id=canary-1"));
    client
        .newCall(
            new Request.Builder()
                .url("http://me:canary-2@127.0.0.1:" + server.port() + "/c?access_token=canary-3")
                .header("Authorization", "Bearer canary-4")
                .header("Cookie", "id=canary-5")
                .header("X-Api-Key", "canary-6")
                .build())
        .execute()
        .close();
    Event event = onlyEvent();
    String all = "" + event.get("url") + event.get("headers") + event.get("resp-header");
    assertThat(all).doesNotContain("canary").contains("***");
  }

  @Test
  void settings_decideWhetherHeadersAreKept() throws Exception {
    var unused = ClientPolicy.of(gomon.gomon());
    gomon.gomon().settings().set("net.request-headers", false);
    gomon.gomon().settings().set("net.response-headers", false);
    client.newCall(request("/ok").header("X-A", "b").build()).execute().close();
    Event event = onlyEvent();
    assertThat(event.get("headers")).isNull();
    assertThat(event.get("resp-header")).isNull();
  }

  @Test
  void webSocketRefused_isReportedAsWithoutGomon() throws Exception {
    CompletableFuture<Integer> status = new CompletableFuture<>();
    var unused =
        client.newWebSocket(
            request("/ok").build(),
            new WebSocketListener() {
              @Override
              public void onFailure(WebSocket webSocket, Throwable error, Response response) {
                status.complete(response == null ? -1 : response.code());
              }
            });
    assertThat(status.get(10, TimeUnit.SECONDS)).isEqualTo(200);
    assertThat(onlyEvent().get("resp-status")).isEqualTo(200L);
  }

  private record Completes(CompletableFuture<Integer> status) implements Callback {
    @Override
    public void onFailure(Call call, IOException error) {
      status.completeExceptionally(error);
    }

    @Override
    public void onResponse(Call call, Response response) {
      try (response) {
        status.complete(response.code());
      }
    }
  }
}
