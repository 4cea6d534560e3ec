/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.runtime;

import io.gomon.EventTracker;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.ToDoubleFunction;

/**
 * Which meters are recorded under which key of {@code rt-collect-memstat}. Keeps the former sample
 * for the differences. For one thread.
 */
final class MemStat {
  private final MeterRegistry registry;
  private final List<Measure> integers;
  private final List<Measure> shares;
  private double formerHeapAlloc = Double.NaN;
  private double formerTotalAlloc = Double.NaN;

  MemStat(MeterRegistry registry) {
    this.registry = registry;
    this.integers =
        List.of(
            new Measure("heap-sys", () -> memory("jvm.memory.committed", "heap")),
            new Measure("heap-max", () -> memory("jvm.memory.max", "heap")),
            new Measure("nonheap-used", () -> memory("jvm.memory.used", "nonheap")),
            new Measure("nonheap-sys", () -> memory("jvm.memory.committed", "nonheap")),
            new Measure("num-gc", () -> pauses(Timer::count)),
            new Measure("pause-totalns", () -> pauses(t -> t.totalTime(TimeUnit.NANOSECONDS))),
            new Measure("live-data", () -> gauge("jvm.gc.live.data.size")),
            new Measure("threads", () -> gauge("jvm.threads.live")),
            new Measure("threads-peak", () -> gauge("jvm.threads.peak")),
            new Measure("threads-daemon", () -> gauge("jvm.threads.daemon")),
            new Measure("classes-loaded", () -> gauge("jvm.classes.loaded")));
    this.shares =
        List.of(
            new Measure("cpu-process", () -> gauge("process.cpu.usage")),
            new Measure("cpu-system", () -> gauge("system.cpu.usage")));
  }

  /** One measure that fails leaves its mark as an error of the event; the others go on. */
  void record(EventTracker tracker) {
    double heapAlloc = measured(tracker, () -> memory("jvm.memory.used", "heap"));
    double totalAlloc = measured(tracker, () -> counter("jvm.gc.memory.allocated"));
    setInteger(tracker, "heap-alloc", heapAlloc);
    setInteger(tracker, "diff-heap-alloc", heapAlloc - formerHeapAlloc);
    setInteger(tracker, "total-alloc", totalAlloc);
    setInteger(tracker, "diff-total-alloc", totalAlloc - formerTotalAlloc);
    formerHeapAlloc = heapAlloc;
    formerTotalAlloc = totalAlloc;
    for (Measure measure : integers) {
      setInteger(tracker, measure.key(), measured(tracker, measure.value()));
    }
    for (Measure measure : shares) {
      setShare(tracker, measure.key(), measured(tracker, measure.value()));
    }
  }

  private static double measured(EventTracker tracker, DoubleSupplier value) {
    try {
      return value.getAsDouble();
    } catch (RuntimeException | LinkageError e) {
      // A management bean that refuses: this key is missing from this sample, and the event says
      // why.
      tracker.addError(e);
      return Double.NaN;
    }
  }

  private static void setInteger(EventTracker tracker, String key, double value) {
    if (Double.isFinite(value)) {
      tracker.set(key, (long) value);
    }
  }

  /** The virtual machine says "not known yet" with a number below 0. */
  private static void setShare(EventTracker tracker, String key, double value) {
    if (value >= 0) {
      tracker.set(key, Math.min(1.0, value));
    }
  }

  /** The sum over all pools of the area; a pool without a limit says -1 and has its heap's. */
  private double memory(String meter, String area) {
    Collection<Gauge> pools = registry.find(meter).tag("area", area).gauges();
    return sum(pools, pool -> pool.value() < 0 ? 0 : pool.value());
  }

  /** There is no timer before the first pause: then it is 0, if the collectors are watched. */
  private double pauses(ToDoubleFunction<Timer> value) {
    Collection<Timer> timers = registry.find("jvm.gc.pause").timers();
    boolean watched = registry.find("jvm.gc.live.data.size").gauge() != null;
    return timers.isEmpty() && watched ? 0 : sum(timers, value);
  }

  private double gauge(String meter) {
    Gauge gauge = registry.find(meter).gauge();
    return gauge == null ? Double.NaN : gauge.value();
  }

  private double counter(String meter) {
    Counter counter = registry.find(meter).counter();
    return counter == null ? Double.NaN : counter.count();
  }

  private static <M> double sum(Collection<M> meters, ToDoubleFunction<M> value) {
    return meters.isEmpty() ? Double.NaN : meters.stream().mapToDouble(value).sum();
  }

  private record Measure(String key, DoubleSupplier value) {}
}
