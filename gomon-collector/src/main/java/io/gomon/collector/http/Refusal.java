/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.http;

import org.jspecify.annotations.Nullable;

/** Why a request is not served: the status, and a text for the sender. */
final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final int retryAfterSeconds;

  Refusal(int status, String message) {
    this(status, message, 0, null);
  }

  private Refusal(int status, String message, int retryAfterSeconds, @Nullable Throwable cause) {
    super(message, cause, false, false); // a stack for each refused request would help the flood
    this.status = status;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  /** Too much at once: the sender comes back soon. */
  static Refusal tooBusy(String message) {
    return new Refusal(429, message, 1, null);
  }

  /** The disk or the store is in trouble: the sender comes back later. */
  static Refusal unavailable(String message, Throwable cause) {
    return new Refusal(503, message, 5, cause);
  }

  int status() {
    return status;
  }

  /** 0: the header is left out. */
  int retryAfterSeconds() {
    return retryAfterSeconds;
  }

  String text() {
    return String.valueOf(getMessage());
  }
}
