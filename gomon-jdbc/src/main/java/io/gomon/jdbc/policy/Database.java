/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.policy;

import io.gomon.jdbc.rent.Rents;
import io.gomon.jdbc.sql.SqlDialect;
import org.jspecify.annotations.Nullable;

/**
 * What is known about the database behind a data source, without ever asking it: the application
 * asks for the product's name sooner or later, and we listen. Any thread.
 */
public final class Database {
  private static final String[] POOLS = {
    "com.zaxxer.hikari.",
    "org.apache.commons.dbcp",
    "org.apache.tomcat.jdbc.pool.",
    "com.mchange.v2.c3p0.",
    "io.agroal.",
    "oracle.ucp.",
    "com.alibaba.druid.",
    "org.vibur.",
  };

  private final Rents rents = new Rents();
  private volatile boolean isPool;
  private volatile @Nullable String product;
  private volatile SqlDialect dialect = SqlDialect.UNKNOWN;

  /** Remembers the product's name that the driver has told the application. */
  public void learn(@Nullable String productName) {
    if (productName != null && product == null) {
      product = productName;
      learn(SqlDialect.ofProduct(productName));
    }
  }

  /** Remembers whose class this is: that of a data source or connection. */
  public void learnClass(Class<?> driverClass) {
    String name = driverClass.getName();
    if (dialect == SqlDialect.UNKNOWN) {
      learn(SqlDialect.ofClass(name));
    }
    for (int i = 0; i < POOLS.length && !isPool; i++) {
      isPool = name.startsWith(POOLS[i]);
    }
  }

  /** Whether connections are borrowed, and not opened. */
  boolean isPool() {
    return isPool;
  }

  /** The connections that are out. */
  Rents rents() {
    return rents;
  }

  private void learn(SqlDialect found) {
    if (found != SqlDialect.UNKNOWN) {
      dialect = found;
    }
  }

  /** How its SQL is to be read. */
  SqlDialect dialect() {
    return dialect;
  }

  /** The product's name; null while unknown. */
  @Nullable String product() {
    return product;
  }
}
