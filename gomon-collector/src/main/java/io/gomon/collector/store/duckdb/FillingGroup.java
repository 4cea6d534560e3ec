/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.store.duckdb;

/**
 * The group of rows of {@code events} that is being filled. The engine ends it at each checkpoint,
 * and writes groups that are not full anew later: RATIONALE.md. Holder of the store's writing lock
 * only.
 */
final class FillingGroup {
  /** What the engine puts into one group. */
  static final int ROWS = 122_880;

  private int rows;
  private long logBytes;

  /** How many more rows it takes: at least one. */
  int room() {
    return ROWS - rows;
  }

  /**
   * Rows were stored, as many as there was room for or fewer.
   *
   * @param logBytesNow what the file's own log has since then: less than before, if the engine has
   *     made a checkpoint by itself
   */
  void add(int added, long logBytesNow) {
    rows = logBytesNow < logBytes ? 0 : (rows + added) % ROWS;
    logBytes = logBytesNow;
  }

  /** There was a checkpoint: the next row begins another group. */
  void end() {
    rows = 0;
    logBytes = 0;
  }
}
