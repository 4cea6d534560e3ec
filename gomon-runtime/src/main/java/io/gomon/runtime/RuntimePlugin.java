/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.runtime;

import io.gomon.Gomon;
import io.gomon.spi.GomonPlugin;
import io.gomon.spi.PluginSlot;
import org.jspecify.annotations.Nullable;

/**
 * Records the Java virtual machine: {@code runtime-base} once, {@code rt-collect-memstat} at the
 * start and then every interval.
 *
 * <p>Being on the class path is enough. Settings: {@code runtime.enabled} (true) and {@code
 * runtime.memstat-interval} (5 s), both to be changed while running, with effect at once.
 */
public final class RuntimePlugin implements GomonPlugin {
  private static final PluginSlot<RuntimeGathering> GATHERING =
      PluginSlot.create(RuntimeGathering::new);

  private volatile @Nullable RuntimeGathering gathering;

  @Override
  public String name() {
    return RuntimeGathering.PLUGIN;
  }

  @Override
  public void start(Gomon gomon) {
    RuntimeGathering ofThisGomon = GATHERING.of(gomon);
    gathering = ofThisGomon;
    ofThisGomon.start();
  }

  @Override
  public void stop() {
    RuntimeGathering running = gathering;
    gathering = null;
    if (running != null) {
      running.stop();
    }
  }
}
