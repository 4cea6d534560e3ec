/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.exporter;

import java.io.IOException;
import java.net.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.CookieJar;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/**
 * Sends batches with OkHttp: straight to the endpoint, without proxies, cookies or redirects. For
 * the sender's thread; {@link #cancel} for any.
 *
 * <p>The client is made with the first batch: its classes and its TLS set-up cost the application's
 * start nothing.
 */
final class HttpTransport {
  private static final int MAX_ANSWER_BYTES = 64 << 10;
  private static final int MAX_SHOWN_CHARS = 200;
  private static final int MAX_SERVICE_CHARS = 200;
  private static final int MAX_IDLE_CONNECTIONS = 1;
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(30);

  private final Target target;
  private final Timing timing;
  private @Nullable OkHttpClient client;
  private volatile @Nullable Call current;
  private volatile boolean cancelled;

  HttpTransport(Target target, Timing timing) {
    this.target = target;
    this.timing = timing;
  }

  /** The bytes that {@link #send} is to be given for a batch, each time. */
  byte[] payload(Batch batch) throws IOException {
    return target.gzip() ? Gzip.compress(batch.body()) : batch.body();
  }

  /** Sends a batch once; what goes wrong is part of the answer. */
  Answer send(Batch batch, byte[] payload) {
    try {
      Call call = client().newCall(request(batch, payload));
      current = call;
      if (cancelled) {
        call.cancel();
      }
      try (Response response = call.execute()) {
        return answer(batch, response);
      }
    } catch (IOException | RuntimeException | LinkageError e) {
      // The peer cannot be reached, or a part of the client fails: the sender tries again, and says
      // so once.
      return Answer.none(e);
    } finally {
      current = null;
    }
  }

  private OkHttpClient client() {
    if (client == null) {
      Duration timeout = Duration.ofNanos(target.timeoutNanos());
      client =
          new OkHttpClient.Builder()
              .protocols(List.of(Protocol.HTTP_1_1))
              .connectionPool(
                  new ConnectionPool(
                      MAX_IDLE_CONNECTIONS, KEEP_ALIVE.toSeconds(), TimeUnit.SECONDS))
              .proxy(Proxy.NO_PROXY)
              .cookieJar(CookieJar.NO_COOKIES)
              .followRedirects(false)
              .followSslRedirects(false)
              .fastFallback(false)
              .callTimeout(timeout)
              .connectTimeout(timeout)
              .readTimeout(timeout)
              .writeTimeout(timeout)
              .build();
    }
    return client;
  }

  private Request request(Batch batch, byte[] payload) {
    Request.Builder request =
        new Request.Builder()
            .url(target.url())
            .header("User-Agent", "gomon-exporter/" + batch.run().gomonVersion());
    target.headers().forEach(request::header);
    request.header("Gomon-Batch-Id", batch.id().toString());
    // Or OkHttp asks for gzip, and an answer of 64 KiB may be inflated to any size.
    request.header("Accept-Encoding", "identity");
    if (target.gzip()) {
      request.header("Content-Encoding", "gzip");
    }
    String service = serviceHeader(batch.run());
    if (target.format() == ExportFormat.GOMON_JSON && service != null) {
      request.header("Gomon-Service", service);
    }
    MediaType type = MediaType.parse(target.format().contentType);
    return request.post(RequestBody.create(payload, type)).build();
  }

  private static @Nullable String serviceHeader(Run run) {
    String name = run.application();
    String header = name == null ? null : HeaderText.percentEncoded(name);
    return header != null && header.length() <= MAX_SERVICE_CHARS ? header : null;
  }

  private Answer answer(Batch batch, Response response) {
    byte[] body = body(response);
    int status = response.code();
    boolean fromCollector = response.header("Gomon-Collector") != null;
    if (response.isSuccessful()) {
      long rejected =
          target.format() == ExportFormat.OTLP_PROTOBUF ? PartialSuccess.rejectedSpans(body) : 0;
      return new Answer(
          Answer.Verdict.TAKEN,
          String.valueOf(status),
          rejected > 0 ? shown(body) : "",
          Math.min(rejected, batch.events()),
          -1,
          fromCollector,
          null);
    }
    // OTLP/HTTP lists these four; any other status will be the same next time.
    boolean again = status == 429 || status == 502 || status == 503 || status == 504;
    return new Answer(
        again ? Answer.Verdict.TRY_AGAIN : Answer.Verdict.REFUSED,
        String.valueOf(status),
        ("HTTP " + status + ' ' + shown(body)).strip(),
        0,
        Retry.retryAfterNanos(response.header("Retry-After"), timing.epochMillis()),
        fromCollector,
        null);
  }

  private static byte[] body(Response response) {
    try {
      BufferedSource source = response.body().source();
      source.request(MAX_ANSWER_BYTES);
      return source
          .getBuffer()
          .readByteArray(Math.min(source.getBuffer().size(), MAX_ANSWER_BYTES));
    } catch (IOException e) {
      // The status is there, and decides; what else the peer wanted to say is lost.
      return new byte[0];
    }
  }

  /** The beginning of an answer, fit for one line of a log. */
  private static String shown(byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8);
    String cut = text.length() > MAX_SHOWN_CHARS ? text.substring(0, MAX_SHOWN_CHARS) + '…' : text;
    return cut.replaceAll("[\\p{Cntrl}\\uFFFD]+", " ").strip();
  }

  /** Breaks off the request that is on its way, and every later one. */
  void cancel() {
    cancelled = true;
    Call call = current;
    if (call != null) {
      call.cancel();
    }
  }

  /**
   * Closes the connections. What is left is idle daemon threads of OkHttp, which it ends itself.
   */
  void close() {
    if (client != null) {
      client.connectionPool().evictAll();
    }
  }
}
