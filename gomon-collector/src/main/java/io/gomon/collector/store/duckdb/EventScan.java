/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.store.duckdb;

import io.gomon.collector.store.CollectedEvent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/*
 * How is a day read to its end while it is written, and may be deleted?
 *
 * In slices: each is a question of its own, whose lease on the day ends with it, so that retention waits for a slice
 * at most, and whoever takes the events may take as long as he likes between two of them. Rows of the finished
 * events never move, so a slice goes on behind the last row of the one before. It ends at the row that was the last
 * when the finished ones of the day were begun: what is stored after that is not part of it.
 *
 * The announced ones come first. An event that finishes between the two passes comes twice then, announced and
 * finished, as it came in; the other way round it would be missed. Their rows do move, so they are read in the order
 * of their starts and ids, each slice behind the last one's.
 *
 * A slice is cut by the length of its texts, which is asked for beforehand: one event may have a million characters.
 */
/**
 * Reads all events of a time range, announced and finished, day by day, the oldest first, in the
 * order in which they were stored. Holds nothing between two slices: to end it early, do not ask
 * on. One thread.
 */
public final class EventScan {
  /** Far below the longest lease of a day. */
  private static final Duration SLICE_LIMIT = Duration.ofSeconds(20);

  private static final int SLICE_ROWS = 2_048;
  private static final int SLICE_CHARS = 2 << 20;

  /** Announced events are few and small, and their lengths are not asked for. */
  private static final int OPEN_SLICE_ROWS = 256;

  /** Of how many rows the lengths are asked for at once. */
  private static final int PLANNED_ROWS = 32_768;

  /** What two announcements of a day never share. */
  private static final String OPEN_KEY = "(start_nanos, id_high, id_low, trace_high, trace_low)";

  private final DuckDbEventStore store;
  private final long fromNanos;
  private final long toNanos;
  private final Deque<Long> days = new ArrayDeque<>();
  private final List<LocalDate> vanished = new ArrayList<>();

  /** Row numbers, both inclusive. */
  private record Rows(long first, long last) {}

  private final Deque<Rows> planned = new ArrayDeque<>();

  /** The day that is being read; null before the first, and between two. */
  private @Nullable Long day;

  /** Rows of the day that are neither read nor planned; null: none. */
  private @Nullable Rows rest;

  /** The last announced event that was read of the day; null: none yet. */
  private @Nullable CollectedEvent lastOpen;

  /** Whether all announced events of the day were read. */
  private boolean openDone;

  EventScan(DuckDbEventStore store, long fromNanos, long toNanos) {
    this.store = store;
    this.fromNanos = fromNanos;
    this.toNanos = toNanos;
    long firstDay = DayFile.epochDayOf(fromNanos);
    long lastDay = DayFile.epochDayOf(toNanos - 1);
    for (long epochDay : store.epochDays()) {
      if (epochDay >= firstDay && epochDay <= lastDay) {
        days.add(epochDay);
      }
    }
  }

  /**
   * The next events, at most 2,048 of them, or about two million characters of attributes.
   *
   * @return never empty; null when there are no more
   * @throws SQLException if they cannot be read, which ends the scan
   */
  public @Nullable List<CollectedEvent> next() throws SQLException {
    while (day != null || !days.isEmpty()) {
      long epochDay = day == null ? days.remove() : day;
      List<CollectedEvent> slice =
          store.read(
              epochDay * DayFile.NANOS_PER_DAY,
              epochDay * DayFile.NANOS_PER_DAY + 1,
              SLICE_LIMIT,
              session -> nextOf(session, epochDay));
      if (!slice.isEmpty()) {
        return slice;
      }
    }
    return null;
  }

  /** The days that were deleted before they were read to their end; what is behind is missing. */
  public List<LocalDate> vanishedDays() {
    return List.copyOf(vanished);
  }

  /** Empty if there is nothing more of the day, or nothing yet. */
  private List<CollectedEvent> nextOf(DaySession session, long epochDay) throws SQLException {
    String catalog = session.catalog();
    if (catalog == null) {
      vanished.add(LocalDate.ofEpochDay(epochDay));
      endDay();
      return List.of();
    }
    day = epochDay;
    if (!openDone) {
      List<CollectedEvent> open = nextOpen(session, catalog);
      if (!open.isEmpty()) {
        return open;
      }
      openDone = true;
      rest = rowsInRange(session, catalog);
    }
    if (planned.isEmpty()) {
      plan(session, catalog);
    }
    Rows rows = planned.poll();
    if (rows == null) {
      endDay();
      return List.of();
    }
    return finished(session, catalog, rows);
  }

  private void endDay() {
    day = null;
    rest = null;
    lastOpen = null;
    openDone = false;
    planned.clear();
  }

  private @Nullable Rows rowsInRange(DaySession session, String catalog) throws SQLException {
    String sql = "SELECT min(rowid), max(rowid) FROM " + catalog + ".events WHERE " + inRange();
    try (ResultSet row = session.query(sql)) {
      row.next();
      Rows found = new Rows(row.getLong(1), row.getLong(2));
      return row.wasNull() ? null : found;
    }
  }

  private List<CollectedEvent> nextOpen(DaySession session, String catalog) throws SQLException {
    CollectedEvent last = lastOpen;
    String sql =
        ("SELECT " + EventColumns.ALL + " FROM " + catalog + ".open_events WHERE " + inRange())
            + (last == null ? "" : " AND " + OPEN_KEY + " > (?, ?, ?, ?, ?)")
            + (" ORDER BY " + OPEN_KEY + " LIMIT " + OPEN_SLICE_ROWS);
    Object[] behind =
        last == null
            ? new Object[0]
            : new Object[] {
              last.startNanos(), last.idHigh(), last.idLow(), last.traceHigh(), last.traceLow()
            };
    EventRows slice = new EventRows();
    int chars = 0;
    try (ResultSet row = session.query(sql, behind)) {
      while (chars < SLICE_CHARS && row.next()) {
        CollectedEvent event = slice.add(row);
        chars += event.attributes().length();
        lastOpen = event;
      }
    }
    return slice.events();
  }

  /** Cuts the next rows of the day into slices. */
  private void plan(DaySession session, String catalog) throws SQLException {
    Rows from = rest;
    if (from == null) {
      return;
    }
    long last = Math.min(from.last, from.first + PLANNED_ROWS - 1);
    rest = last == from.last ? null : new Rows(last + 1, from.last);
    String sql =
        ("SELECT rowid, strlen(attributes) FROM " + catalog + ".events")
            + (" WHERE rowid BETWEEN " + from.first + " AND " + last + " ORDER BY rowid");
    try (ResultSet row = session.query(sql)) {
      planSlices(row, from.first, last);
    }
  }

  private void planSlices(ResultSet row, long first, long last) throws SQLException {
    long sliceFirst = first;
    long bytes = 0;
    while (row.next()) {
      long rowid = row.getLong(1);
      bytes += row.getLong(2);
      if (bytes >= SLICE_CHARS || rowid - sliceFirst >= SLICE_ROWS - 1) {
        planned.add(new Rows(sliceFirst, rowid));
        sliceFirst = rowid + 1;
        bytes = 0;
      }
    }
    if (sliceFirst <= last) {
      planned.add(new Rows(sliceFirst, last));
    }
  }

  private List<CollectedEvent> finished(DaySession session, String catalog, Rows rows)
      throws SQLException {
    EventRows slice = new EventRows();
    String sql =
        ("SELECT " + EventColumns.UNPACKED + " FROM " + catalog + ".events WHERE rowid BETWEEN ")
            + (rows.first + " AND " + rows.last + " AND " + inRange() + " ORDER BY rowid");
    try (ResultSet row = session.query(sql)) {
      while (row.next()) {
        slice.add(row);
      }
    }
    if (slice.lacksParents()) {
      readParents(session, catalog, rows, slice);
    }
    return slice.events();
  }

  /** Those that lie outside of the slice, or of the range: {@link PackedIds}. */
  private static void readParents(DaySession session, String catalog, Rows rows, EventRows slice)
      throws SQLException {
    long first = rows.first - PackedIds.NEAR_ROWS;
    long last = rows.last + PackedIds.NEAR_ROWS;
    String sql =
        ("SELECT trace_high, trace_low, " + EventColumns.ID_LOW + ", " + EventColumns.ID_HIGH)
            + (" FROM " + catalog + ".events")
            + (" WHERE rowid BETWEEN " + first + " AND " + last + " ORDER BY rowid");
    try (ResultSet row = session.query(sql)) {
      while (row.next()) {
        slice.know(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4));
      }
    }
  }

  private String inRange() {
    return "start_nanos >= " + fromNanos + " AND start_nanos < " + toNanos;
  }
}
