/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.runtime;

import io.gomon.EventTracker;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Micrometer's meters of the virtual machine, in a registry of their own that no application sees.
 * For one thread.
 */
final class JvmMeters implements AutoCloseable {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final List<AutoCloseable> closeables = new ArrayList<>();
  private final MemStat memStat = new MemStat(registry);

  private JvmMeters() {}

  static JvmMeters open() {
    return open(
        List.of(
            JvmMemoryMetrics::new,
            JvmGcMetrics::new,
            JvmThreadMetrics::new,
            ProcessorMetrics::new,
            ClassLoaderMetrics::new));
  }

  /** A binder that fails is left out: its keys are missing then, and the others are there. */
  static JvmMeters open(List<Supplier<MeterBinder>> binders) {
    JvmMeters meters = new JvmMeters();
    binders.forEach(meters::bind);
    return meters;
  }

  private void bind(Supplier<MeterBinder> source) {
    try {
      MeterBinder binder = source.get();
      if (binder instanceof AutoCloseable closeable) {
        closeables.add(closeable);
      }
      binder.bindTo(registry);
    } catch (RuntimeException | LinkageError e) {
      // A virtual machine without this management bean: what the binder would have measured is
      // missing from the samples, and the log says why, once for each start.
      warn("cannot measure a part of this virtual machine", e);
    }
  }

  /** Sets what can be measured here and now; what cannot is left out. */
  void record(EventTracker tracker) {
    memStat.record(tracker);
  }

  /** Takes our listeners off the garbage collectors again. */
  @Override
  public void close() {
    for (AutoCloseable closeable : closeables) {
      try {
        closeable.close();
      } catch (Exception e) {
        // The others must be closed all the same.
        warn("cannot stop measuring a part of this virtual machine", e);
      }
    }
    registry.close();
  }

  private static void warn(String what, Throwable cause) {
    System.getLogger("io.gomon.runtime").log(System.Logger.Level.WARNING, "GoMon: " + what, cause);
  }
}
