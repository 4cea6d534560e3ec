/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.policy;

import org.jspecify.annotations.Nullable;

/**
 * What is known about the database behind a data source, without ever asking it: the application
 * asks for the product's name sooner or later, and we listen. Any thread.
 */
public final class Database {
  private volatile @Nullable String product;

  /** Remembers the product's name that the driver has told the application. */
  public void learn(@Nullable String productName) {
    if (productName != null && product == null) {
      product = productName;
    }
  }

  /** The product's name; null while unknown. */
  @Nullable String product() {
    return product;
  }
}
