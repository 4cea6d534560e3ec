/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.runtime;

import io.gomon.Gomon;
import io.gomon.spi.Setting;
import io.gomon.spi.TrackerConfig;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The settings of this module for one Gomon, and the sampler that runs while they say so. Any
 * thread.
 */
final class RuntimeGathering {
  static final String PLUGIN = "runtime";
  private static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(5);
  private static final Duration MIN_INTERVAL = Duration.ofMillis(10);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(1);

  private final Gomon gomon;
  private final Setting<Boolean> enabled;
  private final Setting<Duration> memstatInterval;

  /** Between start and stop; guarded by {@code this}. */
  private boolean running;

  /** Not null while running and enabled; guarded by {@code this}. */
  private @Nullable Sampler sampler;

  RuntimeGathering(Gomon gomon) {
    this.gomon = gomon;
    TrackerConfig config = TrackerConfig.of(PLUGIN);
    enabled = config.bool("enabled", true, "whether the virtual machine itself is recorded");
    memstatInterval =
        config.duration(
            "memstat-interval", DEFAULT_INTERVAL, MIN_INTERVAL, "time between two samples");
    gomon.settings().register(config);
    enabled.onChange(this::follow);
    memstatInterval.onChange(this::wake);
  }

  synchronized void start() {
    running = true;
    follow();
  }

  /** Ends the sampling; waits for a sample under way, but not for long. */
  void stop() {
    Sampler ending;
    synchronized (this) {
      running = false;
      ending = sampler;
      sampler = null;
    }
    if (ending != null) {
      ending.stop();
      ending.join(STOP_TIMEOUT);
    }
  }

  private synchronized void follow() {
    boolean wanted = running && enabled.get();
    if (wanted && sampler == null) {
      sampler = Sampler.start(gomon, memstatInterval::get);
    } else if (!wanted && sampler != null) {
      sampler.stop();
      sampler = null;
    }
  }

  private synchronized void wake() {
    if (sampler != null) {
      sampler.wake();
    }
  }
}
