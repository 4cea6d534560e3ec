/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.jdbc.sql.SecretPositions;
import io.gomon.jdbc.sql.SelectList;
import io.gomon.jdbc.sql.SqlDialect;
import io.gomon.jdbc.sql.SqlSecrets;
import io.gomon.testkit.GomonExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SqlTextsTest {
  @RegisterExtension final GomonExtension gomon = GomonExtension.create();

  @Test
  void text_inUse_isTheSameObject_howeverManyOthersPassBy() {
    SqlTexts texts = new SqlTexts(JdbcPolicy.of(gomon.gomon()));
    SqlText used = texts.of("select 1", SqlDialect.H2);
    for (int i = 0; i < 10_000; i++) {
      texts.of("select 1 as c" + i, SqlDialect.H2);
      // Equal, and another object.
      assertThat(texts.of(new String("select 1"), SqlDialect.H2)).isSameAs(used);
      assertThat(texts.size()).isLessThanOrEqualTo(SqlTexts.MAX_TEXTS);
    }
    SqlText unused = texts.of("select 2", SqlDialect.H2);
    for (int i = 0; i < SqlTexts.MAX_TEXTS; i++) {
      texts.of("select 1 as c" + i, SqlDialect.H2);
    }
    assertThat(texts.of("select 2", SqlDialect.H2)).isNotSameAs(unused);
  }

  @Test
  void text_long_isNotRemembered() {
    SqlTexts texts = new SqlTexts(JdbcPolicy.of(gomon.gomon()));
    texts.of("select " + "a".repeat(SqlTexts.MAX_CHARS), SqlDialect.H2);
    assertThat(texts.size()).isZero();
  }

  @Test
  void shape_isMadeOnceForEachDialect() {
    JdbcPolicy policy = JdbcPolicy.of(gomon.gomon());
    SqlText text = policy.textOf("select \"a\" from t", SqlDialect.UNKNOWN);
    String unknown = text.shape();
    assertThat(unknown).isEqualTo("select ? from t");
    for (SqlDialect dialect : SqlDialect.values()) {
      SqlText other = policy.textOf("select \"a\" from t", dialect);
      assertThat(other).isSameAs(text.in(dialect)).isSameAs(other.in(dialect));
      assertThat(other.shape()).isSameAs(policy.textOf(text.sql, dialect).shape());
    }
    assertThat(text.in(SqlDialect.UNKNOWN)).isSameAs(text);
    assertThat(policy.textOf(text.sql, SqlDialect.H2).shape()).isEqualTo("select \"a\" from t");
  }

  /** MySQL takes all behind the backslash for a string; for the others a parameter is there. */
  @Test
  void secrets_areThoseOfTheDialect_whoeverAsksFirst() {
    String sql = "select 'x\\', name, 2 from t where password = ? or a = 'b'";
    JdbcPolicy policy = JdbcPolicy.of(gomon.gomon());
    SecretPositions inMySql = policy.textOf(sql, SqlDialect.MYSQL).secrets();
    SecretPositions inH2 = policy.textOf(sql, SqlDialect.H2).secrets();
    assertThat(inMySql.parameter(1)).isEqualTo(find(sql, SqlDialect.MYSQL).parameter(1));
    assertThat(inH2.parameter(1)).isTrue();
    assertThat(inH2.parameter(2)).isFalse();
    assertThat(policy.textOf(sql, SqlDialect.H2).selectedColumns()).isEqualTo(3);
    assertThat(policy.textOf(sql, SqlDialect.MYSQL).selectedColumns())
        .isEqualTo(SelectList.count(sql, SqlDialect.MYSQL))
        .isNotEqualTo(3);
  }

  private static SecretPositions find(String sql, SqlDialect dialect) {
    return SqlSecrets.find(sql, dialect, name -> name.equals("password"));
  }
}
