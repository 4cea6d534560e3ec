/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ingest;

/** Memory for one batch. Is asked before it is used. */
@FunctionalInterface
public interface Room {
  /** For what was let in once: no limit of today may refuse it. */
  Room UNLIMITED = bytes -> {};

  /**
   * Takes more, until the batch is done with.
   *
   * @throws NoRoomException if others have it now
   * @throws BadBatchException if one batch never gets so much
   */
  void take(long bytes) throws BadBatchException;
}
