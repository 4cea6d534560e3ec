/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.rollup.duckdb;

import io.gomon.collector.rollup.Level;
import io.gomon.collector.store.duckdb.RollupTables;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/*
 * A row counts the failures of one slot of time (from a minute on), service, type of exception and frames:
 *
 *   slot                    where its slot begins, seconds since 1970-01-01T00:00Z
 *   frames                  of an event: its stack behind the first line; of cells: what Frames.write made of that
 *   first_nanos, last_nanos the starts of the first and the last one
 *   message, trace_high, trace_low  of the last one
 *
 * Rows of equal keys may occur any number of times: they are added.
 */
/**
 * The rows of which groups of failures are made, and how they are made of events and finer rows.
 */
final class FailureSql {
  private static final int MAX_MESSAGE_CHARS = 500;

  /** A class has a shorter name; what else is told as one is cut, so that a piece is bounded. */
  static final int MAX_TYPE_CHARS = 1_000;

  private static final String SUMS =
      "service, type, frames, arg_max(message, last_nanos) AS message, sum(n)::BIGINT AS n,"
          + " min(first_nanos) AS first_nanos, max(last_nanos) AS last_nanos,"
          + " arg_max(trace_high, last_nanos) AS trace_high,"
          + " arg_max(trace_low, last_nanos) AS trace_low";

  private FailureSql() {}

  /** Null for the finest level, which has none. */
  static @Nullable String table(Level level) {
    return level == Level.FIVE_SECONDS ? null : RollupTables.failures(level.seconds());
  }

  /** A row for each failed event that carries an exception, in brackets, without a slot. */
  static String ofEvents(List<CellSql.Source> sources) {
    String rows =
        sources.stream()
            .map(
                source ->
                    "SELECT service, start_nanos, trace_high, trace_low, attributes FROM "
                        + (source.table() + " WHERE failed AND " + source.where()))
            .collect(Collectors.joining(" UNION ALL ", "(", ")"));
    // The first line holds the message, which is another one each time; the frames are behind it.
    return ("(SELECT service, left(e ->> '$.type', "
            + MAX_TYPE_CHARS
            + ") AS type,"
            + " regexp_replace(coalesce(e ->> '$.stack', ''), '^[^\\n]*', '') AS frames,")
        + (" left(coalesce(e ->> '$.msg', ''), " + MAX_MESSAGE_CHARS + ") AS message,")
        + " 1::BIGINT AS n, start_nanos AS first_nanos, start_nanos AS last_nanos, trace_high,"
        + " trace_low FROM (SELECT *, try(json_extract(attributes, '$.error[0]')) AS e FROM "
        + (rows + ")")
        + " WHERE (e ->> '$.type') IS NOT NULL)";
  }

  /** The rows of a level from events. */
  static String added(Level level, List<CellSql.Source> sources) {
    String slot = "first_nanos // " + level.nanos() + " * " + level.seconds();
    return ("SELECT " + slot + " AS slot, " + SUMS + " FROM " + ofEvents(sources))
        + (" GROUP BY " + slot + ", service, type, frames ORDER BY slot, service, type, frames");
  }

  /** Copies rows to the next level; their slots are from one second to another, exclusive. */
  static String close(String catalog, Level finer, Level level, long fromSecond, long toSecond) {
    String slot = "slot // " + level.seconds() + " * " + level.seconds();
    return ("INSERT INTO " + catalog + "." + table(level) + " SELECT " + slot + " AS slot, " + SUMS)
        + (" FROM " + catalog + "." + table(finer) + " WHERE slot >= " + fromSecond)
        + (" AND slot < " + toSecond + " GROUP BY " + slot + ", service, type, frames");
  }
}
