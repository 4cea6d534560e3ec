/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.query;

import org.jspecify.annotations.Nullable;

/** A question that could not be answered. The message is for the person who asked. */
public final class QueryException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Whether the same question may succeed later, or with a shorter time range. */
  private final boolean temporary;

  public QueryException(String message, boolean temporary, @Nullable Throwable cause) {
    super(message, cause);
    this.temporary = temporary;
  }

  /** True for a time limit, a full house or a lack of memory; false for a fault of the store. */
  public boolean isTemporary() {
    return temporary;
  }
}
