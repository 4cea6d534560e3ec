/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.explain;

import io.gomon.Gomon;
import io.gomon.spi.GomonPlugin;
import org.jspecify.annotations.Nullable;

/** Makes the settings known when a GoMon starts, and ends explaining when it stops. */
public final class ExplainPlugin implements GomonPlugin {
  private volatile @Nullable Explains explains;

  @Override
  public String name() {
    return "jdbc-explain";
  }

  @Override
  public void start(Gomon gomon) {
    explains = Explains.of(gomon);
  }

  @Override
  public void stop() {
    Explains running = explains;
    explains = null;
    if (running != null) {
      running.stop();
    }
  }
}
