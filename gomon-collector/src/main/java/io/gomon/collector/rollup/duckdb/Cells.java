/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.rollup.duckdb;

import io.gomon.collector.rollup.Level;
import io.gomon.collector.rollup.Zone;
import io.gomon.collector.store.duckdb.DaySession;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The cells of a time range: of each part of it the coarsest that fit, and events where there are
 * none yet. Whatever is where, their sums are those over the stored events. For one question, by
 * one thread.
 */
public final class Cells {
  /** Stands for the column that says which step a row belongs to, and a comma. */
  static final String STEP = ":step";

  /** Stands for a table of cells. */
  static final String TABLE = ":table";

  /** Stands for the catalog of a day. */
  static final String DAY = ":day";

  /** Stands for a condition on {@code slot}. */
  static final String SLOTS = ":slots";

  private static final List<CellSql.Source> NOTHING = List.of(new CellSql.Source(":open", "false"));

  private static final long NANOS_PER_DAY = Level.DAY.nanos();
  private static final long NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

  private final long fromNanos;
  private final long toNanos;
  private final long stepNanos;
  private final List<Zone> zones;
  private final Map<DaySession.Day, Coverage> coverages;

  private Cells(DaySession session, long fromNanos, long toNanos, long stepNanos)
      throws SQLException {
    this.fromNanos = fromNanos;
    this.toNanos = toNanos;
    this.stepNanos = stepNanos;
    this.zones = Zone.cut(fromNanos, toNanos, stepNanos);
    this.coverages = Coverage.read(session);
  }

  /**
   * Finds out what there is. All statements of the session see the same store from now on.
   *
   * @param fromNanos where the range begins, nanoseconds since 1970-01-01T00:00Z, not negative
   * @param toNanos where it ends, exclusive
   * @param stepNanos the length of the steps that are told apart; 0: none are
   */
  public static Cells of(DaySession session, long fromNanos, long toNanos, long stepNanos)
      throws SQLException {
    return new Cells(session, fromNanos, toNanos, stepNanos);
  }

  /**
   * A table in brackets, of finished events: {@code step} (the start divided by the step's length;
   * 0 without steps), {@code service, fingerprint, operation, bucket, n, events, errors, longest,
   * rest}. To be grouped: rows with the same keys may occur more than once.
   */
  public String finished() {
    return table(Form.of(CellSql::table, STEP, "bucket >= 0", CellSql::ofEvents), List.of());
  }

  /**
   * The same columns; {@code longest} is when a service was last seen, nanoseconds since
   * 1970-01-01T00:00Z. All events count, announced ones too.
   */
  public String seen() {
    Form seen = Form.of(CellSql::table, STEP, "bucket = " + CellSql.SEEN, CellSql::seenOfEvents);
    return table(seen, open());
  }

  /** Announced events: they are in no cell. */
  private List<CellSql.Source> open() {
    String inRange = "start_nanos >= " + fromNanos + " AND start_nanos < " + toNanos;
    return List.of(new CellSql.Source(":open", inRange));
  }

  /**
   * A table in brackets, of failed events that carry an exception, announced ones too: {@code
   * service, type, frames, message, n, first_nanos, last_nanos, trace_high, trace_low}. To be
   * grouped by what {@link io.gomon.collector.rollup.Frames} reads in {@code frames}; the last
   * three and the message are those of the last one.
   */
  public String failures() {
    Form failures =
        Form.of(FailureSql::table, "", "true", (step, sources) -> FailureSql.ofEvents(sources));
    return table(failures, open());
  }

  /**
   * A table in brackets, of finished requests: {@code caller, service, bucket, n, errors, longest,
   * rest}. To be grouped, as the others. The session has the hour before the range, too.
   */
  public String edges(DaySession session) throws SQLException {
    List<CellSql.Source> undecided = new Undecided(coverages, fromNanos, toNanos).read(session);
    Map<String, Coverage> tables = new LinkedHashMap<>();
    coverages.forEach((day, coverage) -> tables.put(day.catalog() + ".events", coverage));
    Maker maker = (step, sources) -> EdgeCellSql.ofEvents(sources, tables);
    return table(Form.of(EdgeCellSql::table, "", "true", maker), undecided);
  }

  /**
   * A table in brackets, of what finished events have measured: {@code step, app, fingerprint,
   * operation, unit, delta, labels, key, n, last, last_nanos, lowest, highest, total}. To be
   * grouped, by what of the first eight matters.
   */
  public String numbers(DaySession session, String service, WantedNumbers wanted)
      throws SQLException {
    Form numbers =
        new Form(
            SampleSql::table,
            SampleSql.ofCells(wanted),
            (step, sources) -> SampleSql.ofEvents(step, sources, wanted));
    Map<DaySession.Day, Coverage> ofNumbers = SeriesGaps.read(session, service, coverages);
    return table(ofNumbers, numbers, List.of());
  }

  /**
   * What is to be added up.
   *
   * @param name of the table of a level; null if it has none
   * @param cells what is asked of the table {@link #TABLE} for {@link #SLOTS}
   * @param ofEvents the same rows, made of events
   */
  private record Form(Function<Level, @Nullable String> name, String cells, Maker ofEvents) {
    /**
     * All columns of a table but the slot, with some before them.
     *
     * @param condition on the rows of the table
     */
    static Form of(
        Function<Level, @Nullable String> name, String first, String condition, Maker ofEvents) {
      String cells =
          ("SELECT " + first + "* EXCLUDE (slot) FROM " + TABLE)
              + (" WHERE " + condition + " AND " + SLOTS);
      return new Form(name, cells, ofEvents);
    }
  }

  /** Makes rows of events. */
  private interface Maker {
    String make(long stepNanos, List<CellSql.Source> sources);
  }

  private String table(Form form, List<CellSql.Source> further) {
    return table(coverages, form, further);
  }

  private String table(
      Map<DaySession.Day, Coverage> ofDays, Form form, List<CellSql.Source> further) {
    List<String> parts = new ArrayList<>();
    List<CellSql.Source> sources = new ArrayList<>(further);
    ofDays.forEach(
        (day, coverage) -> {
          Parts ofDay = new Parts(day, coverage, form);
          zones.forEach(ofDay::add);
          ofDay.cells.forEach((name, slots) -> parts.add(cells(day, name, slots, form)));
          ofDay.events.forEach(
              (rows, times) ->
                  sources.add(
                      new CellSql.Source(
                          day.catalog() + ".events",
                          rows.isEmpty() ? times.toString() : rows + " AND " + times)));
        });
    if (parts.isEmpty() && sources.isEmpty()) {
      return form.ofEvents.make(stepNanos, NOTHING); // a table all the same
    }
    if (!sources.isEmpty()) {
      parts.add(form.ofEvents.make(stepNanos, sources));
    }
    return parts.stream()
        .collect(Collectors.joining(" UNION ALL SELECT * FROM ", "(SELECT * FROM ", ")"));
  }

  private String cells(DaySession.Day day, String name, Spans slots, Form form) {
    String step = stepNanos == 0 ? "0::BIGINT" : "slot * " + NANOS_PER_SECOND + " // " + stepNanos;
    return ("(" + form.cells + ")")
        .replace(STEP, step + " AS step, ")
        .replace(TABLE, day.catalog() + "." + name)
        .replace(DAY, day.catalog())
        .replace(SLOTS, slots.toString());
  }

  /** What of one day is asked for: slots by level, and times by the rows that have them. */
  private static final class Parts {
    final Map<String, Spans> cells = new LinkedHashMap<>();
    final Map<String, Spans> events = new LinkedHashMap<>();
    private final Coverage coverage;
    private final Form form;
    private final long dayFromNanos;

    Parts(DaySession.Day day, Coverage coverage, Form form) {
      this.form = form;
      this.coverage = coverage;
      this.dayFromNanos = day.epochDay() * NANOS_PER_DAY;
    }

    void add(Zone zone) {
      long from = Math.max(zone.fromNanos(), dayFromNanos);
      // The day after tomorrow's file cannot be: no sum here goes beyond 64 bits.
      long to = Math.min(zone.toNanos(), dayFromNanos + NANOS_PER_DAY);
      Level level = zone.level();
      if (from >= to) {
        return;
      }
      if (level == null || form.name.apply(level) == null) {
        addEvents("", from, to);
        return;
      }
      String rows = coverage.rowsNotIn(level);
      if (rows != null) {
        addEvents(rows, from, to);
      }
      addCells(level, from / NANOS_PER_SECOND, to / NANOS_PER_SECOND);
    }

    private void addCells(Level coarsest, long fromSecond, long toSecond) {
      addCellsOf(coarsest, fromSecond, toSecond);
      // Finer ones have what is in slots that the next coarser one has not closed.
      long from = Math.max(fromSecond, coverage.closedSecond(coarsest));
      for (Level level : coarsest.finerOnes()) {
        addCellsOf(level, from, toSecond);
        from = Math.max(from, coverage.closedSecond(level));
      }
    }

    private void addCellsOf(Level level, long fromSecond, long toSecond) {
      String name = form.name.apply(level);
      if (name != null && fromSecond < toSecond && coverage.mayHaveCells(level)) {
        cells.computeIfAbsent(name, n -> new Spans("slot")).add(fromSecond, toSecond);
      }
    }

    private void addEvents(String rows, long from, long to) {
      events.computeIfAbsent(rows, r -> new Spans("start_nanos")).add(from, to);
    }
  }
}
