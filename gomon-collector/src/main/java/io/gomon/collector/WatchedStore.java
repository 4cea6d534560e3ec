/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector;

import io.gomon.collector.store.Applied;
import io.gomon.collector.store.ApplyGroup;
import io.gomon.collector.store.CollectedEvent;
import io.gomon.collector.store.StoreException;
import io.gomon.collector.store.StoreStatus;
import io.gomon.collector.store.TelemetryStore;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * A store that tells of what it has stored.
 *
 * @param watcher told on the applier's thread, after the events are on disk: quick, throws nothing
 * @param beforeClose stops whoever uses the store beside the applier
 */
record WatchedStore(
    TelemetryStore store, Consumer<List<CollectedEvent>> watcher, Runnable beforeClose)
    implements TelemetryStore {
  @Override
  public long appliedPosition() {
    return store.appliedPosition();
  }

  @Override
  public Applied apply(ApplyGroup group) throws StoreException {
    Applied applied = store.apply(group);
    watcher.accept(applied.written());
    return applied;
  }

  @Override
  public int enforceRetention(Instant now, long maxBytes) throws StoreException {
    return store.enforceRetention(now, maxBytes);
  }

  @Override
  public StoreStatus status() {
    return store.status();
  }

  @Override
  public void close() throws StoreException {
    beforeClose.run();
    store.close();
  }
}
