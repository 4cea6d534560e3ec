/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.policy;

import io.gomon.jdbc.sql.SqlDialect;
import org.jspecify.annotations.Nullable;

/**
 * What is known about the database behind a data source, without ever asking it: the application
 * asks for the product's name sooner or later, and we listen. Any thread.
 */
public final class Database {
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
    if (dialect == SqlDialect.UNKNOWN) {
      learn(SqlDialect.ofClass(driverClass.getName()));
    }
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
