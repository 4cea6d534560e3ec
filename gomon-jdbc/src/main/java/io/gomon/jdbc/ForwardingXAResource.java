/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc;

import javax.annotation.processing.Generated;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.jspecify.annotations.NullUnmarked;

/** Forwards each method of {@link XAResource} to the driver's. */
@Generated("io.gomon.jdbc.ForwardingGenerator")
@NullUnmarked
@SuppressWarnings("deprecation") // drivers and applications still use what is
abstract class ForwardingXAResource extends JdbcWrapper implements XAResource {
  final XAResource delegate;

  ForwardingXAResource(XAResource delegate) {
    super();
    this.delegate = delegate;
  }

  @Override
  final XAResource delegate() {
    return delegate;
  }

  @Override
  public void commit(Xid p1, boolean p2) throws XAException {
    delegate.commit(p1, p2);
  }

  @Override
  public void end(Xid p1, int p2) throws XAException {
    delegate.end(p1, p2);
  }

  @Override
  public void forget(Xid p1) throws XAException {
    delegate.forget(p1);
  }

  @Override
  public int getTransactionTimeout() throws XAException {
    return delegate.getTransactionTimeout();
  }

  @Override
  public boolean isSameRM(XAResource p1) throws XAException {
    return delegate.isSameRM(p1);
  }

  @Override
  public int prepare(Xid p1) throws XAException {
    return delegate.prepare(p1);
  }

  @Override
  public Xid[] recover(int p1) throws XAException {
    return delegate.recover(p1);
  }

  @Override
  public void rollback(Xid p1) throws XAException {
    delegate.rollback(p1);
  }

  @Override
  public boolean setTransactionTimeout(int p1) throws XAException {
    return delegate.setTransactionTimeout(p1);
  }

  @Override
  public void start(Xid p1, int p2) throws XAException {
    delegate.start(p1, p2);
  }
}
