/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.store;

import org.jspecify.annotations.Nullable;

/**
 * A new store, or the file of a new day, cannot be made: the folder cannot be created or written,
 * the disk is full, the database engine does not start. At start the collector ends with exit code
 * 2.
 */
public final class StoreInitException extends StoreException {
  private static final long serialVersionUID = 1L;

  public StoreInitException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
