/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.examples.shop;

import io.gomon.examples.shop.web.HttpError;
import io.gomon.examples.shop.web.Json;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * Asks the inventory service: with two clients, as programs that have grown do. Any thread; blocks
 * for the answer, at most 5 seconds.
 */
final class InventoryClient {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final int CONFLICT = 409;

  record Stock(int product, int quantity) {}

  private final String address;
  private final HttpClient jdkClient;
  private final OkHttpClient okHttpClient;

  InventoryClient(String address, HttpClient jdkClient, OkHttpClient okHttpClient) {
    this.address = address;
    this.jdkClient = jdkClient;
    this.okHttpClient = okHttpClient;
  }

  Stock stock(int product) throws IOException {
    URI uri = URI.create(address + "/stock/" + product);
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(TIMEOUT).build();
    try {
      return Json.read(jdkClient.send(request, BodyHandlers.ofString()).body(), Stock.class);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted while asking " + uri);
    }
  }

  /** Takes pieces off the stock; 409 goes on to the caller when there are not enough. */
  void reserve(int product, int quantity) throws IOException {
    Request request =
        new Request.Builder()
            .url(address + "/reserve?product=" + product + "&quantity=" + quantity)
            .post(RequestBody.create(new byte[0]))
            .build();
    try (Response response = okHttpClient.newCall(request).execute()) {
      if (response.code() == CONFLICT) {
        throw HttpError.conflict("Not enough of product " + product);
      }
      if (!response.isSuccessful()) {
        throw new IOException("Inventory answered " + response.code());
      }
    }
  }
}
