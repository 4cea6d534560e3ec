/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.benchmarks;

import io.gomon.Gomon;
import io.gomon.jdbc.MonitoredDataSource;
import io.gomon.jdbc.MonitoredDriver;
import io.gomon.jdbc.SqlExplain;
import io.gomon.jdbc.SqlProfile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import javax.sql.DataSource;

/** The code of docs/JDBC.md, so that it compiles and runs: {@link JdbcGuideTest} does both. */
final class JdbcGuideSnippets {
  private JdbcGuideSnippets() {}

  static DataSource wrapped(DataSource dataSource) {
    DataSource database = MonitoredDataSource.wrap(dataSource); // a pool, or what the pool is over
    return database;
  }

  static void registered() {
    MonitoredDriver.autoRegister(); // or: each driver that is registered with DriverManager
  }

  static Gomon started() {
    Gomon gomon =
        Gomon.builder("shop")
            .setting("jdbc.leak-after", Duration.ofMinutes(2))
            .setting("jdbc.slow-after", Duration.ofMillis(500)) // each slower execution: sql-slow
            .startGlobal();
    return gomon;
  }

  static void explained(Gomon gomon, DataSource readOnly) {
    SqlExplain.on(gomon, readOnly); // plans of slow statements, as sql-explain under them
  }

  static void profiled(Gomon gomon, Path folder) throws IOException {
    System.out.println(SqlProfile.of(gomon).text());
    try (OutputStream file = Files.newOutputStream(folder.resolve("sql.pb.gz"))) {
      SqlProfile.of(gomon).writePprof(file); // go tool pprof -http=: sql.pb.gz
    }
    Files.writeString(folder.resolve("sql.txt"), SqlProfile.of(gomon).collapsed()); // a flame graph
  }
}
