/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import io.gomon.spi.Setting;
import io.gomon.spi.TrackerConfig;

/** The settings {@code fold.enabled} and {@code fold.after}. Any thread. */
final class FoldSettings {
  private static final int DEFAULT_AFTER = 100;
  private static final int MAX_AFTER = 1_000_000;

  private final Setting<Boolean> enabled;
  private final Setting<Integer> after;

  FoldSettings(Settings settings) {
    TrackerConfig config = TrackerConfig.of("fold");
    this.enabled =
        config.bool("enabled", true, "whether equal children of one event are folded into one");
    this.after =
        config.integer(
            "after",
            DEFAULT_AFTER,
            0,
            MAX_AFTER,
            "how many equal children of one event are delivered whole before the further ones are"
                + " folded; 0 folds none");
    settings.register(config);
  }

  /** How many equal children are delivered whole; 0 when nothing is to be folded. */
  int after() {
    return enabled.get() ? after.get() : 0;
  }
}
