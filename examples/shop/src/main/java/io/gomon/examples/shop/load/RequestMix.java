/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.examples.shop.load;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Which request comes as number n: a function of the seed and n alone, so that two runs of one
 * length ask for the same, however many workers share the work. Any thread.
 */
final class RequestMix {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final int PRODUCTS = 2_000;
  private static final int ORDERS = 300;
  private static final List<String> WORDS = List.of("cat", "sturdy", "copper", "screw", "nothing");

  /**
   * One request, and what it is meant to end in.
   *
   * @param expectedStatus 200, or the failure that this kind is there for
   */
  record Planned(String kind, HttpRequest request, int expectedStatus) {}

  private final String target;
  private final long seed;

  RequestMix(String target, long seed) {
    this.target = target;
    this.seed = seed;
  }

  Planned request(long number) {
    // The golden ratio keeps the streams of neighbouring numbers apart.
    SplittableRandom random = new SplittableRandom(seed + number * 0x9E3779B97F4A7C15L);
    int share = random.nextInt(100);
    if (share < 25) {
      return get("products", "/products?page=" + random.nextInt(PRODUCTS / 20), 200);
    }
    if (share < 50) {
      return get("product", "/products/" + product(random), 200);
    }
    if (share < 65) {
      return get("order", "/orders/" + (1 + random.nextInt(ORDERS)), 200);
    }
    if (share < 80) {
      return post("place order", "/orders", newOrder(random), 200);
    }
    if (share < 88) {
      return post("check out", "/checkout/" + (1 + random.nextInt(ORDERS)), "", 200);
    }
    return rareRequest(share, random);
  }

  private Planned rareRequest(int share, SplittableRandom random) {
    if (share < 93) {
      return get("search", "/search?q=" + WORDS.get(random.nextInt(WORDS.size())), 200);
    }
    if (share < 96) {
      return get("report", "/report", 200);
    }
    if (share < 98) {
      return get("unknown product", "/products/" + (PRODUCTS + 1 + random.nextInt(100)), 404);
    }
    return get("broken coupons", "/coupons", 500);
  }

  private static int product(SplittableRandom random) {
    return 1 + random.nextInt(PRODUCTS);
  }

  private static String newOrder(SplittableRandom random) {
    StringBuilder body = new StringBuilder(200);
    body.append("{\"customer\":\"customer-").append(random.nextInt(500)).append("\",\"lines\":[");
    int lines = 1 + random.nextInt(5);
    for (int line = 0; line < lines; line++) {
      body.append(line == 0 ? "" : ",")
          .append("{\"product\":")
          .append(product(random))
          .append(",\"quantity\":")
          .append(1 + random.nextInt(3))
          .append('}');
    }
    return body.append("]}").toString();
  }

  private Planned get(String kind, String path, int expectedStatus) {
    return new Planned(kind, to(path).GET().build(), expectedStatus);
  }

  private Planned post(String kind, String path, String body, int expectedStatus) {
    HttpRequest request =
        to(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    return new Planned(kind, request, expectedStatus);
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create(target + path)).timeout(TIMEOUT);
  }
}
