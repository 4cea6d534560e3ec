/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc;

import java.sql.SQLException;
import java.sql.Wrapper;
import org.jspecify.annotations.Nullable;

/** What all wrappers share: being taken off, being compared, being printed. */
abstract class JdbcWrapper implements Wrapper, Monitored {

  /** The driver's object. */
  abstract Object delegate();

  @Override
  public final <T> T unwrap(Class<T> type) throws SQLException {
    if (type != null && type.isInstance(this)) {
      return type.cast(this);
    }
    if (type != null && type.isInstance(delegate())) {
      return type.cast(delegate());
    }
    return driver().unwrap(type);
  }

  @Override
  public final boolean isWrapperFor(Class<?> type) throws SQLException {
    boolean isOurs = type != null && (type.isInstance(this) || type.isInstance(delegate()));
    return isOurs || driver().isWrapperFor(type);
  }

  private Wrapper driver() {
    return (Wrapper) delegate();
  }

  @Override
  public final boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof JdbcWrapper wrapper && delegate().equals(wrapper.delegate()));
  }

  @Override
  public final int hashCode() {
    return delegate().hashCode();
  }

  /** The driver's text: people print a prepared statement to see its SQL. */
  @Override
  public final String toString() {
    return delegate().toString();
  }
}
