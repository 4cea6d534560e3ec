/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc;

import io.gomon.jdbc.policy.ConnectionRecord;
import java.sql.Connection;
import java.sql.ConnectionBuilder;
import java.sql.SQLException;
import java.sql.ShardingKey;
import org.jspecify.annotations.Nullable;

/** Lets connections with sharding keys, too, come out wrapped. */
final class MonitoredConnectionBuilder implements ConnectionBuilder {
  private final ConnectionBuilder delegate;
  private final MonitoredDataSource dataSource;

  MonitoredConnectionBuilder(ConnectionBuilder delegate, MonitoredDataSource dataSource) {
    this.delegate = delegate;
    this.dataSource = dataSource;
  }

  @Override
  public @Nullable ConnectionBuilder user(String username) {
    return sameOrWrapped(delegate.user(username));
  }

  @Override
  public @Nullable ConnectionBuilder password(String password) {
    return sameOrWrapped(delegate.password(password));
  }

  @Override
  public @Nullable ConnectionBuilder shardingKey(ShardingKey shardingKey) {
    return sameOrWrapped(delegate.shardingKey(shardingKey));
  }

  @Override
  public @Nullable ConnectionBuilder superShardingKey(ShardingKey superShardingKey) {
    return sameOrWrapped(delegate.superShardingKey(superShardingKey));
  }

  @Override
  public @Nullable Connection build() throws SQLException {
    ConnectionRecord record = dataSource.opening();
    try {
      return dataSource.opened(delegate.build(), record);
    } catch (Throwable e) {
      record.notOpened(e);
      throw e;
    }
  }

  private @Nullable ConnectionBuilder sameOrWrapped(@Nullable ConnectionBuilder next) {
    if (next == delegate) {
      return this;
    }
    return next == null ? null : new MonitoredConnectionBuilder(next, dataSource);
  }
}
