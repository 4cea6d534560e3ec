/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectListTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "select a from t | 1",
        "SELECT distinct a, b as c, 'x, y' FROM t where a = 1, 2 | 3",
        "select count(a, b), (select x, y from u), 3 | 3",
        "select a, b from t; | 2",
        "with u as (select a, b, c from t) select a, b from u | 2",
        "select a /* b, c */ , d -- e, f | 2",
        "select a, b union select c, d | 2",
        "select * from t | 0",
        "select t.*, b from t | 0",
        "select a, b from t; select c | 0",
        "explain select a, b from t | 0",
        "insert into t (a, b) select c, d from u | 0",
        "values (1, 2) | 0",
        "call f(1, 2) | 0",
        "'' | 0",
      })
  void count_ofWhatTheTextTells(String sql, int columns) {
    assertThat(SelectList.count(sql, SqlDialect.UNKNOWN)).isEqualTo(columns);
  }
}
