/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.net.jdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.gomon.Event;
import io.gomon.EventTracker;
import io.gomon.Scope;
import io.gomon.net.ClientPolicy;
import io.gomon.net.TestServer;
import io.gomon.testkit.GomonExtension;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The client of the JDK against a real server. */
final class MonitoredHttpClientTest {
  @RegisterExtension final GomonExtension gomon = GomonExtension.create();

  private final BlockingQueue<List<String>> traceparents = new ArrayBlockingQueue<>(16);
  private final HttpClient plain =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();
  private final HttpClient client = MonitoredHttpClient.wrap(plain);
  private final CountDownLatch arrived = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);
  private TestServer server;

  @BeforeEach
  void startServer() throws Exception {
    server =
        new TestServer()
            .on(
                "/seen",
                (request, response) ->
                    traceparents.add(Collections.list(request.getHeaders("traceparent"))))
            .on("/old", (request, response) -> response.sendRedirect("/seen"))
            .on(
                "/echo",
                (request, response) ->
                    response.getOutputStream().write(request.getInputStream().readAllBytes()))
            .on(
                "/slow",
                (request, response) -> {
                  arrived.countDown();
                  await(released);
                })
            .start();
  }

  @AfterEach
  void stopServer() throws Exception {
    released.countDown();
    server.close();
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

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(server.uri(path));
  }

  private Event onlyEvent() {
    Event event = gomon.recorded().await(ClientPolicy.FINGERPRINT);
    assertThat(gomon.events(ClientPolicy.FINGERPRINT)).hasSize(1);
    return event;
  }

  @Test
  void send_recordsRequestAndResponse() throws Exception {
    HttpRequest request = request("/echo?q=1").POST(BodyPublishers.ofString("hello")).build();
    HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
    assertThat(response.body()).isEqualTo("hello");
    Event event = onlyEvent();
    assertThat(event.get("direction")).isEqualTo("outgoing");
    assertThat(event.get("client")).isEqualTo("java.net.http");
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
  void sendAsync_hasTheParentOfTheCallerAndEndsBeforeTheNextStage() throws Exception {
    EventTracker order = gomon.gomon().start("test-order");
    CompletableFuture<Integer> recordedBefore;
    try (order;
        Scope scope = order.makeCurrent()) {
      recordedBefore =
          client
              .sendAsync(request("/ok").build(), BodyHandlers.ofString())
              .thenApply(response -> gomon.events(ClientPolicy.FINGERPRINT).size());
    }
    assertThat(recordedBefore.get(20, TimeUnit.SECONDS)).isEqualTo(1);
    Event event = onlyEvent();
    assertThat(event.parentLow()).isEqualTo(order.id().getLeastSignificantBits());
    assertThat(event.get("resp-status")).isEqualTo(200L);
  }

  @Test
  void redirect_isOneEvent() throws Exception {
    assertThat(client.send(request("/old").build(), BodyHandlers.discarding()).uri().getPath())
        .isEqualTo("/seen");
    Event event = onlyEvent();
    assertThat(event.get("resp-status")).isEqualTo(200L);
    assertThat(traceparents.poll()).hasSize(1);
  }

  @Test
  void traceparentOfTheApplication_isReplacedAndAllElseKept() throws Exception {
    HttpRequest request =
        request("/seen")
            .header("TraceParent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
            .header("X-Own", "1")
            .timeout(Duration.ofSeconds(20))
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    HttpResponse<Void> response = client.send(request, BodyHandlers.discarding());
    assertThat(traceparents.poll()).hasSize(1).noneMatch(value -> value.contains("0af7651916"));
    assertThat(response.request().timeout()).isEqualTo(request.timeout());
    assertThat(response.request().version()).isEqualTo(request.version());
    assertThat(response.request().headers().firstValue("X-Own")).contains("1");
  }

  @Test
  void connectionRefused_isRecordedAndThrownAsItIs() throws Exception {
    int freePort;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      freePort = socket.getLocalPort();
    }
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + freePort + "/")).build();
    assertThatThrownBy(() -> client.send(request, BodyHandlers.discarding()))
        .isInstanceOf(ConnectException.class);
    Event event = onlyEvent();
    assertThat(event.get("resp-status")).isNull();
    assertThat(event.errors().get(0).type()).isEqualTo("java.net.ConnectException");
    CompletableFuture<?> failed = client.sendAsync(request, BodyHandlers.discarding());
    CompletableFuture<?> plainly = plain.sendAsync(request, BodyHandlers.discarding());
    assertThat(describe(failed)).isEqualTo(describe(plainly));
  }

  private static String describe(CompletableFuture<?> future) {
    try {
      return String.valueOf(future.join());
    } catch (CompletionException e) {
      return e.getClass() + " by " + e.getCause().getClass();
    }
  }

  @Test
  void cancelledFuture_cancelsTheExchangeAndIsRecordedAsFailed() throws Exception {
    CompletableFuture<?> future =
        client.sendAsync(request("/slow").build(), BodyHandlers.discarding());
    await(arrived);
    assertThat(future.cancel(true)).isTrue();
    // Whether isCancelled() says so is a race in the plain client, too.
    assertThat(future).isCompletedExceptionally();
    // The server has not answered: only the cancelled exchange can have ended the event.
    Event event = onlyEvent();
    assertThat(event.get("resp-status")).isNull();
    assertThat(event.errors()).hasSize(1);
  }

  @Test
  void cancelledDependent_cancelsTheExchangeAsWithThePlainClient() throws Exception {
    CompletableFuture<?> dependent =
        client
            .sendAsync(request("/slow").build(), BodyHandlers.discarding())
            .thenApply(HttpResponse::statusCode);
    await(arrived);
    assertThat(dependent.cancel(true)).isTrue();
    assertThat(onlyEvent().errors()).hasSize(1);
  }

  @Test
  void bodyHandlerThrows_isRecordedAndThrownAsItIs() {
    HttpResponse.BodyHandler<String> failing =
        info -> {
          throw new IllegalStateException("application");
        };
    assertThatThrownBy(() -> client.send(request("/ok").build(), failing))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("application");
    assertThat(onlyEvent().errors()).hasSize(1);
  }

  @Test
  void requestThatCannotBeCopied_isSentAsItIs() throws Exception {
    HttpRequest odd = new OddRequest(request("/seen").build());
    assertThat(client.send(odd, BodyHandlers.discarding()).statusCode()).isEqualTo(200);
    assertThat(traceparents.poll()).isEmpty();
    assertThat(onlyEvent().get("unrecorded")).isEqualTo("java.lang.IllegalStateException");
  }

  @Test
  void nullArguments_failAsWithThePlainClient() {
    assertThatThrownBy(() -> client.send(null, BodyHandlers.discarding()))
        .isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> client.sendAsync(request("/ok").build(), null))
        .isInstanceOf(NullPointerException.class);
    assertThat(onlyEvent().errors()).hasSize(1);
  }

  @Test
  void disabled_sendsTheRequestAsItIs() throws Exception {
    gomon.gomon().disable();
    HttpRequest request = request("/seen").build();
    assertThat(client.send(request, BodyHandlers.discarding()).request()).isEqualTo(request);
    assertThat(traceparents.poll()).isEmpty();
    assertThat(gomon.events()).isEmpty();
  }

  @Test
  void secrets_areMaskedWhereverTheyStand() throws Exception {
    server.on("/c", (request, response) -> response.addHeader("Set-Cookie", "id=canary-1"));
    HttpRequest request =
        request("/c?access_token=canary-3&q=1")
            .header("Authorization", "Bearer canary-4")
            .header("Cookie", "id=canary-5")
            .header("X-Api-Key", "canary-6")
            .build();
    assertThat(client.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(200);
    Event event = onlyEvent();
    String all = "" + event.get("url") + event.get("headers") + event.get("resp-header");
    assertThat(all).doesNotContain("canary").contains("***", "q=1");
  }

  @Test
  void wrappedTwice_isTheSame() {
    assertThat(MonitoredHttpClient.wrap(client)).isSameAs(client);
  }

  @Test
  void properties_areThoseOfTheClientInside() {
    assertThat(client.followRedirects()).isEqualTo(plain.followRedirects());
    assertThat(client.version()).isEqualTo(plain.version());
    assertThat(client.sslContext()).isSameAs(plain.sslContext());
    assertThat(client.executor()).isEqualTo(plain.executor());
    assertThat(client.cookieHandler()).isEqualTo(plain.cookieHandler());
    assertThat(client.connectTimeout()).isEqualTo(plain.connectTimeout());
    assertThat(client.proxy()).isEqualTo(plain.proxy());
    assertThat(client.authenticator()).isEqualTo(plain.authenticator());
    assertThat(client.newWebSocketBuilder()).isNotNull();
  }

  @Test
  void everyMethodOfTheRunningJdk_reachesTheClientInside() {
    List<String> missing =
        Arrays.stream(HttpClient.class.getMethods())
            .filter(m -> m.getDeclaringClass() != Object.class)
            .filter(m -> !Modifier.isStatic(m.getModifiers()))
            .filter(m -> !isDeclared(m))
            .map(Method::toString)
            .toList();
    assertThat(missing).isEmpty();
  }

  private static boolean isDeclared(Method method) {
    try {
      return MonitoredHttpClient.class
              .getMethod(method.getName(), method.getParameterTypes())
              .getDeclaringClass()
          == MonitoredHttpClient.class;
    } catch (NoSuchMethodException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void shutdownSince21_reachesTheClientInside() throws Exception {
    assumeThat(Runtime.version().feature()).isGreaterThanOrEqualTo(21);
    MonitoredHttpClient closing =
        (MonitoredHttpClient) MonitoredHttpClient.wrap(HttpClient.newHttpClient());
    assertThat(closing.isTerminated()).isFalse();
    closing.shutdown();
    assertThat(closing.awaitTermination(Duration.ofSeconds(20))).isTrue();
    assertThat(closing.isTerminated()).isTrue();
    assertThatThrownBy(() -> closing.send(request("/ok").build(), BodyHandlers.discarding()))
        .isInstanceOf(IOException.class);
    closing.close();
    closing.shutdownNow();
  }

  @Test
  void shutdownBefore21_doesNothing() throws Exception {
    assumeThat(Runtime.version().feature()).isLessThan(21);
    MonitoredHttpClient closing = (MonitoredHttpClient) client;
    closing.shutdown();
    closing.shutdownNow();
    closing.close();
    assertThat(closing.isTerminated()).isFalse();
    assertThat(closing.send(request("/ok").build(), BodyHandlers.ofString()).body())
        .isEqualTo("ok");
  }

  /** A request of an application's own making, whose headers can be read only now and then. */
  private static final class OddRequest extends HttpRequest {
    private final HttpRequest request;

    OddRequest(HttpRequest request) {
      this.request = request;
    }

    @Override
    public Optional<BodyPublisher> bodyPublisher() {
      return request.bodyPublisher();
    }

    @Override
    public String method() {
      return request.method();
    }

    @Override
    public Optional<Duration> timeout() {
      return request.timeout();
    }

    @Override
    public boolean expectContinue() {
      boolean copied =
          StackWalker.getInstance()
              .walk(frames -> frames.anyMatch(f -> f.getMethodName().equals("withTrace")));
      if (copied) {
        throw new IllegalStateException("no copies");
      }
      return request.expectContinue();
    }

    @Override
    public URI uri() {
      return request.uri();
    }

    @Override
    public Optional<HttpClient.Version> version() {
      return request.version();
    }

    @Override
    public HttpHeaders headers() {
      return request.headers();
    }
  }
}
