/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.benchmarks;

import io.gomon.Gomon;
import io.gomon.GomonStats;
import io.gomon.Overflow;
import java.time.Duration;

/** Makes events as fast as one thread can, and looks whether the accounts are right. */
final class LossRun {
  private LossRun() {}

  /**
   * What is missing between what was made and what the listener got.
   *
   * @param counted what GoMon says it dropped
   * @param uncounted the rest; anything but 0 is a defect
   */
  record Loss(long uncounted, long counted) {}

  static Loss run(Overflow overflow, int events) {
    ReadingListener listener = new ReadingListener();
    Gomon gomon =
        Gomon.builder("loss")
            .listener(listener)
            .overflow(overflow)
            .discoverPlugins(false)
            .shutdownHook(false)
            .start();
    for (int i = 0; i < events; i++) {
      gomon.start("child").set("number", i).finish();
    }
    gomon.stop(Duration.ofSeconds(60));
    GomonStats stats = gomon.stats();
    GomonStats.ListenerStats account = stats.listeners().get(0);
    long counted = stats.dropped() + account.dropped();
    long made = Math.max(stats.made(), events + 2L);
    return new Loss(made - listener.fed() - stats.folded() - counted, counted);
  }
}
