/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.databases;

import io.gomon.jdbc.MonitoredDataSource;
import io.gomon.testkit.jdbc.JdbcDialect;
import io.gomon.testkit.jdbc.JdbcKit;
import org.h2.jdbcx.JdbcDataSource;

class H2KitTest extends JdbcKit {
  H2KitTest() {
    super(
        JdbcDialect.builder("H2")
            .setUp(
                "create alias if not exists kit_next for 'io.gomon.jdbc.databases.Procedures.following'")
            .call("{? = call kit_next(?)}")
            .differsByRun(
                "(conn|stat|prep|rs|rsMeta|dbMeta|clob|blob|ds|call|ar|x|paramMeta)\\d+", "$1")
            .build(),
        dataSource(),
        MonitoredDataSource::wrap);
  }

  private static JdbcDataSource dataSource() {
    JdbcDataSource dataSource = new JdbcDataSource();
    dataSource.setURL("jdbc:h2:mem:kit;DB_CLOSE_DELAY=-1");
    return dataSource;
  }
}
