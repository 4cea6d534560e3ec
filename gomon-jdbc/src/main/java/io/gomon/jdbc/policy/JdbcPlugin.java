/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.policy;

import io.gomon.Gomon;
import io.gomon.spi.GomonPlugin;

/** Makes the settings of JDBC known when a GoMon starts. */
public final class JdbcPlugin implements GomonPlugin {

  @Override
  public String name() {
    return "jdbc";
  }

  @Override
  public void start(Gomon gomon) {
    JdbcPolicy.of(gomon);
  }
}
