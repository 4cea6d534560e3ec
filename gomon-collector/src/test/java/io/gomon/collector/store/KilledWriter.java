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
   * Ten events of yesterday and ten of today, one that is announced and one that finishes the
   * announcement of the position before.
   */
  public static List<CollectedEvent> batch(long position) {
    List<CollectedEvent> events = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      long startNanos = NOW_NANOS + position * 1_000 - (i % 2) * DAY_NANOS;
      events.add(EventFixture.request(position * 100 + i, startNanos).event());
    }
    events.add(longLived(position).open().event());
    events.add(longLived(position - 1).event());
    return events;
  }

  public static EventFixture longLived(long position) {
    return EventFixture.request(position * 100 + 99, NOW_NANOS + position)
        .kind("sql-wconn", "conn");
  }
}
