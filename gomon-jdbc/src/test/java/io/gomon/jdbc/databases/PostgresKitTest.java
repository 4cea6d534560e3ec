/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.databases;

import io.gomon.jdbc.MonitoredDataSource;
import io.gomon.testkit.jdbc.JdbcDialect;
import io.gomon.testkit.jdbc.JdbcKit;

class PostgresKitTest extends JdbcKit {
  PostgresKitTest() {
    super(
        JdbcDialect.builder("Postgres")
            .type("blob", "bytea")
            .type("clob", "text")
            .setUp(
                "create or replace procedure kit_next(inout next int, in before int)"
                    + " language plpgsql as 'begin next := before + 1; end'")
            .call("call kit_next(?, ?)")
            .multipleResults("select 1; update kit_item set price = 9; select 2, 3")
            .warning("do $$ begin raise warning 'kit'; end $$")
            .build(),
        Postgres.dataSource(),
        MonitoredDataSource::wrap);
  }
}
