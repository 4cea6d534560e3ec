/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.store;

import java.time.Instant;

/** A store around another one: what is not overridden is that one's. */
public abstract class ForwardingStore implements TelemetryStore {
  protected final TelemetryStore store;

  protected ForwardingStore(TelemetryStore store) {
    this.store = store;
  }

  @Override
  public long appliedPosition() {
    return store.appliedPosition();
  }

  @Override
  public Applied apply(ApplyGroup group) throws StoreException {
    return store.apply(group);
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
    store.close();
  }
}
