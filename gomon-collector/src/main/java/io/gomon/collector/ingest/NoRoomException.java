/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ingest;

/** The memory for batches is taken by others now. Nothing is wrong with this one. */
public final class NoRoomException extends BadBatchException {
  private static final long serialVersionUID = 1L;

  public NoRoomException(String message) {
    super(message);
  }
}
