/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.databases;

import io.gomon.jdbc.MonitoredDataSource;
import io.gomon.testkit.jdbc.JdbcDialect;
import io.gomon.testkit.jdbc.JdbcKit;

class MariaDbKitTest extends JdbcKit {
  MariaDbKitTest() {
    super(
        JdbcDialect.builder("MariaDb")
            .type("id", "int auto_increment primary key")
            .type("timestamp", "datetime(3)")
            .type("blob", "longblob")
            .type("clob", "longtext")
            .setUp(
                "create or replace procedure kit_next(out next int, in before_it int)"
                    + " set next = before_it + 1")
            .call("{call kit_next(?, ?)}")
            .multipleResults("select 1; update kit_item set price = 9; select 2, 3")
            .warning("select cast('a' as int)")
            .differsByRun("\\(conn=\\d+\\)", "(conn)")
            .build(),
        MariaDb.dataSource(),
        MonitoredDataSource::wrap);
  }
}
