/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.store;

import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What a process writes until it is killed: the same batches in every run. */
public final class KilledWriter {
  public static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  public static final int FINISHED_PER_POSITION = 21;

  /** So many that they are worth a cell. */
  public static final long POINTS_PER_DAY = 8;

  private static final long NOW_NANOS = NOW.getEpochSecond() * 1_000_000_000L;
  private static final long DAY_NANOS = 86_400_000_000_000L;

  private KilledWriter() {}

  /** Applies batch after batch and says so on standard output, until somebody kills the process. */
  public static void writeForever(TelemetryStore store) throws StoreException {
    PrintStream out = System.out;
    for (long position = store.appliedPosition() + 1; ; position++) {
      store.apply(position, batch(position));
      out.println("applied " + position);
      out.flush();
    }
  }

  /**
   * Ten requests and some measurements of yesterday and as many of today, one event that is
   * announced and one that finishes the announcement of the position before. Half of the requests
   * are made by requests of the next position.
   */
  public static List<CollectedEvent> batch(long position) {
    List<CollectedEvent> events = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      EventFixture request = request(position, i);
      events.add((i < 10 ? request.under(request(position + 1, i + 10).event()) : request).event());
    }
    for (int i = 0; i < 2 * POINTS_PER_DAY; i++) {
      long startNanos = NOW_NANOS + position * 1_000 + i - (i % 2) * DAY_NANOS;
      events.add(
          EventFixture.request(position * 100 + 20 + i, startNanos)
              .kind("metric", "queue.size")
              .lapsed(0)
              .attributes("{\"value\":" + position + "}")
              .event());
    }
    events.add(longLived(position).open().event());
    events.add(longLived(position - 1).event());
    return events;
  }

  private static EventFixture request(long position, int i) {
    long startNanos = NOW_NANOS + position * 1_000 - (i % 2) * DAY_NANOS;
    return EventFixture.request(position * 100 + i, startNanos);
  }

  public static EventFixture longLived(long position) {
    return EventFixture.request(position * 100 + 99, NOW_NANOS + position)
        .kind("sql-wconn", "conn");
  }
}
