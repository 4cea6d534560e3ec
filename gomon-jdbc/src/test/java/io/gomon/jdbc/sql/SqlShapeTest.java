/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SqlShapeTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '§',
      textBlock =
          """
          select a from t where b='x' and c = 12              ¦ select a from t where b = ? and c = ?
          select  a ,b\tfrom t where b = N'x''y'               ¦ select a, b from t where b = ?
          select a -- why\\n from t -- 'x'                     ¦ select a from t
          select /*+ FULL(t) */ a/**/from t                   ¦ select a from t
          SELECT A FROM t WHERE b=-5 and c - 3 > +.5e-3        ¦ SELECT A FROM t WHERE b = ? and c - ? > ?
          select count( * ), f ( a ) from s.t where x IS NULL; ¦ select count(*), f(a) from s.t where x IS NULL
          select a from t where b in (1, 2 ,3)                 ¦ select a from t where b in (?)
          select a from t where b IN(?,?) and c not in ('x')   ¦ select a from t where b IN (?) and c not in (?)
          select a from t where (a, b) in ((1, 2), (3, 4))     ¦ select a from t where (a, b) in ((?, ?))
          select a from t where b in (1, c, 2, 3)              ¦ select a from t where b in (?, c, ?)
          select a from t where b in (select c from u where d in (1, 2)) ¦ select a from t where b in (select c from u where d in (?))
          insert into t (a, b) values (1, 'x'), (2, null) , (?, ?) ¦ insert into t(a, b) values (?, ?)
          insert into t values (1, now()), (2, now()) returning id ¦ insert into t values (?, now()) returning id
          insert into t values (1, f(2)), (1, g(2))            ¦ insert into t values (?, f(?)), (?, g(?))
          select a from t where d = DATE '2020-01-01' or e = {ts '2020-01-01'} ¦ select a from t where d = DATE ? or e = {ts ?}
          {? = call f(?, 3)}                                  ¦ {? = call f(?, ?)}
          select 'a' 'b' || 'c'                               ¦ select ? || ?
          select 0xCAFE, X'00', 1e10, 1_000, 0b01             ¦ select ?, ?, ?, ?, ?
          select a from t where b = :name and c = :1 and d = ?2 ¦ select a from t where b = ? and c = ? and d = ?
          select case when a = 1 then -1 else - b end from t   ¦ select case when a = ? then ? else - b end from t
          select 'never closed and password = 3               ¦ select ?
          """)
  void shape_anyDialect(String sql, String expected) {
    String text = sql.replace("\\n", "\n");
    for (SqlDialect dialect : SqlDialect.values()) {
      assertThat(SqlShape.of(text, dialect)).as(dialect.name()).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '§',
      textBlock =
          """
          postgresql ¦ select $$it's$$, $q$a $$ b$q$, E'a\\'b', '\\', "Col?" from t ¦ select ?, ?, ?, ?, "Col?" from t
          postgresql ¦ select a::text, b->>'x' from t where c ?? 'x' and d ??| array['a','b'] and e @> '{}' ¦ select a::text, b ->> ? from t where c ?? ? and d ??| array[?] and e @> ?
          postgresql ¦ select a /* b /* c */ 'x' */ from t where v[1] = $1 and w#>>'{a}' = '\\' ¦ select a from t where v[?] = ? and w #>> ? = ?
          postgresql ¦ select E'a\\'b'\\n'c\\'d' from t            ¦ select ? from t
          postgresql ¦ select U&'d\\0061' from t where a = any(array[1, 2, 3]) ¦ select ? from t where a = any (array[?])
          mysql      ¦ select 'it\\'s', "a\\"b", `my``col`, _utf8mb4'x' from t # it's ¦ select ?, ?, `my``col`, ? from t
          mysql      ¦ select a--1, b-- it's\\n from t /*!40101 use index (i) where b = 'x' */ ¦ select a - ?, b from t use index(i) where b = ?
          mysql      ¦ insert into t values (1) on duplicate key update a = values(a), b=values(b) ¦ insert into t values (?) on duplicate key update a = values (a), b = values (b)
          oracle     ¦ select q'[it's]', nq'!it's!', Q'(a)b)', '\\', v$x.a# from v$x where rownum < :1 ¦ select ?, ?, ?, ?, v$x.a# from v$x where rownum < ?
          oracle     ¦ select /*+ index(t i) */ "A b" from t /* a /* b */ where c = 1 ¦ select "A b" from t where c = ?
          sql_server ¦ select [it's], [a]]b], "c" from #tmp where d = @p0 and e in (@p1, @p2) and f = N'\\' and g = $12.5 ¦ select [it's], [a]]b], "c" from #tmp where d = @p0 and e in (?) and f = ? and g = ?
          sql_server ¦ select @@rowcount /* a /* 'b */ ' */ where a = 0xAB ¦ select @@rowcount where a = ?
          h2         ¦ select $$it's$$, "A" from `t` where b = ?1 and c like ? escape '\\' ¦ select ?, "A" from `t` where b = ? and c like ? escape ?
          unknown    ¦ select a from t where b like ? escape '\\' and c = 'x' ¦ select a from t where b like ? escape ? and c = ?
          unknown    ¦ select "a"."b", "c" from "t" where d = 'x'     ¦ select "a"."b", "c" from "t" where d = ?
          unknown    ¦ select "secret" from t where a = 'x'         ¦ select ? from t where a = ?
          unknown    ¦ select [Order Id], `b` from [t] where c[1] = 1 ¦ select [Order Id], `b` from [t] where c[?] = ?
          unknown    ¦ select a from t where b = 'x\\' and c = 'y'   ¦ select a from t where b = ?
          unknown    ¦ select [it's] from t where b = 'x'           ¦ select ?
          unknown    ¦ select a from t # it's\\n where b = 'x'       ¦ select a from t ?
          unknown    ¦ select a from #tmp where b = 1               ¦ select a from #tmp where b = ?
          unknown    ¦ select a from t --it's\\n where b = 'x'       ¦ select a from t ?
          unknown    ¦ select a from t /* b /* c */ 'x' */ where d = 1 ¦ select a from t ?
          unknown    ¦ select q'[it's]' , 'x' from t               ¦ select ?
          unknown    ¦ select q'[it is]' , 'x' from t              ¦ select ?, ? from t
          unknown    ¦ do $$ begin perform 'x'; end $$             ¦ do ?
          """)
  void shape_ofADialect(String dialect, String sql, String expected) {
    SqlDialect read = SqlDialect.valueOf(dialect.toUpperCase(Locale.ROOT));
    String text = sql.replace("\\n", "\n").replace("\\\\", "\\");
    assertThat(SqlShape.of(text, read)).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource(SqlDialect.class)
  void shape_long_isCutAtAToken_andStays(SqlDialect dialect) {
    String shape = SqlShape.of("select " + "column_1, ".repeat(1_000), dialect);
    assertThat(shape).hasSizeBetween(2_030, SqlShape.MAX_CHARS).endsWith("column_1, …");
    assertThat(SqlShape.of(shape, dialect)).isEqualTo(shape);
  }

  @Test
  void shape_manyRows_isThatOfOne() {
    String one = "insert into t(a, b) values (?, ?)";
    assertThat(SqlShape.of(one + ", (1, 'x')".repeat(5_000), SqlDialect.H2)).isEqualTo(one);
    String in = "select a from t where b in (?)";
    assertThat(SqlShape.of(in.replace("?", "1" + ", 2".repeat(20_000)), SqlDialect.H2))
        .isEqualTo(in);
  }

  @Test
  void shape_tooLongToBeRead_saysSo() {
    String shape = SqlShape.of("select 1" + " ".repeat(SqlLexer.MAX_CHARS) + ", 2", SqlDialect.H2);
    assertThat(shape).isEqualTo("select ? …");
  }

  @ParameterizedTest
  @CsvSource({
    "PostgreSQL, POSTGRESQL",
    "MySQL, MYSQL",
    "MariaDB, MYSQL",
    "Oracle, ORACLE",
    "Microsoft SQL Server, SQL_SERVER",
    "H2, H2",
    "Apache Derby, STANDARD",
    "HSQL Database Engine, STANDARD",
    "DB2/LINUXX8664, STANDARD",
    "SQLite, UNKNOWN",
  })
  void dialect_ofProduct(String product, SqlDialect expected) {
    assertThat(SqlDialect.ofProduct(product)).isEqualTo(expected);
  }
}
