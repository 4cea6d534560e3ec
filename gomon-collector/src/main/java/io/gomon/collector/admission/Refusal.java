/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.admission;

import org.jspecify.annotations.Nullable;

/** Why a request is not served: the status, and a text for the sender. */
public final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final int retryAfterSeconds;
  private final boolean unknownEncoding;

  /** The request is wrong: to come again is of no use. */
  public Refusal(int status, String message) {
    this(status, message, 0, null, false);
  }

  private Refusal(
      int status,
      String message,
      int retryAfterSeconds,
      @Nullable Throwable cause,
      boolean unknownEncoding) {
    super(message, cause, false, false); // a stack for each refused request would help the flood
    this.status = status;
    this.retryAfterSeconds = retryAfterSeconds;
    this.unknownEncoding = unknownEncoding;
  }

  /** Too much at once, or too often: the sender comes back soon. */
  public static Refusal tooBusy(String message) {
    return new Refusal(429, message, 1, null, false);
  }

  /** The disk or the store is in trouble: the sender comes back later. */
  public static Refusal unavailable(String message, int retryAfterSeconds, Throwable cause) {
    return new Refusal(503, message, retryAfterSeconds, cause, false);
  }

  /** The body is packed in a way that is not known here: the answer lists those that are. */
  public static Refusal unknownEncoding(String message) {
    return new Refusal(415, message, 0, null, true);
  }

  public boolean isUnknownEncoding() {
    return unknownEncoding;
  }

  public int status() {
    return status;
  }

  /** 0: the header is left out. */
  public int retryAfterSeconds() {
    return retryAfterSeconds;
  }

  public String text() {
    return String.valueOf(getMessage());
  }
}
