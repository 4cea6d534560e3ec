/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.net.jdk;

import io.gomon.Gomon;
import io.gomon.Scope;
import io.gomon.net.CallRecording;
import io.gomon.net.ClientPolicy;
import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * An {@link HttpClient} that records each call as one {@code http-roundtripper} event, redirects
 * included, and sends W3C {@code traceparent} and {@code tracestate}; all else it leaves to the
 * client inside. The event belongs under what is current on the calling thread, and ends when the
 * call is complete in the client's sense: the body handler has made its body. Thread-safe.
 *
 * <p>{@link HttpResponse#request()} shows the request as it was sent, with these headers. Web
 * sockets pass by unrecorded.
 */
public final class MonitoredHttpClient extends HttpClient {
  private static final String CLIENT = "java.net.http";

  private final HttpClient client;
  private final Supplier<Gomon> gomon;

  private MonitoredHttpClient(HttpClient client, Supplier<Gomon> gomon) {
    this.client = client;
    this.gomon = gomon;
  }

  /**
   * A client that makes its calls through this one, and records with the {@linkplain Gomon#global()
   * GoMon of the process}, whichever it is at each call. A monitored client is returned as it is.
   */
  public static HttpClient wrap(HttpClient client) {
    return wrap(client, Gomon::global);
  }

  /** The same, recording with this GoMon. */
  public static HttpClient wrap(HttpClient client, Gomon gomon) {
    Objects.requireNonNull(gomon, "gomon");
    return wrap(client, () -> gomon);
  }

  private static HttpClient wrap(HttpClient client, Supplier<Gomon> gomon) {
    Objects.requireNonNull(client, "client");
    return client instanceof MonitoredHttpClient ? client : new MonitoredHttpClient(client, gomon);
  }

  @Override
  public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> bodyHandler)
      throws IOException, InterruptedException {
    CallRecording recording = start(request);
    if (recording == null) {
      return client.send(request, bodyHandler);
    }
    try (Scope scope = recording.makeCurrent()) {
      HttpResponse<T> response = client.send(withTrace(request, recording), bodyHandler);
      recording.finish(new JdkResponse(response));
      return response;
    } catch (Throwable t) {
      recording.fail(t);
      throw t;
    }
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request, BodyHandler<T> bodyHandler) {
    return callAsync(request, sent -> client.sendAsync(sent, bodyHandler));
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request,
      BodyHandler<T> bodyHandler,
      @Nullable PushPromiseHandler<T> pushPromiseHandler) {
    return callAsync(request, sent -> client.sendAsync(sent, bodyHandler, pushPromiseHandler));
  }

  private <T> CompletableFuture<HttpResponse<T>> callAsync(
      HttpRequest request, AsyncCall<T> asyncCall) {
    CallRecording recording = start(request);
    if (recording == null) {
      return asyncCall.send(request);
    }
    try (Scope scope = recording.makeCurrent()) {
      return recorded(asyncCall.send(withTrace(request, recording)), recording);
    } catch (Throwable t) {
      recording.fail(t);
      throw t;
    }
  }

  /**
   * Ends the event when the call is complete, before the application's own stages run. The future
   * that is returned derives from the client's, whose derived futures cancel the exchange, too. One
   * that is cancelled runs no action of its own any more: hence the first whenComplete, which hangs
   * on the client's future alone.
   */
  private static <T> CompletableFuture<HttpResponse<T>> recorded(
      CompletableFuture<HttpResponse<T>> call, CallRecording recording) {
    var unused = call.whenComplete((response, error) -> end(recording, response, error));
    return call.whenComplete((response, error) -> end(recording, response, error));
  }

  private static void end(
      CallRecording recording, @Nullable HttpResponse<?> response, @Nullable Throwable error) {
    if (response != null) {
      recording.finish(new JdkResponse(response));
      return;
    }
    Throwable cause = error instanceof CompletionException ? error.getCause() : null;
    recording.fail(cause == null ? error : cause);
  }

  private @Nullable CallRecording start(@Nullable HttpRequest request) {
    if (request == null) {
      // The client inside will say so.
      return null;
    }
    try {
      return ClientPolicy.of(gomon.get()).start(CLIENT, new JdkRequest(request));
    } catch (RuntimeException | LinkageError e) {
      // The given GoMon cannot be had; nothing is recorded of this call.
      return null;
    }
  }

  private static HttpRequest withTrace(HttpRequest request, CallRecording recording) {
    String traceparent = recording.tracker().traceparent();
    String tracestate = recording.tracker().tracestate();
    if (traceparent == null || tracestate == null) {
      return request;
    }
    try {
      return HttpRequest.newBuilder(request, (name, value) -> !isTraceHeader(name))
          .setHeader(ClientPolicy.TRACEPARENT, traceparent)
          .setHeader(ClientPolicy.TRACESTATE, tracestate)
          .build();
    } catch (RuntimeException | LinkageError e) {
      // A request class of the application's own that cannot be copied; it goes out as it was.
      recording.noteUnrecorded(e);
      return request;
    }
  }

  private static boolean isTraceHeader(String name) {
    return name.equalsIgnoreCase(ClientPolicy.TRACEPARENT)
        || name.equalsIgnoreCase(ClientPolicy.TRACESTATE);
  }

  @Override
  public Optional<CookieHandler> cookieHandler() {
    return client.cookieHandler();
  }

  @Override
  public Optional<Duration> connectTimeout() {
    return client.connectTimeout();
  }

  @Override
  public Redirect followRedirects() {
    return client.followRedirects();
  }

  @Override
  public Optional<ProxySelector> proxy() {
    return client.proxy();
  }

  @Override
  public SSLContext sslContext() {
    return client.sslContext();
  }

  @Override
  public SSLParameters sslParameters() {
    return client.sslParameters();
  }

  @Override
  public Optional<Authenticator> authenticator() {
    return client.authenticator();
  }

  @Override
  public Version version() {
    return client.version();
  }

  @Override
  public Optional<Executor> executor() {
    return client.executor();
  }

  @Override
  public WebSocket.Builder newWebSocketBuilder() {
    return client.newWebSocketBuilder();
  }

  // HttpClient has the following since JDK 21. There they override; before, nobody can call them.

  /** As {@code HttpClient.shutdown()} of JDK 21. */
  public void shutdown() {
    Jdk21.shutdown(client);
  }

  /** As {@code HttpClient.awaitTermination(Duration)} of JDK 21. */
  public boolean awaitTermination(Duration duration) throws InterruptedException {
    return Jdk21.awaitTermination(client, duration);
  }

  /** As {@code HttpClient.isTerminated()} of JDK 21. */
  public boolean isTerminated() {
    return Jdk21.isTerminated(client);
  }

  /** As {@code HttpClient.shutdownNow()} of JDK 21. */
  public void shutdownNow() {
    Jdk21.shutdownNow(client);
  }

  /** As {@code HttpClient.close()} of JDK 21. */
  public void close() {
    Jdk21.close(client);
  }

  @Override
  public String toString() {
    return "MonitoredHttpClient[" + client + ']';
  }

  private interface AsyncCall<T> {
    CompletableFuture<HttpResponse<T>> send(HttpRequest request);
  }
}
