/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.benchmarks.collector;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;

/**
 * One run: a burst, then a load that is stored as fast as it is acknowledged while two dashboards
 * poll, then questions to a collector that was started again, each on bodies that were packed
 * before; then the burst once more, on Zipkin's server. Prints a figure a line, by the names that
 * the project measures itself by; a figure that cannot be measured is printed as missing.
 */
public final class CollectorBench {
  private static final int QUICK_BATCHES = 2_000;
  private static final int FULL_BATCHES = 20_000;

  /** Enough for the whole of {@link #BURST_NANOS} up to 400,000 spans a second. */
  private static final int FULL_BURST_BATCHES = 48_000;

  private static final long BURST_NANOS = Duration.ofSeconds(60).toNanos();
  private static final int DASHBOARDS = 2;

  /**
   * How many times the sample of the shop: 1.6 million events, since a small file has free blocks.
   */
  private static final int OWN_TIMES = 320;

  private final int batches;
  private final int burstBatches;
  private final int questions;
  private final Path folder;
  private final long nowMillis = System.currentTimeMillis();
  private long peakBytes;

  private CollectorBench(boolean full, Path folder) {
    this.batches = full ? FULL_BATCHES : QUICK_BATCHES;
    this.burstBatches = full ? FULL_BURST_BATCHES : QUICK_BATCHES;
    this.questions = full ? 200 : 100;
    this.folder = folder;
  }

  /**
   * Runs it.
   *
   * @param full 10 million spans and a burst of a minute, else one million in each part
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
    burst();
    sustain();
    drawn();
    ownEvents();
    zipkin();
  }

  private PackedBatches pack(TraceShape shape, Body form, int count) throws IOException {
    return PackedBatches.write(folder.resolve("batches"), shape, form, count);
  }

  /** As fast as it can be acknowledged, for a minute or until nothing is left to send. */
  private void burst() throws IOException, InterruptedException {
    Path data = Files.createDirectory(folder.resolve("burst"));
    TraceShape shape = TraceShape.counted(burstBatches, nowMillis);
    try (PackedBatches packed = pack(shape, Body.OTLP, burstBatches);
        RunningCollector collector = RunningCollector.start(data)) {
      Load load = new Load(packed, collector.port(), Body.OTLP);
      Load.Outcome burst = load.run(0, packed.count(), BURST_NANOS, () -> {});
      print("ingest.rate", burst.eventsPerSecond(), "events/s");
      print("ingest.rate.seconds", burst.elapsedNanos() / 1e9, "s");
      print("ingest.refused", (double) burst.refused(), "attempts");
      print("ingest.burst.ack.p99", burst.p99Millis(), "ms");
      long begin = System.nanoTime();
      collector.awaitStored();
      print("ingest.burst.drain", (System.nanoTime() - begin) / 1e9, "s");
      peakBytes = collector.peakBytes();
    }
    delete(data);
  }

  private void sustain() throws IOException, InterruptedException {
    Path data = Files.createDirectory(folder.resolve("sustained"));
    TraceShape shape = TraceShape.counted(batches, nowMillis);
    try (PackedBatches packed = pack(shape, Body.OTLP, batches)) {
      print("sent.bytes", packed.bytes() / (double) spans(batches), "B/event");
      try (RunningCollector collector = RunningCollector.start(data)) {
        sustain(packed, collector, new Questions(collector, shape, batches));
        peakBytes = Math.max(peakBytes, collector.peakBytes());
      }
    }
    print("store.bytes", storeBytes(data) / (double) spans(batches), "B/event");
    try (RunningCollector collector = RunningCollector.start(data)) {
      Questions asked = new Questions(collector, shape, batches);
      print("query.trace.p95", asked.traceMillis(questions), "ms");
      print("query.search.p95", asked.searchMillis(questions), "ms");
      print("query.attribute.p95", asked.attributeMillis(questions), "ms");
      print("query.chart.p95", asked.chartMillis(questions), "ms");
      print("collector.rss", Math.max(peakBytes, collector.peakBytes()) / 1048576.0, "MiB");
    }
    delete(data);
  }

  private static void sustain(PackedBatches packed, RunningCollector collector, Questions questions)
      throws IOException, InterruptedException {
    Semaphore stop = new Semaphore(0);
    Thread[] dashboards = new Thread[DASHBOARDS];
    for (int i = 0; i < DASHBOARDS; i++) {
      dashboards[i] = new Thread(questions.dashboard(stop), "dashboard-" + i);
      dashboards[i].start();
    }
    long begin = System.nanoTime();
    try (Window window = new Window(collector)) {
      window.start();
      Load load = new Load(packed, collector.port(), Body.OTLP);
      Load.Outcome sent = load.run(0, packed.count(), Long.MAX_VALUE, window);
      collector.awaitStored();
      double seconds = (System.nanoTime() - begin) / 1e9;
      print("ingest.sustained", spans(sent.batches()) / seconds, "events/s");
      print("ingest.sustained.lag.max", window.maxLagNanos() / 1e9, "s");
      print("ingest.ack.p99", sent.p99Millis(), "ms");
    } finally {
      stop.release(DASHBOARDS);
      for (Thread dashboard : dashboards) {
        dashboard.join();
      }
    }
  }

  /** What the same spans weigh when their attributes are drawn and not counted. */
  private void drawn() throws IOException, InterruptedException {
    Path data = Files.createDirectory(folder.resolve("drawn"));
    TraceShape shape = TraceShape.drawn(QUICK_BATCHES, nowMillis);
    try (PackedBatches packed = pack(shape, Body.OTLP, QUICK_BATCHES);
        RunningCollector collector = RunningCollector.start(data)) {
      new Load(packed, collector.port(), Body.OTLP)
          .run(0, packed.count(), Long.MAX_VALUE, () -> {});
      collector.awaitStored();
    }
    print("store.bytes.drawn", storeBytes(data) / (double) spans(QUICK_BATCHES), "B/event");
    delete(data);
  }

  /** What events of our own libraries weigh: {@link ShopEvents}. */
  private void ownEvents() throws IOException, InterruptedException {
    Path data = Files.createDirectory(folder.resolve("own"));
    ShopEvents events = ShopEvents.read();
    try (RunningCollector collector = RunningCollector.start(data)) {
      events.send(OWN_TIMES, nowMillis, collector::postEvents);
      collector.awaitStored();
      if (collector.status("stored") != (long) OWN_TIMES * events.size()) {
        throw new IOException("not all events of the shop were stored");
      }
    }
    print("store.gomon.bytes", storeBytes(data) / (double) (OWN_TIMES * events.size()), "B/event");
    delete(data);
  }

  private void zipkin() throws IOException, InterruptedException {
    Optional<Path> jar = RunningZipkin.jar();
    if (jar.isEmpty()) {
      missing("zipkin.rate", "its server is not in gomon-benchmarks/target/zipkin");
      return;
    }
    TraceShape shape = TraceShape.counted(batches, nowMillis);
    try (PackedBatches packed = pack(shape, Body.ZIPKIN, batches);
        RunningZipkin zipkin = RunningZipkin.start(jar.get(), folder)) {
      Load load = new Load(packed, zipkin.port(), Body.ZIPKIN);
      Load.Outcome burst = load.run(0, packed.count(), BURST_NANOS, () -> {});
      print("zipkin.rate", burst.eventsPerSecond(), "spans/s");
      print("zipkin.rate.seconds", burst.elapsedNanos() / 1e9, "s");
      print("zipkin.ack.p99", burst.p99Millis(), "ms");
      print("zipkin.rss", zipkin.peakBytes() / 1048576.0, "MiB");
    } catch (IOException e) {
      // What the peer does not bear must not cost our own figures, nor the run.
      missing("zipkin.rate", "the load on its server broke off: " + e.getMessage());
    }
  }

  private static long spans(int batches) {
    return (long) batches * TraceShape.SPANS_PER_BATCH;
  }

  private static long storeBytes(Path folder) throws IOException {
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
