/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc;

import io.gomon.jdbc.policy.XaRecord;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.jspecify.annotations.Nullable;

/** Records the transaction branches that a transaction manager begins and ends. */
class MonitoredXAResource extends ForwardingXAResource {
  static final Lookalikes<MonitoredXAResource> LOOKALIKES =
      Lookalikes.of(MonitoredXAResource.class);

  private final XaRecord record;

  MonitoredXAResource(XAResource delegate, XaRecord record) {
    super(delegate);
    this.record = record;
  }

  /** Another one of this class. */
  MonitoredXAResource like(XAResource driver, XaRecord recorded) {
    return new MonitoredXAResource(driver, recorded);
  }

  @Override
  public final void start(Xid xid, int flags) throws XAException {
    delegate.start(xid, flags);
    if (flags == TMNOFLAGS) {
      record.started(xid);
    }
  }

  @Override
  public final int prepare(Xid xid) throws XAException {
    try {
      int vote = delegate.prepare(xid);
      if (vote == XA_RDONLY) {
        record.ended(xid, "read-only", null);
      }
      return vote;
    } catch (Throwable e) {
      record.ended(xid, "failed", e);
      throw e;
    }
  }

  @Override
  public final void commit(Xid xid, boolean onePhase) throws XAException {
    try {
      delegate.commit(xid, onePhase);
    } catch (Throwable e) {
      record.ended(xid, "failed", e);
      throw e;
    }
    record.ended(xid, "commit", null);
  }

  @Override
  public final void rollback(Xid xid) throws XAException {
    try {
      delegate.rollback(xid);
    } catch (Throwable e) {
      record.ended(xid, "failed", e);
      throw e;
    }
    record.ended(xid, "rollback", null);
  }

  /** The driver knows its own resources only. */
  @Override
  public final boolean isSameRM(@Nullable XAResource other) throws XAException {
    return delegate.isSameRM((XAResource) bare(other));
  }
}
