/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.databases;

import io.gomon.jdbc.MonitoredDataSource;
import io.gomon.testkit.jdbc.JdbcDialect;
import io.gomon.testkit.jdbc.JdbcKit;
import org.apache.derby.jdbc.EmbeddedDataSource;

class DerbyKitTest extends JdbcKit {
  DerbyKitTest() {
    super(
        JdbcDialect.builder("Derby")
            .setUp(
                "create procedure kit_next(out after_it int, in before_it int) language java parameter"
                    + " style java external name 'io.gomon.jdbc.databases.Procedures.next'")
            .call("{call kit_next(?, ?)}")
            .differsByRun("@\\d* \\(XID = \\d+\\), \\(SESSIONID = \\d+\\)", "@")
            .differsByRun("= java.lang.String [0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "= id")
            .differsByRun("SQL\\d{10}-[0-9a-f-]+", "SQL")
            .build(),
        dataSource(),
        MonitoredDataSource::wrap);
  }

  private static EmbeddedDataSource dataSource() {
    EmbeddedDataSource dataSource = new EmbeddedDataSource();
    dataSource.setDatabaseName("memory:kit");
    dataSource.setCreateDatabase("create");
    return dataSource;
  }
}
