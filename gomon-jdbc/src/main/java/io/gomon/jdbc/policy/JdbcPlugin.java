/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.policy;

import io.gomon.Gomon;
import io.gomon.jdbc.profile.ProfileReporter;
import io.gomon.spi.GomonPlugin;
import org.jspecify.annotations.Nullable;

/** Makes the settings of JDBC known when a GoMon starts, and reports the profile. */
public final class JdbcPlugin implements GomonPlugin {
  private volatile @Nullable ProfileReporter reporter;

  @Override
  public String name() {
    return "jdbc";
  }

  @Override
  public void start(Gomon gomon) {
    ProfileReporter started = new ProfileReporter(gomon, JdbcPolicy.of(gomon).watch());
    started.start();
    reporter = started;
  }

  @Override
  public void stop() {
    ProfileReporter running = reporter;
    reporter = null;
    if (running != null) {
      running.stop();
    }
  }
}
