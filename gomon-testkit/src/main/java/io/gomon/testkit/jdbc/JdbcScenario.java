/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.testkit.jdbc;

import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** What an application may do with a database, written down call by call. */
record JdbcScenario(String name, Program program) {

  /** The program; it may end early by what a driver throws. */
  interface Program {
    void run(DataSource dataSource, JdbcDialect dialect, Transcript seen) throws Exception;
  }

  /** All there are. */
  static List<JdbcScenario> all() {
    List<JdbcScenario> all = new ArrayList<>();
    all.addAll(QueryScenarios.all());
    all.addAll(ColumnScenarios.all());
    all.addAll(UpdateScenarios.all());
    all.addAll(TransactionScenarios.all());
    all.addAll(ObjectScenarios.all());
    all.addAll(CloseScenarios.all());
    return all;
  }

  @Override
  public String toString() {
    return name;
  }
}
