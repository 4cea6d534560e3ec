/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.rollup.duckdb;

import io.gomon.collector.rollup.Level;
import io.gomon.collector.store.duckdb.RollupTables;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/*
 * A row tells of the samples of one slot of time (from a minute on) and series:
 *
 *   slot        where its slot begins, seconds since 1970-01-01T00:00Z
 *   series      a number of the table `series` of the same file
 *   n           how many samples
 *   last        the last one; last_after: so many nanoseconds behind the slot's begin
 *   lowest, highest  null: the last one
 *   total       their sum; null: the last one, which is the only one
 *
 * A sample is a finite number among the attributes, on the first level, of a finished event that measures: one of
 * GoMon's rt-..., or a point of a metric, and of that only what it measures. Rows of equal keys may occur any number
 * of times: they are added. What a service has measured in rows of `series_gaps` is in no row here.
 */
/** The rows of which series of numbers are made, and how they are made of events and finer rows. */
final class SampleSql {
  private static final String SECOND = "1000000000";

  private static final String LAST_NANOS = "slot * " + SECOND + " + last_after";

  /** Rows that are one: those of one series and one slot, or step. */
  private static final String SUMS =
      ("sum(n)::BIGINT AS n, arg_max(last, " + LAST_NANOS + ") AS last, max(" + LAST_NANOS)
          + ") AS last_nanos, min(coalesce(lowest, last)) AS lowest,"
          + " max(coalesce(highest, last)) AS highest, sum(coalesce(total, last)) AS total";

  /**
   * What an event says of its series, beside its columns: the first three of all that is {@link
   * #read} of its attributes.
   */
  private static final String OF_ATTRIBUTES =
      "coalesce(read[1], '') AS unit, coalesce(read[2], '') = 'delta' AS delta,"
          + " coalesce(read[3], '') AS labels";

  /** The rest of what is read: what a question has named itself. */
  static final String NAMED = "unnest(read[4:])";

  private static final String EVENT =
      "start_nanos, app, service, fingerprint, operation, attributes";

  private SampleSql() {}

  /** Null for the finest level, which has none. */
  static @Nullable String table(Level level) {
    return level == Level.FIVE_SECONDS ? null : RollupTables.numbers(level.seconds());
  }

  /** What {@link Cells} asks a table for: sums of each series, before texts are joined to them. */
  static String ofCells(WantedNumbers wanted) {
    String dictionary = Cells.DAY + "." + RollupTables.SERIES;
    return "SELECT step, app, fingerprint, operation, unit, delta, labels, key, n, last, last_nanos,"
        + (" lowest, highest, total FROM (SELECT " + Cells.STEP + "series, " + SUMS)
        + (" FROM " + Cells.TABLE + " WHERE " + Cells.SLOTS + " AND series IN (SELECT series FROM ")
        + (dictionary + " WHERE " + wanted.series() + ") GROUP BY step, series) JOIN ")
        + (dictionary + " USING (series)");
  }

  /** Each sample of finished events that a question asks for, in brackets. */
  static String ofEvents(long stepNanos, List<CellSql.Source> sources, WantedNumbers wanted) {
    String step = stepNanos == 0 ? "0::BIGINT" : "start_nanos // " + stepNanos;
    return ("(SELECT " + step + " AS step, app, fingerprint, operation, unit, delta, labels, key,")
        + " 1::BIGINT AS n, v AS last, start_nanos AS last_nanos, v AS lowest, v AS highest,"
        + (" v AS total FROM " + samples(sources, wanted) + ")");
  }

  /**
   * The rows of a level from all that was measured, with all that {@link Series} has; one more than
   * a piece may have at most: the driver has all of an answer in memory that no limit counts.
   */
  static String added(Level level, List<CellSql.Source> sources) {
    String slot = "start_nanos // " + level.nanos() + " * " + level.seconds();
    return ("SELECT " + slot + " AS slot, " + Series.COLUMNS + ", count(*),")
        + " arg_max(v, start_nanos), max(start_nanos), min(v), max(v), sum(v)"
        + (" FROM (SELECT * FROM " + samples(sources, WantedNumbers.METRICS))
        + (" UNION ALL SELECT * FROM " + samples(sources, WantedNumbers.RUNTIME) + ")")
        + (" GROUP BY slot, " + Series.COLUMNS)
        + " ORDER BY fingerprint, operation, key, labels, unit, delta, service, app, slot"
        + (" LIMIT " + (Samples.MAX_CELLS + 1));
  }

  /** In brackets: {@code start_nanos}, {@code v}, and the columns of {@link Series}. */
  private static String samples(List<CellSql.Source> sources, WantedNumbers wanted) {
    String events =
        sources.stream()
            .map(
                source ->
                    ("SELECT " + EVENT + " FROM " + table(source) + " WHERE " + wanted.events())
                        + (" AND " + source.where()))
            .collect(Collectors.joining(" UNION ALL ", "(", ")"));
    return ("(SELECT start_nanos, v, " + Series.COLUMNS + " FROM (SELECT *,")
        + " try_cast(text AS DOUBLE) AS v FROM (SELECT start_nanos, app, service, fingerprint,"
        + (" operation, " + OF_ATTRIBUTES + ", " + wanted.key() + " AS key, " + wanted.text())
        + (" AS text FROM (SELECT *, " + read(wanted) + " AS read FROM " + events + ")))")
        + " WHERE isfinite(v))";
  }

  /**
   * A list of texts. All in one: each look into a JSON text parses it, and keeps some of memory for
   * each of 2,048 texts.
   */
  private static String read(WantedNumbers wanted) {
    String pointers = "['/unit', '/temporality', '/labels'" + wanted.pointers() + "]";
    return "try(json_extract_string(attributes, " + pointers + "))";
  }

  /** Announced events are asked for by columns of other names. */
  private static String table(CellSql.Source source) {
    return source.table().equals(":open")
        ? "(SELECT *, app_high || ',' || app_low AS app FROM :open)"
        : source.table();
  }

  /** Copies rows to the next level; their slots are from one second to another, exclusive. */
  static String close(String catalog, Level finer, Level level, long fromSecond, long toSecond) {
    String slot = "slot // " + level.seconds() + " * " + level.seconds();
    return ("INSERT INTO " + catalog + "." + table(level) + " SELECT begin, series, n, last,")
        + (" last_nanos - begin * " + SECOND + ", nullif(lowest, last), nullif(highest, last),")
        + " CASE WHEN n > 1 THEN total END FROM ("
        + ("SELECT " + slot + " AS begin, series, " + SUMS)
        + (" FROM " + catalog + "." + table(finer) + " WHERE slot >= " + fromSecond)
        + (" AND slot < " + toSecond + " GROUP BY begin, series) ORDER BY series, begin");
  }
}
