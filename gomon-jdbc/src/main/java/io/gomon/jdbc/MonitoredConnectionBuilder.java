/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc;

import io.gomon.jdbc.policy.ConnectionRecord;
import java.sql.Connection;
import java.sql.ConnectionBuilder;
import java.sql.SQLException;
import java.sql.ShardingKey;
import org.jspecify.annotations.Nullable;

/** Lets connections that are asked for by builder, too, come out wrapped. */
class MonitoredConnectionBuilder extends JdbcWrapper implements ConnectionBuilder {
  private static final Lookalikes<MonitoredConnectionBuilder> LOOKALIKES =
      Lookalikes.of(MonitoredConnectionBuilder.class);

  private final ConnectionBuilder delegate;
  private final Origin origin;

  MonitoredConnectionBuilder(ConnectionBuilder delegate, Origin origin) {
    this.delegate = delegate;
    this.origin = origin;
  }

  static MonitoredConnectionBuilder of(ConnectionBuilder driver, Origin from) {
    return LOOKALIKES.prototypeFor(driver.getClass()).like(driver, from);
  }

  /** Another one of this class. */
  MonitoredConnectionBuilder like(ConnectionBuilder driver, Origin from) {
    return new MonitoredConnectionBuilder(driver, from);
  }

  @Override
  final ConnectionBuilder delegate() {
    return delegate;
  }

  @Override
  public final @Nullable ConnectionBuilder user(String username) {
    return sameOrWrapped(delegate.user(username));
  }

  @Override
  public final @Nullable ConnectionBuilder password(String password) {
    return sameOrWrapped(delegate.password(password));
  }

  @Override
  public final @Nullable ConnectionBuilder shardingKey(ShardingKey shardingKey) {
    return sameOrWrapped(delegate.shardingKey(shardingKey));
  }

  @Override
  public final @Nullable ConnectionBuilder superShardingKey(ShardingKey superShardingKey) {
    return sameOrWrapped(delegate.superShardingKey(superShardingKey));
  }

  @Override
  public final @Nullable Connection build() throws SQLException {
    ConnectionRecord record = origin.opening();
    try {
      return origin.opened(delegate.build(), record);
    } catch (Throwable e) {
      record.notOpened(e);
      throw e;
    }
  }

  private @Nullable ConnectionBuilder sameOrWrapped(@Nullable ConnectionBuilder next) {
    if (next == delegate) {
      return this;
    }
    return next == null ? null : of(next, origin);
  }
}
