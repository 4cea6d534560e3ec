/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.store;

import org.jspecify.annotations.Nullable;

/**
 * The store could not do what was asked. The message says what, and what the operator can do.
 *
 * @see StoreOpenException what is there cannot be used
 * @see StoreInitException nothing is there yet, and it cannot be made
 * @see StoreNotReadyException it was open, has failed, and cannot be opened anew just now
 */
public sealed class StoreException extends Exception
    permits StoreOpenException, StoreInitException, StoreNotReadyException {
  private static final long serialVersionUID = 1L;

  public StoreException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
