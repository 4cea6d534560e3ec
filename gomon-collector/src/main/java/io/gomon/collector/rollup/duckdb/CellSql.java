/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.rollup.duckdb;

import io.gomon.collector.rollup.Level;
import io.gomon.collector.store.duckdb.RollupTables;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/*
 * A cell, one row, counts the events of one slot of time, service, fingerprint, operation and bucket of duration:
 *
 *   slot      where its slot begins, seconds since 1970-01-01T00:00Z
 *   n         events as they are stored: a folded one once, in the bucket of the median it tells
 *   events    the same, but a folded event as those that it stands for; errors: those of them that failed
 *   longest   the longest duration; longest + rest is the sum of all durations, so that a cell of one event has 0
 *
 * A row of bucket SEEN says when a service was last seen in the slot instead: longest is the nanosecond since
 * 1970-01-01T00:00Z, all counts and the sum are 0. Rows of equal keys may occur any number of times: they are added.
 */
/** The rows of which charts are made, and how they are made of events and of finer rows. */
final class CellSql {
  /** The bucket of rows that tell when a service was last seen. */
  static final int SEEN = -1;

  private static final String KEYS = "service, fingerprint, operation, bucket";

  /** A hostile duration must neither overflow a sum nor fail the whole answer. */
  private static final String MAX = "9223372036854775807";

  private static final String SUMS =
      ("least(sum(n), " + MAX + ")::BIGINT AS n, least(sum(events), " + MAX + ")::BIGINT AS events")
          + (", least(sum(errors), " + MAX + ")::BIGINT AS errors, max(longest) AS longest,")
          + (" (least(sum(rest::HUGEINT + longest), " + MAX + ") - max(longest))::BIGINT AS rest");

  /** When an event ended, or began if it is open; events of hosts without a clock do not end. */
  private static final String END =
      "start_nanos + least(greatest(lapsed_nanos, 0), 1000000000000000000)";

  /** The event of a foreign process begins at midnight, whenever the process was there. */
  private static final String TELLS_WHEN = "NOT (fingerprint = 'application' AND lapsed_nanos = 0)";

  private CellSql() {}

  static String table(Level level) {
    return RollupTables.cells(level.seconds());
  }

  /**
   * A cell for each event, in brackets, with {@code step} in place of {@code slot}.
   *
   * @param stepNanos {@code step} is the start divided by it; 0: no such thing, {@code step} is 0
   * @param sources finished events
   */
  static String ofEvents(long stepNanos, List<Source> sources) {
    String keys = "SELECT " + step(stepNanos) + ", service, operation, ";
    String plain =
        keys
            + "fingerprint, 1::BIGINT AS n, 1::BIGINT AS events, failed::BIGINT AS errors,"
            + " lapsed_nanos AS longest, 0::BIGINT AS rest, lapsed_nanos AS measured FROM ";
    String folded =
        (keys + "coalesce(attributes ->> '$.of', fingerprint) AS fingerprint, 1::BIGINT AS n, ")
            + (number("count") + " AS events, " + number("errors") + " AS errors, ")
            + (number("max") + " AS longest, ")
            + (number("total") + " - " + number("max") + " AS rest, ")
            + (number("p50") + " AS measured FROM ");
    // Two tables: only what is folded has its numbers in its attributes, which are dear to read.
    String rows =
        ("(" + plain + union("failed, lapsed_nanos", "fingerprint <> 'folded'", sources))
            + (" UNION ALL " + folded + union("attributes", "fingerprint = 'folded'", sources))
            + ")";
    String columns = "service, fingerprint, operation, n, events, errors, longest, rest";
    return ("(SELECT step, " + KEYS + ", n, events, errors, longest, rest FROM ")
        + (BucketSql.bucketed("step, " + columns, "measured", rows) + ")");
  }

  /** The events of all sources, in brackets: what is told of them is planned once. */
  private static String union(String columns, String condition, List<Source> sources) {
    return sources.stream()
        .map(
            source ->
                ("SELECT start_nanos, service, operation, fingerprint, " + columns + " FROM ")
                    + (source.table + " WHERE " + condition + " AND " + source.where))
        .collect(Collectors.joining(" UNION ALL ", "(", ")"));
  }

  /**
   * Some events.
   *
   * @param where a condition on the rows of the table
   */
  record Source(String table, String where) {}

  /** Anybody may send a folded event: what is no number, or a negative one, is 0. */
  private static String number(String key) {
    return "greatest(coalesce(try_cast(attributes ->> '$." + key + "' AS BIGINT), 0), 0)";
  }

  /** When each service was last seen, in brackets; any events, announced ones among them. */
  static String seenOfEvents(long stepNanos, List<Source> sources) {
    String rows =
        sources.stream()
            .map(
                source ->
                    ("SELECT " + step(stepNanos) + ", service, " + END + " AS seen FROM ")
                        + (source.table + " WHERE " + TELLS_WHEN + " AND " + source.where))
            .collect(Collectors.joining(" UNION ALL ", "(", ")"));
    return ("(SELECT step, service, '' AS fingerprint, '' AS operation, " + SEEN + " AS bucket,")
        + " 0::BIGINT AS n, 0::BIGINT AS events, 0::BIGINT AS errors, max(seen) AS longest,"
        + (" -max(seen) AS rest FROM " + rows + " GROUP BY step, service)");
  }

  private static String step(long stepNanos) {
    return (stepNanos == 0 ? "0::BIGINT" : "start_nanos // " + stepNanos) + " AS step";
  }

  /** The cells of a level, from tables as {@link #ofEvents} makes them for its length. */
  static String added(Level level, String... events) {
    StringJoiner all = new StringJoiner(" UNION ALL SELECT * FROM ", "SELECT * FROM ", "");
    for (String table : events) {
      all.add(table);
    }
    return ("SELECT step * " + level.seconds() + " AS slot, " + KEYS + ", " + SUMS)
        + (" FROM (" + all + ") GROUP BY step, " + KEYS)
        + " ORDER BY bucket >= 0, service, fingerprint, operation, slot, bucket";
  }

  /** Copies cells to the next level; their slots are from one second to another, exclusive. */
  static String close(String catalog, Level finer, Level level, long fromSecond, long toSecond) {
    return ("INSERT INTO " + catalog + "." + table(level) + " SELECT * FROM (")
        + ("SELECT slot // " + level.seconds() + " * " + level.seconds() + " AS slot, " + KEYS)
        + (", " + SUMS + " FROM " + catalog + "." + table(finer))
        + (" WHERE slot >= " + fromSecond + " AND slot < " + toSecond)
        + (" GROUP BY slot // " + level.seconds() + ", " + KEYS + ")")
        + " ORDER BY bucket >= 0, service, fingerprint, operation, slot, bucket";
  }
}
