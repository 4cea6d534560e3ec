/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.benchmarks.collector;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;

/**
 * One run: bodies are written, then a burst, then a load that is stored as fast as it is
 * acknowledged while two dashboards poll, then questions to a collector that was started again.
 * Prints a figure a line, by the names that the project measures itself by; a figure that cannot be
 * measured yet is printed as missing.
 */
public final class CollectorBench {
  private static final int QUICK_BATCHES = 2_000;
  private static final int FULL_BATCHES = 20_000;
  private static final long BURST_NANOS = Duration.ofSeconds(60).toNanos();
  private static final int DASHBOARDS = 2;

  private final boolean full;
  private final int batches;
  private final Path folder;
  private final TraceShape shape;

  private CollectorBench(boolean full, Path folder) {
    this.full = full;
    this.batches = full ? FULL_BATCHES : QUICK_BATCHES;
    this.folder = folder;
    this.shape = new TraceShape(batches, System.currentTimeMillis());
  }

  /**
   * Runs it.
   *
   * @param full 10 million spans, else one million
   */
  public static void run(boolean full) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("gomon-bench");
    try {
      new CollectorBench(full, folder).run();
    } finally {
      delete(folder);
    }
  }

  private void run() throws IOException, InterruptedException {
    long peakBytes;
    Path file = folder.resolve("batches");
    try (PackedBatches packed = PackedBatches.write(file, shape, batches)) {
      print("sent.bytes", packed.bytes() / (double) spans(batches), "B/event");
      try (RunningCollector collector = RunningCollector.start(folder)) {
        load(packed, collector);
        peakBytes = collector.peakBytes();
      }
    }
    print("store.bytes", storeBytes() / (double) spans(batches), "B/event");
    missing("store.gomon.bytes", "the shop's own events are not made yet");
    try (RunningCollector collector = RunningCollector.start(folder)) {
      ask(collector);
      print("collector.rss", Math.max(peakBytes, collector.peakBytes()) / 1048576.0, "MiB");
    }
    missing("zipkin.rate", "the same load on Zipkin's server is not built yet");
  }

  private void load(PackedBatches packed, RunningCollector collector)
      throws IOException, InterruptedException {
    Load load = new Load(packed, collector);
    int burst = batches / 2;
    Load.Outcome first = load.run(0, burst, BURST_NANOS, () -> {});
    print("ingest.rate", first.eventsPerSecond(), "events/s");
    print("ingest.rate.seconds", first.elapsedNanos() / 1e9, "s");
    print("ingest.refused", (double) first.refused(), "attempts");
    print("ingest.burst.ack.p99", first.p99Millis(), "ms");
    long begin = System.nanoTime();
    load.awaitStored();
    print("ingest.burst.drain", (System.nanoTime() - begin) / 1e9, "s");
    // what the burst had no time for comes now, for the questions need all
    sustain(load, first.batches(), collector);
  }

  private void sustain(Load load, int from, RunningCollector collector)
      throws IOException, InterruptedException {
    Questions questions = new Questions(collector, shape, batches);
    Semaphore stop = new Semaphore(0);
    Thread[] dashboards = new Thread[DASHBOARDS];
    for (int i = 0; i < DASHBOARDS; i++) {
      dashboards[i] = new Thread(questions.dashboard(stop), "dashboard-" + i);
      dashboards[i].start();
    }
    long begin = System.nanoTime();
    try (Window window = new Window(collector)) {
      window.start();
      Load.Outcome second = load.run(from, batches, Long.MAX_VALUE, window);
      load.awaitStored();
      double seconds = (System.nanoTime() - begin) / 1e9;
      print("ingest.sustained", spans(second.batches()) / seconds, "events/s");
      print("ingest.sustained.lag.max", window.maxLagNanos() / 1e9, "s");
      print("ingest.ack.p99", second.p99Millis(), "ms");
    } finally {
      stop.release(DASHBOARDS);
      for (Thread dashboard : dashboards) {
        dashboard.join();
      }
    }
  }

  private void ask(RunningCollector collector) throws IOException, InterruptedException {
    Questions questions = new Questions(collector, shape, batches);
    int times = full ? 200 : 100;
    print("query.trace.p95", questions.traceMillis(times), "ms");
    print("query.search.p95", questions.searchMillis(times), "ms");
    print("query.attribute.p95", questions.attributeMillis(times), "ms");
    print("query.chart.p95", questions.chartMillis(times), "ms");
  }

  private static long spans(int batches) {
    return (long) batches * TraceShape.SPANS_PER_BATCH;
  }

  private long storeBytes() throws IOException {
    long bytes = 0;
    try (Stream<Path> files = Files.walk(folder.resolve("data").resolve("store"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        bytes += Files.size(file);
      }
    }
    return bytes;
  }

  private static void print(String name, double value, String unit) {
    System.out.println(String.format(Locale.ROOT, "%s %.3f %s", name, value, unit));
  }

  private static void missing(String name, String why) {
    System.out.println(name + " missing: " + why);
  }

  private static void delete(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> files = Files.walk(folder)) {
      all = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : all) {
      Files.delete(file);
    }
  }
}
