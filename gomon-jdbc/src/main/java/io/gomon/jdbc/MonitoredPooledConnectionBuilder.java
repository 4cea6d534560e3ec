/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc;

import io.gomon.jdbc.policy.ConnectionRecord;
import java.sql.SQLException;
import java.sql.ShardingKey;
import javax.sql.PooledConnection;
import javax.sql.PooledConnectionBuilder;
import org.jspecify.annotations.Nullable;

/** Lets a pool's connections that are asked for by builder, too, come out wrapped. */
class MonitoredPooledConnectionBuilder extends JdbcWrapper implements PooledConnectionBuilder {
  private static final Lookalikes<MonitoredPooledConnectionBuilder> LOOKALIKES =
      Lookalikes.of(MonitoredPooledConnectionBuilder.class);

  private final PooledConnectionBuilder delegate;
  private final Origin origin;

  MonitoredPooledConnectionBuilder(PooledConnectionBuilder delegate, Origin origin) {
    this.delegate = delegate;
    this.origin = origin;
  }

  static MonitoredPooledConnectionBuilder of(PooledConnectionBuilder driver, Origin from) {
    return LOOKALIKES.prototypeFor(driver.getClass()).like(driver, from);
  }

  /** Another one of this class. */
  MonitoredPooledConnectionBuilder like(PooledConnectionBuilder driver, Origin from) {
    return new MonitoredPooledConnectionBuilder(driver, from);
  }

  @Override
  final PooledConnectionBuilder delegate() {
    return delegate;
  }

  @Override
  public final @Nullable PooledConnectionBuilder user(String username) {
    return sameOrWrapped(delegate.user(username));
  }

  @Override
  public final @Nullable PooledConnectionBuilder password(String password) {
    return sameOrWrapped(delegate.password(password));
  }

  @Override
  public final @Nullable PooledConnectionBuilder shardingKey(ShardingKey shardingKey) {
    return sameOrWrapped(delegate.shardingKey(shardingKey));
  }

  @Override
  public final @Nullable PooledConnectionBuilder superShardingKey(ShardingKey superShardingKey) {
    return sameOrWrapped(delegate.superShardingKey(superShardingKey));
  }

  @Override
  public final @Nullable PooledConnection build() throws SQLException {
    ConnectionRecord record = origin.opening();
    try {
      return origin.opened(delegate.build(), record);
    } catch (Throwable e) {
      record.notOpened(e);
      throw e;
    }
  }

  private @Nullable PooledConnectionBuilder sameOrWrapped(@Nullable PooledConnectionBuilder next) {
    if (next == delegate) {
      return this;
    }
    return next == null ? null : of(next, origin);
  }
}
