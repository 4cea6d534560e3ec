/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.jdbc.sql.SqlDialect;
import io.gomon.jdbc.sql.SqlLexer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadOnlySqlTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "select 1",
        "  /* of the shop */ SELECT a from b -- insert",
        "with x as (select 1) select * from x;",
        "((select 1) union (select 2))",
        "select 'insert into a; delete', \"update\" from b where c = '; drop table d'",
        "select inserted, updated_at, deletes, merged from b",
      })
  void unfit_reads_null(String sql) {
    assertThat(ReadOnlySql.unfit(sql, SqlDialect.POSTGRESQL)).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '~',
      value = {
        "NO_QUERY # insert into a values (1)",
        "NO_QUERY # update a set b = 1",
        "NO_QUERY # explain analyze select 1",
        "NO_QUERY # EXPLAIN select 1",
        "NO_QUERY # {call a(1)}",
        "NO_QUERY # truncate table a",
        "NO_QUERY # values (1)",
        "NO_QUERY # \"select\" 1",
        "NO_QUERY # ~~",
        "MAY_WRITE # with x as (delete from a returning *) select * from x",
        "MAY_WRITE # with x as (insert into a values (1) returning b) select * from x",
        "MAY_WRITE # with x as (select 1) UPDATE a set b = 1",
        "MAY_WRITE # with x as (select 1) merge into a using x on true when matched then do nothing",
        "MAY_WRITE # select a into b from c",
        "MAY_WRITE # select a from b for update",
        "MAY_WRITE # select * from final table (insert into a values (1))",
        "MAY_WRITE # select 1 /* */ union select 2 from (delete from b) c",
        "SEVERAL_STATEMENTS # select 1; select 2",
        "SEVERAL_STATEMENTS # select 1;; drop table a",
        "UNREADABLE # select 'a",
        "VALUES_UNKNOWN # select :name",
        "VALUES_UNKNOWN # select @session",
      })
  void unfit_anythingElse_says(Unexplained why, String sql) {
    assertThat(ReadOnlySql.unfit(sql.strip(), SqlDialect.POSTGRESQL)).isEqualTo(why);
  }

  @Test
  void unfit_commentThatMySqlRuns_isRead() {
    String sql = "select 1 /*! into outfile 'a' */";
    assertThat(ReadOnlySql.unfit(sql, SqlDialect.MYSQL)).isEqualTo(Unexplained.MAY_WRITE);
  }

  @Test
  void unfit_whatOnlyTheDatabaseCanRead_isLeftToItsDialect() throws NotExplained {
    String sql = "select 'a\\', 'delete from a'";
    assertThat(ReadOnlySql.unfit(sql, SqlDialect.UNKNOWN)).isNull();
    assertThat(ReadOnlySql.unfit(sql, SqlDialect.POSTGRESQL)).isNull();
    assertThat(ReadOnlySql.unfit(sql, SqlDialect.MYSQL)).isEqualTo(Unexplained.MAY_WRITE);
  }

  @Test
  void unfit_tooLong_isNotRead() {
    String sql = "select 1" + " ".repeat(SqlLexer.MAX_CHARS);
    assertThat(ReadOnlySql.unfit(sql, SqlDialect.UNKNOWN)).isEqualTo(Unexplained.UNREADABLE);
  }

  @Test
  void numbered_parametersHaveNumbers_operatorsHaveOneMark() throws NotExplained {
    ReadOnlySql read =
        ReadOnlySql.of("select '?' from a where b = ? and c ?? 'd' and e in (?,?);", POSTGRESQL);
    assertThat(read.parameters()).isEqualTo(3);
    assertThat(read.numbered())
        .isEqualTo("select '?' from a where b = $1 and c ? 'd' and e in ($2,$3)");
  }

  private static final SqlDialect POSTGRESQL = SqlDialect.POSTGRESQL;
}
