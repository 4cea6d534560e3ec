/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.rollup.duckdb;

import io.gomon.collector.rollup.Level;
import io.gomon.collector.store.duckdb.EventColumns;
import io.gomon.collector.store.duckdb.RollupTables;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/*
 * Who calls whom, and how it stays right though a caller's event comes later than its request, mostly
 *
 * A row counts the requests of one slot of time, caller, service that answered, and bucket of duration;
 * a caller of null is not known. Its numbers are those of cells: CellSql. Rows of equal keys may occur any number of times.
 *
 * The caller is the service of the parent's event. A request of a piece (Coverage) is in exactly one of three states:
 *
 *   decided, the caller known    a row of `edge_callers` has the number of the request's row and the caller
 *   decided, the caller unknown  in neither table
 *   waiting                      a row of `edge_waiting` has what is needed to find the caller later
 *
 * It changes its state once, from waiting to decided, in the transaction of a later piece; and in the transaction that
 * decides it, it is counted in the cells of its own piece's grain, if that has cells. So the requests of a range are
 *
 *   those that cells count, and the decided ones of rows that are not in cells, with the caller that was decided,
 *   and the undecided: those that wait, and those of rows in no piece, with the caller that is found at this moment.
 *
 * Whoever looks for a caller looks at the rows that are in no piece, at LOOK_ROWS before those, and at announced events.
 * A request that waits was compared with all rows before when it began to.
 */
/** The rows of which edges are made, and how they are made of events and of finer rows. */
final class EdgeCellSql {
  /** What calls a service: requests, and messages taken by foreign consumers. */
  static final String REQUEST = "fingerprint IN ('http-servlet', 'otel-server', 'otel-consumer')";

  /** So much earlier than its request a caller's event may begin. */
  static final long LOOK_BACK_NANOS = TimeUnit.HOURS.toNanos(1);

  /** So many rows before those of a piece, and behind them, are looked at for callers. */
  static final long LOOK_ROWS = 1 << 20;

  /** A source without events. */
  static final CellSql.Source NOTHING =
      new CellSql.Source(
          "(SELECT NULL::VARCHAR AS caller, '' AS service, 0::BIGINT AS lapsed_nanos,"
              + " false AS failed)",
          "false");

  private static final String KEYS = "caller, service, bucket";

  private static final String SUMS =
      "sum(n)::BIGINT AS n, sum(errors)::BIGINT AS errors, max(longest) AS longest,"
          + " (least(sum(rest::HUGEINT + longest), 9223372036854775807)"
          + " - max(longest))::BIGINT AS rest";

  private EdgeCellSql() {}

  static String table(Level level) {
    return RollupTables.edges(level.seconds());
  }

  /**
   * A row for each request, in brackets, without a slot.
   *
   * @param sources events, or tables of {@link #resolved}
   * @param coverages of the tables {@code events} among them
   */
  static String ofEvents(List<CellSql.Source> sources, Map<String, Coverage> coverages) {
    String rows =
        sources.stream()
            .map(
                source -> {
                  Coverage coverage = coverages.get(source.table());
                  return coverage == null
                      ? ("SELECT caller, service, lapsed_nanos, failed FROM " + source.table())
                          + (" WHERE " + source.where())
                      : decided(source, coverage);
                })
            .collect(Collectors.joining(" UNION ALL ", "(", ")"));
    return ("(SELECT " + KEYS + ", 1::BIGINT AS n, failed::BIGINT AS errors,")
        + " lapsed_nanos AS longest, 0::BIGINT AS rest FROM "
        + BucketSql.bucketed("caller, service, lapsed_nanos, failed", "lapsed_nanos", rows)
        + ")";
  }

  /** Of the requests of a table {@code events} those that belong to a piece and do not wait. */
  private static String decided(CellSql.Source source, Coverage coverage) {
    String of = coverage.day().catalog() + ".";
    // A join with few rows reads no more of the callers than lies between the first and the last.
    return "SELECT caller, service, lapsed_nanos, failed FROM (WITH request AS MATERIALIZED ("
        + ("SELECT rowid AS event_row, service, lapsed_nanos, failed FROM " + source.table())
        + (" WHERE " + REQUEST + " AND rowid < " + coverage.coveredRows())
        + (" AND " + source.where() + "), known AS (SELECT event_row, k.caller FROM " + of)
        + (RollupTables.EDGE_CALLERS + " k JOIN request USING (event_row))")
        + (" SELECT caller, service, lapsed_nanos, failed FROM request ANTI JOIN " + of)
        + (RollupTables.EDGE_WAITING + " USING (event_row) LEFT JOIN known USING (event_row))");
  }

  /**
   * A table in brackets, of requests that no piece has decided on: the columns of {@code
   * edge_waiting}, with null for the parent where there is none and for the time since when it
   * waits, and {@code caller}.
   *
   * @param times a condition on their starts
   * @param endRow behind the last row of a request
   * @param before the day before if callers may be there
   */
  static String resolved(Coverage coverage, String times, long endRow, @Nullable Coverage before) {
    String of = coverage.day().catalog() + ".";
    long first = coverage.coveredRows();
    String candidates =
        candidates(coverage, Math.max(0, first - LOOK_ROWS), endRow + LOOK_ROWS)
            + (before == null ? "" : " UNION ALL " + lastOf(before));
    return ("(WITH request AS MATERIALIZED (SELECT * FROM " + of + RollupTables.EDGE_WAITING)
        + (" WHERE " + times + " UNION ALL SELECT rowid AS event_row, start_nanos, trace_high,")
        + (" trace_low, CASE WHEN " + EventColumns.HAS_PARENT + " THEN " + EventColumns.PARENT_LOW)
        + (" END AS parent_low, service, lapsed_nanos, failed, NULL AS since_second FROM " + of)
        + ("events WHERE " + REQUEST + " AND rowid >= " + first + " AND rowid < " + endRow)
        // A request may be asked for twice under one id (a foreign client's retry): one caller.
        + (" AND " + times + "), known AS (SELECT r.event_row, min(p.service) AS caller")
        + (" FROM request r JOIN (" + candidates + ") p ON p.id_low = r.parent_low")
        + " AND p.trace_low = r.trace_low AND p.trace_high = r.trace_high"
        + (" WHERE p.start_nanos >= r.start_nanos - " + LOOK_BACK_NANOS + " GROUP BY r.event_row)")
        + " SELECT request.*, known.caller FROM request LEFT JOIN known USING (event_row))";
  }

  /** An hour of the day before; a call begins before its request. */
  private static String lastOf(Coverage before) {
    long fromNanos = (before.day().epochDay() + 1) * Level.DAY.nanos() - LOOK_BACK_NANOS;
    long firstRow = Math.max(0, before.rows() - LOOK_ROWS);
    return ("SELECT * FROM (" + candidates(before, firstRow, before.rows()))
        + (") WHERE start_nanos >= " + fromNanos);
  }

  private static String candidates(Coverage coverage, long firstRow, long endRow) {
    String of = coverage.day().catalog() + ".";
    String where = " WHERE fingerprint <> 'application'";
    return ("SELECT trace_high, trace_low, " + EventColumns.ID_LOW + " AS id_low, start_nanos,")
        + (" service FROM " + of + "events" + where + " AND rowid >= " + firstRow)
        + (" AND rowid < " + endRow + " UNION ALL SELECT trace_high, trace_low, id_low,")
        + (" start_nanos, service FROM " + of + "open_events" + where);
  }

  /** Copies rows to the next level; their slots are from one second to another, exclusive. */
  static String close(String catalog, Level finer, Level level, long fromSecond, long toSecond) {
    String slot = "slot // " + level.seconds() + " * " + level.seconds();
    return ("INSERT INTO " + catalog + "." + table(level) + " SELECT * FROM (SELECT " + slot)
        + (" AS slot, " + KEYS + ", " + SUMS + " FROM " + catalog + "." + table(finer))
        + (" WHERE slot >= " + fromSecond + " AND slot < " + toSecond)
        + (" GROUP BY " + slot + ", " + KEYS + ") ORDER BY caller, service, slot, bucket");
  }
}
