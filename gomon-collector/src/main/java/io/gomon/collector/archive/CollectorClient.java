/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.archive;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Talks to a running collector on behalf of a command. The command's thread. */
public final class CollectorClient {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(60);

  private final URI address;
  private final Duration limit;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();

  public CollectorClient(URI address) {
    this(address, ANSWER);
  }

  /**
   * A seam for tests.
   *
   * @param limit how long a short answer may take
   */
  CollectorClient(URI address, Duration limit) {
    this.address = address;
    this.limit = limit;
  }

  /** A short answer, whole. */
  record Answer(int status, String body, int retryAfterSeconds) {
    /** The numbers, texts and booleans of the answer as text, by path: {@code events.stored}. */
    Map<String, String> values() throws IOException {
      return FlatJson.read(body);
    }

    /** What the collector says is wrong. */
    String error() {
      try {
        return values().getOrDefault("error", body);
      } catch (IOException e) {
        return body; // of somebody else than a collector, most likely
      }
    }
  }

  Answer get(String path) throws IOException, InterruptedException {
    return send(to(path).GET());
  }

  Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpRequest limited = request.timeout(limit).build();
    HttpResponse<String> answer =
        client.send(limited, BodyHandlers.ofString(StandardCharsets.UTF_8));
    long wait = answer.headers().firstValueAsLong("Retry-After").orElse(0);
    return new Answer(answer.statusCode(), answer.body(), (int) Math.min(60, Math.max(0, wait)));
  }

  /** A long answer, whose beginning has to come in time; the caller closes it. */
  HttpResponse<InputStream> open(String path) throws IOException, InterruptedException {
    // The request's own limit is for the body, too, since JDK 26 (JDK-8208693).
    CompletableFuture<HttpResponse<InputStream>> answer =
        client.sendAsync(to(path).GET().build(), BodyHandlers.ofInputStream());
    try {
      return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new IOException("no answer within " + limit, e);
    } catch (ExecutionException e) {
      Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
      throw new IOException(cause.getMessage(), cause);
    } finally {
      if (!answer.isDone()) {
        answer.cancel(true);
      }
    }
  }

  /** What to say when there was no answer. */
  ArchiveException unreachable(IOException cause) {
    String reason = cause.getMessage() == null ? "connection refused" : cause.getMessage();
    return new ArchiveException(
        ArchiveException.Kind.COLLECTOR,
        "no collector answers at " + address + ": " + reason,
        cause);
  }

  HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(address.resolve(path));
  }
}
