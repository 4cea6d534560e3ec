/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ingest;

import org.jspecify.annotations.Nullable;

/** The body is not what its content type says. The message is for the sender: what, and where. */
public sealed class BadBatchException extends Exception
    permits RejectedItemException, NoRoomException {
  private static final long serialVersionUID = 1L;

  private final boolean tooLarge;

  public BadBatchException(String message) {
    this(message, false, null);
  }

  public BadBatchException(String message, @Nullable Throwable cause) {
    this(message, false, cause);
  }

  private BadBatchException(String message, boolean tooLarge, @Nullable Throwable cause) {
    super(message, cause, false, false); // a stack for each bad span would help a flood
    this.tooLarge = tooLarge;
  }

  /** Well-formed as far as it was read, but more than one request may carry. */
  public static BadBatchException tooLarge(String message) {
    return new BadBatchException(message, true, null);
  }

  public final boolean isTooLarge() {
    return tooLarge;
  }
}
