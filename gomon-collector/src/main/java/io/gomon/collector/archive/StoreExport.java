/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.archive;

import io.gomon.collector.store.CollectedEvent;
import io.gomon.collector.store.duckdb.DuckDbEventStore;
import io.gomon.collector.store.duckdb.EventScan;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes what a store holds as lines of GoMon's JSON. Any thread. */
public final class StoreExport {
  /** The key of the last line, which is there when days were deleted while they were read. */
  static final String VANISHED = "gomon:vanished";

  private final DuckDbEventStore store;

  public StoreExport(DuckDbEventStore store) {
    this.store = store;
  }

  /**
   * Which events.
   *
   * @param fromNanos start of the range, nanoseconds since 1970-01-01T00:00Z
   * @param toNanos its end, exclusive
   * @param service of which service; null: of all
   */
  public record Wanted(long fromNanos, long toNanos, @Nullable String service) {}

  /**
   * Writes them, in pieces of a few megabytes at most, as fast as they are taken.
   *
   * @param cancelled asked before each piece
   * @throws IOException if they are not taken, cannot be read, or it was cancelled: what was
   *     written is not all then
   */
  public void write(Wanted wanted, OutputStream out, BooleanSupplier cancelled) throws IOException {
    EventScan scan = store.scan(wanted.fromNanos, wanted.toNanos);
    EventLine line = new EventLine();
    for (List<CollectedEvent> slice = next(scan); slice != null; slice = next(scan)) {
      if (cancelled.getAsBoolean()) {
        throw new IOException("the export was stopped");
      }
      for (CollectedEvent event : slice) {
        if (wanted.service == null || wanted.service.equals(event.service())) {
          out.write(line.of(event).getBytes(StandardCharsets.UTF_8));
          out.write('\n');
        }
      }
    }
    if (!scan.vanishedDays().isEmpty()) {
      out.write(vanishedLine(scan.vanishedDays()).getBytes(StandardCharsets.UTF_8));
    }
    out.flush();
  }

  private static @Nullable List<CollectedEvent> next(EventScan scan) throws IOException {
    try {
      return scan.next();
    } catch (SQLException e) {
      throw new IOException("the store cannot be read: " + e.getMessage(), e);
    }
  }

  private static String vanishedLine(List<LocalDate> days) {
    return days.stream()
        .map(day -> '"' + day.toString() + '"')
        .collect(Collectors.joining(",", "{\"" + VANISHED + "\":[", "]}\n"));
  }
}
