/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc;

import io.gomon.jdbc.policy.ConnectionRecord;
import java.sql.SQLException;
import javax.sql.XAConnection;
import javax.transaction.xa.XAResource;
import org.jspecify.annotations.Nullable;

/** A physical connection whose transactions are led by a transaction manager. */
class MonitoredXAConnection extends MonitoredPooledConnection implements XAConnection {
  static final Lookalikes<MonitoredXAConnection> LOOKALIKES =
      Lookalikes.of(MonitoredXAConnection.class);

  private final XAConnection xa;

  MonitoredXAConnection(XAConnection delegate, ConnectionRecord record, Origin origin) {
    super(delegate, record, origin);
    this.xa = delegate;
  }

  /** Another one of this class. */
  MonitoredXAConnection like(XAConnection driver, ConnectionRecord recorded, Origin from) {
    return new MonitoredXAConnection(driver, recorded, from);
  }

  @Override
  public final @Nullable XAResource getXAResource() throws SQLException {
    return resource(xa.getXAResource());
  }
}
