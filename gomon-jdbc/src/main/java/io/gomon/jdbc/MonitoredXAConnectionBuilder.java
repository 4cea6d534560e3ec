/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc;

import io.gomon.jdbc.policy.ConnectionRecord;
import java.sql.SQLException;
import java.sql.ShardingKey;
import javax.sql.XAConnection;
import javax.sql.XAConnectionBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Lets a transaction manager's connections that are asked for by builder, too, come out wrapped.
 */
class MonitoredXAConnectionBuilder extends JdbcWrapper implements XAConnectionBuilder {
  private static final Lookalikes<MonitoredXAConnectionBuilder> LOOKALIKES =
      Lookalikes.of(MonitoredXAConnectionBuilder.class);

  private final XAConnectionBuilder delegate;
  private final Origin origin;

  MonitoredXAConnectionBuilder(XAConnectionBuilder delegate, Origin origin) {
    this.delegate = delegate;
    this.origin = origin;
  }

  static MonitoredXAConnectionBuilder of(XAConnectionBuilder driver, Origin from) {
    return LOOKALIKES.prototypeFor(driver.getClass()).like(driver, from);
  }

  /** Another one of this class. */
  MonitoredXAConnectionBuilder like(XAConnectionBuilder driver, Origin from) {
    return new MonitoredXAConnectionBuilder(driver, from);
  }

  @Override
  final XAConnectionBuilder delegate() {
    return delegate;
  }

  @Override
  public final @Nullable XAConnectionBuilder user(String username) {
    return sameOrWrapped(delegate.user(username));
  }

  @Override
  public final @Nullable XAConnectionBuilder password(String password) {
    return sameOrWrapped(delegate.password(password));
  }

  @Override
  public final @Nullable XAConnectionBuilder shardingKey(ShardingKey shardingKey) {
    return sameOrWrapped(delegate.shardingKey(shardingKey));
  }

  @Override
  public final @Nullable XAConnectionBuilder superShardingKey(ShardingKey superShardingKey) {
    return sameOrWrapped(delegate.superShardingKey(superShardingKey));
  }

  @Override
  public final @Nullable XAConnection build() throws SQLException {
    ConnectionRecord record = origin.opening();
    try {
      return origin.opened(delegate.build(), record);
    } catch (Throwable e) {
      record.notOpened(e);
      throw e;
    }
  }

  private @Nullable XAConnectionBuilder sameOrWrapped(@Nullable XAConnectionBuilder next) {
    if (next == delegate) {
      return this;
    }
    return next == null ? null : of(next, origin);
  }
}
