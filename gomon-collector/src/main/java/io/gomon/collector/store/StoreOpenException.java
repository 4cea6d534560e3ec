/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.store;

import org.jspecify.annotations.Nullable;

/**
 * What lies in the data folder cannot be used: a damaged or foreign file, one of a newer version, a
 * folder that another process holds, missing rights. The collector ends with exit code 1.
 */
public final class StoreOpenException extends StoreException {
  private static final long serialVersionUID = 1L;

  public StoreOpenException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
