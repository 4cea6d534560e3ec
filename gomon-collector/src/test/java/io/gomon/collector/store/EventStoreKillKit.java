/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.collector.query.EventQueries;
import io.gomon.collector.query.NumberFilter;
import io.gomon.collector.query.NumberPoint;
import io.gomon.collector.query.OperationSummary;
import io.gomon.collector.query.TimeRange;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every store must survive: SIGKILL at any moment, then a replay cut in another way. */
public abstract class EventStoreKillKit {
  @TempDir Path folder;

  protected abstract TelemetryStore open(Path folder, InstantSource clock) throws StoreException;

  protected abstract EventQueries queries(TelemetryStore store);

  /**
   * A class whose {@code main} opens the store in the folder of its only argument and calls {@link
   * KilledWriter#writeForever}.
   */
  protected abstract Class<?> writerMain();

  /** How often it is killed. */
  protected int rounds() {
    return 12;
  }

  /** What else holds once all positions up to this one are stored. */
  protected void check(EventQueries queries, long position) throws Exception {}

  @Test
  void kill_atAnyMoment_losesAndDoublesNothing() throws Exception {
    Random random = new Random(3);
    for (int round = 0; round < rounds(); round++) {
      long acknowledged = writeAndKill(5 + random.nextInt(25), random.nextInt(3_000));
      try (TelemetryStore store = open(folder, () -> KilledWriter.NOW)) {
        assertThat(store.appliedPosition()).isGreaterThanOrEqualTo(acknowledged);
        long end = replay(store, random);
        assertThat(finished(store)).isEqualTo(end * KilledWriter.FINISHED_PER_POSITION);
        assertThat(measured(store)).containsOnly(end * KilledWriter.POINTS_PER_DAY).hasSize(2);
        check(queries(store), end);
        CollectedEvent open = KilledWriter.longLived(end).open().event();
        assertThat(queries(store).trace(open.traceHigh(), open.traceLow()).events())
            .containsExactly(open);
      }
    }
  }

  /** Replays three positions at once, from the applied one, beyond where the process was killed. */
  private static long replay(TelemetryStore store, Random random) throws StoreException {
    long position = store.appliedPosition();
    for (int i = 0; i < 3; i++) {
      int positions = 1 + random.nextInt(4);
      List<CollectedEvent> together = new ArrayList<>();
      for (int j = 0; j < positions; j++) {
        together.addAll(KilledWriter.batch(++position));
      }
      store.apply(position, together);
    }
    return position;
  }

  private long writeAndKill(int batches, int spinMicros) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                writerMain().getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    long acknowledged = 0;
    try (BufferedReader out = process.inputReader()) {
      for (int i = 0; i < batches; i++) {
        String line = out.readLine();
        assertThat(line).as("what the writer says").startsWith("applied ");
        acknowledged = Long.parseLong(line.substring("applied ".length()));
      }
      // Hits another point of the next batch each time.
      long untilNanos = System.nanoTime() + spinMicros * 1_000L;
      while (System.nanoTime() < untilNanos) {
        Thread.onSpinWait();
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
    return acknowledged;
  }

  /** How many points each of the two days has. */
  private List<Long> measured(TelemetryStore store) throws Exception {
    TimeRange always = new TimeRange(0, TimeRange.MAX_MILLIS);
    NumberFilter points = new NumberFilter("shop", "value", "metric", null);
    return queries(store).numbers(points, always, Duration.ofDays(1).toMillis()).stream()
        .map(NumberPoint::count)
        .toList();
  }

  private long finished(TelemetryStore store) throws Exception {
    TimeRange always = new TimeRange(0, TimeRange.MAX_MILLIS);
    long count = 0;
    for (OperationSummary operation : queries(store).operations("shop", always)) {
      count += operation.count();
    }
    return count;
  }
}
