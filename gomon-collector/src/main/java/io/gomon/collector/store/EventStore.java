/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.store;

import java.util.List;

/**
 * Where events are kept and found again. One thread calls {@link #apply}; any thread asks questions.
 */
public interface EventStore extends AutoCloseable {

  /**
   * The highest write-ahead-log position whose events are all safely stored: replay starts behind
   * it. 0 for a new store.
   */
  long appliedPosition();

  /**
   * Stores the events of one or more log records, the newest of which is at {@code position}. When
   * this returns they are on disk and can be found. Applying a position again changes nothing.
   *
   * @param position strictly greater than the positions applied before, except in a replay
   * @throws StoreException if they could not be stored; none of them counts as applied then
   */
  void apply(long position, List<CollectedEvent> events) throws StoreException;

  @Override
  void close() throws StoreException;
}
