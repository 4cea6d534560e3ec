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
  /** Packages, which end with a dot, and classes. */
  private static final String[] POOLS = {
    "com.zaxxer.hikari.",
    "org.apache.commons.dbcp.",
    "org.apache.commons.dbcp2.",
    "org.apache.tomcat.jdbc.pool.",
    "org.apache.tomcat.dbcp.",
    "com.mchange.v2.c3p0.",
    "io.agroal.",
    "oracle.ucp.",
    "com.alibaba.druid.pool.",
    "org.vibur.dbcp.",
    "com.jolbox.bonecp.",
    "org.logicalcobwebs.proxool.",
    "com.atomikos.jdbc.",
    "bitronix.tm.resource.jdbc.",
    // Application servers: JBoss and WildFly, WebSphere and Liberty, WebLogic, GlassFish and
    // Payara.
    "org.jboss.jca.adapters.jdbc.",
    "org.jboss.as.connector.subsystems.datasources.",
    "com.ibm.ws.rsadapter.jdbc.",
    "weblogic.jdbc.common.internal.",
    "com.sun.gjc.spi.",
    // What drivers bring along.
    "org.h2.jdbcx.JdbcConnectionPool",
    "org.hsqldb.jdbc.JDBCPool",
    "org.mariadb.jdbc.MariaDbPoolDataSource",
    "org.postgresql.ds.PGPoolingDataSource",
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
    if (!isPool && isPool(name)) {
      isPool = true;
    }
  }

  static boolean isPool(String className) {
    for (String pool : POOLS) {
      if (pool.endsWith(".") ? className.startsWith(pool) : className.equals(pool)) {
        return true;
      }
    }
    return false;
  }

  /** Whether connections are borrowed, and not opened. */
  public boolean isPool() {
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
