/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real program with a heap of 256 MB, a quarter more than the launcher gives it, and far more
 * than it can take: everybody is answered, what was acknowledged is stored once, and memory has a
 * ceiling.
 */
@Timeout(value = 7200, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@EnabledOnOs(OS.LINUX) // memory is read from /proc
final class OverloadTest {
  private static final int SECONDS = Integer.getInteger("overload.seconds", 10);
  private static final int CEILING_MEBIBYTES = 640;
  private static final int GROWTH_MEBIBYTES = 64;

  /** Of load before memory is compared: code is compiled, and memory touched for the first time. */
  private static final int WARM_SECONDS = 10;

  private static final int SLOWEST_MILLIS = 15_000;
  private static final long SAMPLE_MILLIS = 250;
  private static final int MIN_SAMPLES = 16;
  private static final Pattern METRIC =
      Pattern.compile("gomon_collector_(\\w+)(?:\\{\\w+=\"(\\w+)\"})? (\\d+)");

  @TempDir Path folder;
  private final List<Integer> residentMebibytes = new ArrayList<>();

  /** Uptime in seconds, and what was left of the heap. */
  private List<ProcessMemory.AfterGc> collections = List.of();

  private Map<String, Long> told = Map.of();

  @Test
  void collector_getsFarTooMuch_answersAllAndKeepsWhatItTookAndStaysSmall() throws Exception {
    long startNanos = Shipment.nowNanos();
    OverloadSenders senders = overload();
    print(senders);
    assertThat(senders.troubles).isEmpty();
    assertThat(senders.slowestMillis.get()).isLessThan(SLOWEST_MILLIS);
    assertThat(senders.answers).containsKeys(200, 400, 413);
    assertThat(senders.answers(429) + senders.answers(503)).as("sent away").isPositive();
    assertCountsAddUp(senders);
    assertMemoryIsFlat();
    assertStoredOnce(senders, StoredShipments.read(folder, startNanos, Shipment.nowNanos() + 1));
  }

  private OverloadSenders overload() throws Exception {
    Path gcLog = folder.resolve("gc.log");
    List<String> jvm = List.of("-Xmx256m", "-Xlog:gc:file=" + gcLog);
    try (CollectorProcess collector = CollectorProcess.start(jvm, folder, "--max-wal-size", "8m")) {
      long warmNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(WARM_SECONDS);
      long endNanos = warmNanos + TimeUnit.SECONDS.toNanos(SECONDS);
      OverloadSenders senders = new OverloadSenders(collector.port(), endNanos);
      senders.start();
      while (System.nanoTime() - endNanos < 0 || residentMebibytes.size() < MIN_SAMPLES) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(SAMPLE_MILLIS));
        if (System.nanoTime() - warmNanos >= 0) { // the peak at the end knows what was before
          residentMebibytes.add(ProcessMemory.residentMebibytes(collector.pid()));
        }
      }
      collections = ProcessMemory.afterCollections(gcLog);
      senders.end();
      assertThat(collector.isAlive()).isTrue();
      awaitStored(collector);
      told = metrics(collector);
      residentMebibytes.add(ProcessMemory.peakMebibytes(collector.pid()));
      assertThat(collector.stop()).isEqualTo(143);
      return senders;
    }
  }

  private static void awaitStored(CollectorProcess collector) throws IOException {
    try (RawConnection connection = new RawConnection(collector.port())) {
      while (!connection.get("/api/v1/status").body().contains("\"pendingBatches\":0,")) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(SAMPLE_MILLIS));
      }
    }
  }

  private static Map<String, Long> metrics(CollectorProcess collector) throws IOException {
    Map<String, Long> values = new TreeMap<>();
    try (RawConnection connection = new RawConnection(collector.port())) {
      Matcher line = METRIC.matcher(connection.get("/metrics").body());
      while (line.find()) {
        String label = line.group(2) == null ? "" : ":" + line.group(2);
        values.put(line.group(1) + label, Long.parseLong(line.group(3)));
      }
    }
    return values;
  }

  /** What the collector counted is what the senders were told, but for those who had left. */
  private void assertCountsAddUp(OverloadSenders senders) {
    long gone = senders.halves.sum() + senders.left.size();
    senders.answers.forEach(
        (status, count) ->
            assertThat(told.get("ingest_requests_total:" + status))
                .as("requests answered %s", status)
                .isBetween(count.sum(), count.sum() + gone));
    assertThat(told.get("refused_requests_total:too_large")).isEqualTo(senders.answers(413));
    long accepted = told.get("accepted_events_total");
    long acknowledged = senders.acknowledgedEvents();
    assertThat(accepted).isBetween(acknowledged, acknowledged + senders.left.size() * 500L);
    long others = told.get("applied_events_total:stored") - told.get("own_events_total");
    assertThat(others - accepted).as("the resource of all spans, stored once").isBetween(0L, 1L);
  }

  /** In the second half of the load as in the first. */
  private void assertMemoryIsFlat() {
    assertThat(residentMebibytes).allMatch(resident -> resident < CEILING_MEBIBYTES);
    int half = residentMebibytes.size() / 2;
    assertThat(highest(residentMebibytes.subList(half, residentMebibytes.size() - 1)))
        .isLessThan(highest(residentMebibytes.subList(0, half)) + GROWTH_MEBIBYTES);
    int last = collections.size();
    assertThat(lowest(collections.subList(last / 2, last)))
        .as("heap in use after the best collection")
        .isLessThan(lowest(collections.subList(last / 4, last / 2)) + GROWTH_MEBIBYTES);
  }

  private static int highest(List<Integer> mebibytes) {
    return mebibytes.stream().mapToInt(Integer::intValue).max().orElseThrow();
  }

  private static int lowest(List<ProcessMemory.AfterGc> collections) {
    return collections.stream().mapToInt(ProcessMemory.AfterGc::mebibytes).min().orElseThrow();
  }

  private static void assertStoredOnce(OverloadSenders senders, StoredShipments stored) {
    senders.acknowledged.forEach(
        (number, events) -> {
          assertThat(stored.rows(number)).as("rows of batch %s", number).isEqualTo((long) events);
          assertThat(stored.ids(number)).as("ids of batch %s", number).isEqualTo((long) events);
        });
    for (long number : stored.numbers()) {
      assertThat(senders.acknowledged.containsKey(number) || senders.left.contains(number))
          .as("batch %s, which was refused", number)
          .isTrue();
    }
  }

  private void print(OverloadSenders senders) throws IOException {
    int size = residentMebibytes.size();
    System.out.printf(
        "overload: %d s, %d events offered, %d taken, answers %s, slowest %d ms, %d left early;"
            + " resident MiB in quarters %d %d %d %d, peak %d; heap after GC %d to %d MiB%n",
        SECONDS,
        senders.offeredEvents.sum(),
        senders.acknowledgedEvents(),
        senders.answers,
        senders.slowestMillis.get(),
        senders.left.size(),
        highest(residentMebibytes.subList(0, size / 4)),
        highest(residentMebibytes.subList(size / 4, size / 2)),
        highest(residentMebibytes.subList(size / 2, size * 3 / 4)),
        highest(residentMebibytes.subList(size * 3 / 4, size - 1)),
        residentMebibytes.get(size - 1),
        lowest(collections.subList(collections.size() / 4, collections.size())),
        collections.stream().mapToInt(ProcessMemory.AfterGc::mebibytes).max().orElseThrow());
    try (var files = Files.newDirectoryStream(folder, "stderr*.txt")) {
      for (Path file : files) {
        assertThat(Files.readString(file)).doesNotContain("OutOfMemoryError");
      }
    }
  }
}
