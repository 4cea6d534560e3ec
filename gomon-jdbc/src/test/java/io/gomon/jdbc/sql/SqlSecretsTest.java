/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlSecretsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      textBlock =
          """
          select a from t where password = ?                                    | 1
          select a from t where id = ? and password = ? and b = ?               | 2
          select a from t where id = ? or t.password=? limit ?                  | 2
          select a from t where ? = "password" order by ?                       | 1
          select a from t where password = crypt(?, ?) and b = ?                | 1 2
          select a from t where password in (?, ?) and b in (?, ?)              | 1 2
          update t set a = ?, password = ?, b = ? where id = ?                  | 2
          insert into t (a, password, b) values (?, ?, ?)                       | 2
          insert into t (a, password) values (?, ?), (?, hash(?, 3))            | 2 4
          insert into t (a, password) select ?, ? from b where c = ?            | 2
          insert into t values (?, ?)                                           |
          insert all into t (a, password) values (?, ?) into t (password, b) values (?, ?) select 1 | 2 3
          insert into t (a, password) values (?, ?); insert into t (password, a) values (?, ?) | 2 3
          insert into t (a, password) values (extract(year from ?), ?)          | 2
          insert into t (password, a) values ((select b from s where c = ?), ?) | 1
          insert into t (password) values (?) on conflict do update set a = ?   | 1
          merge into t (id, password) key (id) values (?, ?)                    | 2
          with x as (insert into t (a, password) values (?, ?) returning a) select a from x where b = ? | 2
          with x as (insert into t (a, password) select ?, ?) insert into t (password, a) values (?, ?) | 2 3
          merge into t using (values (?, ?)) s (id, p) on t.id = s.id when matched then update set password = s.p | 1 2 3 4 5 6 7 8 9
          merge into t using (select ? as id, ? as p) s on t.id = s.id when matched then update set password = s.p | 1 2 3 4 5 6 7 8 9
          update t set password = s.p from (values (?, ?)) as s (id, p) where t.id = s.id | 1 2 3 4 5 6 7 8 9
          update t set (password, a) = (select ?, ?) where id = ?               | 1 2 3 4 5 6 7 8 9
          with s (id, p) as (values (?, ?)) update t set password = s.p from s where t.id = s.id | 1 2 3 4 5 6 7 8 9
          insert into t (a, password) select a, p from (select ? as a, ? as p) s | 1 2 3 4 5 6 7 8 9
          select a from t where password = ? and exists (select 1 from u where b = ?) | 1
          merge into t using (values (?, ?)) s (id, a) on t.id = s.id when matched then update set a = s.a |
          {call set_password(?, ?)}                                             | 1 2
          select 'password = ?', a from t where b = ?                           |
          select a /* password */ from t where b = ?                            |
          select a from t where data ?? 'x' and password = ?                    | 1
          select a from t where (id = ? and (password = ?)) and c = ?           | 2
          update t set password = :p where id = :i                              | 1 2 3 4 5 6 7 8 9
          update t set password = ?2, name = ?1                                 | 1 2 3 4 5 6 7 8 9
          update t set password = case when ? then ? else password end          | 1 2 3 4 5 6 7 8 9
          select a from t where password between ? and ?                        | 1 2 3 4 5 6 7 8 9
          select a from t where id between ? and ?                              |
          select a from t where id = :i                                         |
          """)
  void parameters_bySecretName_areFound(String sql, String expected) {
    assertThat(positions(find(sql)::parameter)).isEqualTo(expected == null ? "" : expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      textBlock =
          """
          select a, password from t                                       | 2
          select a, u.password as b, c from t u                           | 2
          select f(a, b), lower(password) from t                          | 2
          select a, b from t union all select c, password from u          | 2
          insert into t (a) values (?) returning id, password             | 2
          with x as (select password, a from t) select a, b from x        |
          select a from t where password = 'x'                            |
          select (select password from t), b from t                       | 1
          select a, b from t; select c, password from t                   | 2
          insert into t (password) select password from s                 |
          (select a, password from t)                                     | 2
          table t                                                         | 1 2 3 4 5 6 7 8 9
          with x as (insert into t (a) values (?) returning a, password as d) select b, d from x | 2
          with x as (delete from t returning password as d) select b, d from x | 2
          select a, d from (select a, (select password from t) as d from u) v | 2
          (select a, b from t) union all ((select c, password from u))    | 2
          select (select b union select password), c from t               | 1
          select a, b as "from", password from t                          | 3
          select a, "select", password, c from t                          | 3
          select b, h from (select a as h, b from t union select password, b from t) u | 2
          select b, h from (select a as h, b from t union select a, password from t) u | 1
          with x (h, i) as not materialized (select a, password from t) select h, i from x | 2
          with x (h, i) as (select a, a union (select a, password)) select h, i from x | 2
          select h, i from (select password, a from t) u (h, i)           | 1
          """)
  void columns_bySecretName_areFound(String sql, String expected) {
    assertThat(positions(find(sql)::column)).isEqualTo(expected == null ? "" : expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      textBlock =
          """
          select password as h, a from t                       | H
          select a, lower(password) h from t                   | h
          select a as h from t union select password as b from t | b
          select a as h from t union select password as b from t | h
          select h from (select password as h, a as i from t) u  | h
          select i from (select h as i from (select password as h from t) u) v | i
          with x as (select b, password as h from t) select b, h from x | h
          insert into t (a) values (?) returning id, password as h | h
          select a, max(password) from t                         | max
          select a, t.password::text from t                      | password
          select case when b then password end, a from t         | case
          select a, password + 1 from t                          | ?column?
          select a, (select h from (select password as h) u)     | h
          with x as (delete from t returning password as h) select h, a from x | h
          select a, h from (select b as h, a from t union select password, a from t) u | h
          with x (h) as (select password, a from t) select h, a from x | h
          select h, a from (select password from t) as u(h)      | h
          select * from (select password as h from t) u          | h
          """)
  void labels_ofSecretItems_areFound(String sql, String label) {
    assertThat(find(sql).label(label)).isTrue();
    assertThat(find(sql).label("a")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update t set password = s.p from (values (1, 'x')) as s (id, p) where t.id = s.id",
        "insert into t (a, password) select a, p from (select 1 as a, 'x' as p) s",
      })
  void literal_inANestedList_mayBeSecret(String sql) {
    assertThat(find(sql).hasLiterals()).isTrue();
    assertThat(find(sql.replace("password", "b")).hasLiterals()).isFalse();
    assertThat(find("select a from t where password = ? and exists (select 1)").hasLiterals())
        .isFalse();
  }

  @Test
  void parameter_behindALineComment_isNoSecret() {
    assertThat(find("select a -- password = ?\n from t where b = ?").parameter(1)).isFalse();
  }

  @Test
  void text_tooLong_isAllSecret() {
    SecretPositions all = find("select ?" + " ".repeat(70_000));
    assertThat(all.parameter(1)).isTrue();
    assertThat(all.column(7)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      textBlock =
          """
          '
          "
          [
          /*
          --
          ))))?,
          ((((?
          insert into
          """)
  void text_broken_isReadToItsEnd(String sql) {
    assertThat(find(sql)).isNotNull();
  }

  /** Those of the first nine. */
  private static String positions(IntPredicate isSecret) {
    return IntStream.range(1, 10)
        .filter(isSecret)
        .mapToObj(String::valueOf)
        .collect(Collectors.joining(" "));
  }

  private static SecretPositions find(String sql) {
    return SqlSecrets.find(
        sql,
        io.gomon.jdbc.sql.SqlDialect.UNKNOWN,
        name -> name.toLowerCase(java.util.Locale.ROOT).contains("password"));
  }
}
