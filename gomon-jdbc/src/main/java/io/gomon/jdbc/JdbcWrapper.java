/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc;

import java.sql.SQLException;
import java.sql.Wrapper;
import org.jspecify.annotations.Nullable;

/** What all wrappers share: being taken off, being compared, being printed. */
abstract class JdbcWrapper implements Wrapper, Monitored {

  /** The driver's object. */
  abstract Object delegate();

  /** The wrapper that this one came from; null when it came from none. */
  @Nullable JdbcWrapper parent() {
    return null;
  }

  /** The driver's object when this is a wrapper: what the driver is to be given. */
  static @Nullable Object bare(@Nullable Object value) {
    return value instanceof JdbcWrapper wrapper ? wrapper.delegate() : value;
  }

  /**
   * What the application gets of a method that the driver has beside JDBC. If that is the driver's
   * object behind this wrapper, or behind one that it came from, then that wrapper, provided that
   * it is of the method's type; else what the driver gave.
   */
  static @Nullable Object known(@Nullable Object result, JdbcWrapper asked, Class<?> type) {
    if (result instanceof JdbcWrapper ours) {
      return type.isInstance(ours) ? ours : ours.delegate();
    }
    for (JdbcWrapper wrapper = asked; wrapper != null; wrapper = wrapper.parent()) {
      if (wrapper.delegate() == result && type.isInstance(wrapper)) {
        return wrapper;
      }
    }
    return result;
  }

  @Override
  public final <T> T unwrap(Class<T> type) throws SQLException {
    if (type != null && type.isInstance(this)) {
      return type.cast(this);
    }
    if (type != null && type.isInstance(delegate())) {
      return type.cast(delegate());
    }
    if (delegate() instanceof Wrapper driver) {
      return driver.unwrap(type);
    }
    throw new SQLException("GoMon: " + delegate().getClass() + " is no " + type);
  }

  @Override
  public final boolean isWrapperFor(Class<?> type) throws SQLException {
    boolean isOurs = type != null && (type.isInstance(this) || type.isInstance(delegate()));
    return isOurs || (delegate() instanceof Wrapper driver && driver.isWrapperFor(type));
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
