/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.rollup.duckdb;

import io.gomon.collector.rollup.Level;
import io.gomon.collector.store.duckdb.RollupTables;
import java.sql.SQLException;
import java.sql.Statement;

/** Makes coarser rows of finer ones, in a transaction of the caller: see {@link Coverage}. */
record Closing(Statement statement, String catalog, Coverage coverage) {
  /**
   * Copies what is complete from each level to the next one.
   *
   * @param second where the slots begin that are not complete
   */
  void until(long second) throws SQLException {
    long dayBegins = coverage.day().epochDay() * Level.DAY.seconds();
    long until = Math.min(second, dayBegins + Level.DAY.seconds());
    Level finer = Level.FIVE_SECONDS;
    for (Level level : finer.coarserOnes()) {
      until = level.slotOf(until);
      if (until > Math.max(dayBegins, coverage.closedSecond(level))) {
        close(finer, level, until);
      }
      finer = level;
    }
  }

  private void close(Level finer, Level level, long untilSecond) throws SQLException {
    long closed = coverage.closedSecond(level);
    statement.execute(CellSql.close(catalog, finer, level, closed, untilSecond));
    statement.execute(EdgeCellSql.close(catalog, finer, level, closed, untilSecond));
    if (FailureSql.table(finer) != null) {
      statement.execute(FailureSql.close(catalog, finer, level, closed, untilSecond));
      statement.execute(SampleSql.close(catalog, finer, level, closed, untilSecond));
    }
    String table = catalog + "." + RollupTables.CLOSED;
    statement.execute("DELETE FROM " + table + " WHERE level_seconds = " + level.seconds());
    statement.execute(
        "INSERT INTO " + table + " VALUES (" + level.seconds() + ", " + untilSecond + ")");
  }
}
