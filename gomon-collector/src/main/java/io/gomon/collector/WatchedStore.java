/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector;

import io.gomon.collector.store.Applied;
import io.gomon.collector.store.ApplyGroup;
import io.gomon.collector.store.CollectedEvent;
import io.gomon.collector.store.ForwardingStore;
import io.gomon.collector.store.StoreException;
import io.gomon.collector.store.TelemetryStore;
import java.util.List;
import java.util.function.Consumer;

/** A store that tells of what it has stored. */
final class WatchedStore extends ForwardingStore {
  private final Consumer<List<CollectedEvent>> watcher;
  private final Runnable beforeClose;

  /**
   * Makes one.
   *
   * @param watcher told on the applier's thread, after the events are on disk: quick, throws
   *     nothing
   * @param beforeClose stops whoever uses the store beside the applier
   */
  WatchedStore(TelemetryStore store, Consumer<List<CollectedEvent>> watcher, Runnable beforeClose) {
    super(store);
    this.watcher = watcher;
    this.beforeClose = beforeClose;
  }

  @Override
  public Applied apply(ApplyGroup group) throws StoreException {
    Applied applied = super.apply(group);
    watcher.accept(applied.written());
    return applied;
  }

  @Override
  public void close() throws StoreException {
    beforeClose.run();
    super.close();
  }
}
