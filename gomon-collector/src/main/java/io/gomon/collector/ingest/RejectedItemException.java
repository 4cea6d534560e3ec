/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ingest;

import org.jspecify.annotations.Nullable;

/** One span, event, line or point is not as documented. The rest of its batch may be fine. */
public final class RejectedItemException extends BadBatchException {
  private static final long serialVersionUID = 1L;

  private final Rejection reason;

  public RejectedItemException(Rejection reason, String message) {
    this(reason, message, null);
  }

  public RejectedItemException(Rejection reason, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public Rejection reason() {
    return reason;
  }
}
