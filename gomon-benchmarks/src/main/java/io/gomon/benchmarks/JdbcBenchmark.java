/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.benchmarks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/**
 * Prepare, bind, query, read 10 rows of 2 columns, close: on H2 in memory, bare and wrapped. Each
 * wrapper records the query, its parameter and the rows, as far as it can, for a listener that
 * reads them. The connection stays open, as with a pool.
 *
 * <p>And a million rows: time for one of them, the execution included.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class JdbcBenchmark {

  @Benchmark
  public long raw(JdbcStates.Raw state) throws SQLException {
    return query(state.connection());
  }

  @Benchmark
  public long gomon(JdbcStates.Gomon state) throws SQLException {
    return query(state.connection());
  }

  @Benchmark
  public long datasourceProxy(JdbcStates.DatasourceProxy state) throws SQLException {
    return query(state.connection());
  }

  @Benchmark
  public long p6spy(JdbcStates.P6Spy state) throws SQLException {
    return query(state.connection());
  }

  @Benchmark
  @OperationsPerInvocation(JdbcStates.MANY_ROWS)
  public long rawRows(JdbcStates.RawMany state) throws SQLException {
    return readMany(state.connection());
  }

  @Benchmark
  @OperationsPerInvocation(JdbcStates.MANY_ROWS)
  public long gomonRows(JdbcStates.GomonMany state) throws SQLException {
    return readMany(state.connection());
  }

  private static long readMany(Connection connection) throws SQLException {
    long sum = 0;
    try (PreparedStatement statement = connection.prepareStatement(JdbcStates.MANY);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        sum += rows.getInt(1) + rows.getString(2).length();
      }
    }
    return sum;
  }

  private static long query(Connection connection) throws SQLException {
    long sum = 0;
    try (PreparedStatement statement = connection.prepareStatement(JdbcStates.QUERY)) {
      statement.setInt(1, 10);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          sum += rows.getInt(1) + rows.getString(2).length();
        }
      }
    }
    return sum;
  }
}
