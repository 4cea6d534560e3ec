/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.store;

import org.jspecify.annotations.Nullable;

/** The store has failed and cannot be opened anew just now; what it was given is not to blame. */
public final class StoreNotReadyException extends StoreException {
  private static final long serialVersionUID = 1L;

  public StoreNotReadyException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
