/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.examples.shop.demo;

import io.gomon.examples.shop.web.Json;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks a server how it is. Any thread. */
final class CollectorClient {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final int OK = 200;

  /** How many events the collector has acknowledged, and how many of them are in its store. */
  record Counts(long accepted, long stored) {}

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final String address;

  CollectorClient(String address) {
    this.address = address;
  }

  /** True once it is; null until then. */
  @Nullable Boolean ready() {
    try {
      return get("/ready").statusCode() == OK ? true : null;
    } catch (IOException e) {
      // Not listening yet: it is asked again.
      return null;
    }
  }

  /** Null when the collector does not answer at the moment. */
  @Nullable Counts counts() {
    try {
      HttpResponse<String> answer = get("/api/v1/status");
      if (answer.statusCode() != OK) {
        return null;
      }
      Map<?, ?> status = Json.read(answer.body(), Map.class);
      return status.get("events") instanceof Map<?, ?> events
              && events.get("accepted") instanceof Number accepted
              && events.get("stored") instanceof Number stored
              && events.get("own") instanceof Number own // what it says about itself
          ? new Counts(accepted.longValue(), stored.longValue() - own.longValue())
          : null;
    } catch (IOException e) {
      // Busy, or on its way out: whoever asks asks again.
      return null;
    }
  }

  private HttpResponse<String> get(String path) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address + path)).timeout(TIMEOUT).build();
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted while asking " + address + path);
    }
  }
}
