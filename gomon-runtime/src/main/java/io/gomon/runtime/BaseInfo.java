/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.runtime;

import io.gomon.EventTracker;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryManagerMXBean;
import java.lang.management.RuntimeMXBean;
import java.util.List;
import java.util.concurrent.ForkJoinPool;

/** What does not change while a virtual machine runs. Its arguments are left out: they may tell. */
final class BaseInfo {
  private BaseInfo() {}

  static void record(EventTracker tracker) {
    Runtime runtime = Runtime.getRuntime();
    tracker.set("num-cpu", runtime.availableProcessors());
    tracker.set("max-procs", ForkJoinPool.getCommonPoolParallelism());
    tracker.set("max-heap", runtime.maxMemory());
    tracker.set("java-version", System.getProperty("java.version"));
    RuntimeMXBean machine = ManagementFactory.getRuntimeMXBean();
    tracker.set("vm-name", machine.getVmName());
    tracker.set("vm-version", machine.getVmVersion());
    tracker.set("vm-vendor", machine.getVmVendor());
    tracker.set("os-name", System.getProperty("os.name"));
    tracker.set("os-version", System.getProperty("os.version"));
    tracker.set("os-arch", System.getProperty("os.arch"));
    tracker.set("gc", collectors());
    tracker.set("process-start", machine.getStartTime());
  }

  private static List<String> collectors() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .map(MemoryManagerMXBean::getName)
        .toList();
  }
}
