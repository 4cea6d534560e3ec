/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.store.duckdb;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The tables of a day file that hold what its events add up to. They are in each file, so that
 * questions need not look for them; what they mean, and who writes them, is the rollup package's.
 */
public final class RollupTables {
  /** How long the slots of cells are. */
  public static final List<Integer> LEVEL_SECONDS = List.of(5, 60, 300, 3_600, 86_400);

  public static final String PIECES = "rollup_pieces";
  public static final String CLOSED = "rollup_closed";

  /** What the numbers of series stand for. */
  public static final String SERIES = "series";

  /** Which events of a service are in no series. */
  public static final String SERIES_GAPS = "series_gaps";

  private static final String CELLS =
      " (slot BIGINT NOT NULL, service VARCHAR NOT NULL, fingerprint VARCHAR NOT NULL,"
          + " operation VARCHAR NOT NULL, bucket SMALLINT NOT NULL, n BIGINT NOT NULL,"
          + " events BIGINT NOT NULL, errors BIGINT NOT NULL, longest BIGINT NOT NULL,"
          + " rest BIGINT NOT NULL)";

  private static final String FAILURES =
      " (slot BIGINT NOT NULL, service VARCHAR NOT NULL, type VARCHAR NOT NULL,"
          + " frames VARCHAR NOT NULL, message VARCHAR NOT NULL, n BIGINT NOT NULL,"
          + " first_nanos BIGINT NOT NULL, last_nanos BIGINT NOT NULL,"
          + " trace_high BIGINT NOT NULL, trace_low BIGINT NOT NULL)";

  /** The callers of requests: a row for each that is known. */
  public static final String EDGE_CALLERS = "edge_callers";

  /** Requests whose caller may still come. */
  public static final String EDGE_WAITING = "edge_waiting";

  private static final String EDGES =
      " (slot BIGINT NOT NULL, caller VARCHAR, service VARCHAR NOT NULL, bucket SMALLINT NOT NULL,"
          + " n BIGINT NOT NULL, errors BIGINT NOT NULL, longest BIGINT NOT NULL,"
          + " rest BIGINT NOT NULL)";

  private static final String NUMBERS =
      " (slot BIGINT NOT NULL, series INTEGER NOT NULL, n BIGINT NOT NULL, last DOUBLE NOT NULL,"
          + " last_after BIGINT NOT NULL, lowest DOUBLE, highest DOUBLE, total DOUBLE)";

  private RollupTables() {}

  /** Cells of durations. */
  public static String cells(int levelSeconds) {
    return "cells_" + levelSeconds;
  }

  /** Groups of failures. */
  public static String failures(int levelSeconds) {
    return "failures_" + levelSeconds;
  }

  /** Requests by the service that made them and the one that answered. */
  public static String edges(int levelSeconds) {
    return "edges_" + levelSeconds;
  }

  /** Numbers by series: from a minute on. */
  public static String numbers(int levelSeconds) {
    return "numbers_" + levelSeconds;
  }

  /** Makes those that are not there. */
  static void create(Connection connection, String catalog) throws SQLException {
    String create = "CREATE TABLE IF NOT EXISTS " + catalog + ".";
    try (Statement statement = connection.createStatement()) {
      for (int seconds : LEVEL_SECONDS) {
        statement.execute(create + cells(seconds) + CELLS);
        statement.execute(create + failures(seconds) + FAILURES);
        statement.execute(create + edges(seconds) + EDGES);
        if (seconds >= 60) {
          statement.execute(create + numbers(seconds) + NUMBERS);
        }
      }
      statement.execute(
          create + (EDGE_CALLERS + " (event_row BIGINT NOT NULL, caller VARCHAR NOT NULL)"));
      statement.execute(
          create
              + (EDGE_WAITING + " (event_row BIGINT NOT NULL, start_nanos BIGINT NOT NULL,")
              + " trace_high BIGINT NOT NULL, trace_low BIGINT NOT NULL,"
              + " parent_low BIGINT NOT NULL, service VARCHAR NOT NULL,"
              + " lapsed_nanos BIGINT NOT NULL, failed BOOLEAN NOT NULL,"
              + " since_second BIGINT NOT NULL)");
      statement.execute(
          create
              + (PIECES + " (first_row BIGINT NOT NULL, end_row BIGINT NOT NULL,")
              + " grain_seconds INTEGER NOT NULL, numbers_seconds INTEGER NOT NULL)");
      statement.execute(
          create + (CLOSED + " (level_seconds INTEGER NOT NULL, until_second BIGINT NOT NULL)"));
      statement.execute(
          create
              + (SERIES + " (series INTEGER NOT NULL, app VARCHAR NOT NULL,")
              + " service VARCHAR NOT NULL, fingerprint VARCHAR NOT NULL,"
              + " operation VARCHAR NOT NULL, unit VARCHAR NOT NULL, delta BOOLEAN NOT NULL,"
              + " labels VARCHAR NOT NULL, key VARCHAR NOT NULL)");
      statement.execute(
          create
              + (SERIES_GAPS + " (service VARCHAR NOT NULL, first_row BIGINT NOT NULL,")
              + " end_row BIGINT NOT NULL)");
    }
  }
}
