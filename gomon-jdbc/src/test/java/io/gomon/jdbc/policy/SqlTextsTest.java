/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.jdbc.sql.SqlDialect;
import io.gomon.testkit.GomonExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SqlTextsTest {
  @RegisterExtension final GomonExtension gomon = GomonExtension.create();

  @Test
  void text_inUse_isTheSameObject_howeverManyOthersPassBy() {
    SqlTexts texts = new SqlTexts(JdbcPolicy.of(gomon.gomon()));
    SqlText used = texts.of("select 1");
    for (int i = 0; i < 10_000; i++) {
      texts.of("select 1 as c" + i);
      // Equal, and another object.
      assertThat(texts.of(new String("select 1"))).isSameAs(used);
      assertThat(texts.size()).isLessThanOrEqualTo(SqlTexts.MAX_TEXTS);
    }
    SqlText unused = texts.of("select 2");
    for (int i = 0; i < SqlTexts.MAX_TEXTS; i++) {
      texts.of("select 1 as c" + i);
    }
    assertThat(texts.of("select 2")).isNotSameAs(unused);
  }

  @Test
  void text_long_isNotRemembered() {
    SqlTexts texts = new SqlTexts(JdbcPolicy.of(gomon.gomon()));
    texts.of("select " + "a".repeat(SqlTexts.MAX_CHARS));
    assertThat(texts.size()).isZero();
  }

  @Test
  void shape_isMadeOnce_andAnewForAnotherDialect() {
    SqlText text = JdbcPolicy.of(gomon.gomon()).textOf("select \"a\" from t");
    String unknown = text.shape(SqlDialect.UNKNOWN);
    assertThat(unknown).isEqualTo("select ? from t");
    assertThat(text.shape(SqlDialect.UNKNOWN)).isSameAs(unknown);
    assertThat(text.shape(SqlDialect.H2)).isEqualTo("select \"a\" from t");
  }
}
