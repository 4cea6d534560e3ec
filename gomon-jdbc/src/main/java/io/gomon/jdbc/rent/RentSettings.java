/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.rent;

import io.gomon.spi.Setting;
import io.gomon.spi.TrackerConfig;
import java.time.Duration;

/** The settings about borrowed connections. Any thread. */
public final class RentSettings {
  private final Setting<Duration> holdersAfter;
  private final Setting<Duration> leakAfter;

  public RentSettings(TrackerConfig config) {
    this.holdersAfter =
        config.duration(
            "holders-after",
            Duration.ofSeconds(1),
            Duration.ZERO,
            "a wait for a connection as long as this tells who held the others");
    this.leakAfter =
        config.duration(
            "leak-after",
            Duration.ZERO,
            Duration.ZERO,
            "a connection that is not returned for so long is reported; 0s: never");
  }

  long holdersAfterNanos() {
    return holdersAfter.get().toNanos();
  }

  long leakAfterNanos() {
    return leakAfter.get().toNanos();
  }

  /** Whether leaks are looked for. */
  public boolean findsLeaks() {
    return leakAfterNanos() > 0;
  }
}
