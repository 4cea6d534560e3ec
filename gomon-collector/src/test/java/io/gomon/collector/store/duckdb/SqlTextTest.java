/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.store.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gomon.collector.Seed;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the engine reads is what was put in, whatever it contains. */
final class SqlTextTest {
  /** What means something somewhere in SQL, in this engine's or in another's. */
  private static final String[] PARTS = {
    "'", "''", "\"", "\\", "\\'", "?", "$1", ":all", "--", "/*", ";", "\0", "\n", "$$", "é", "😀",
    "E'", "x", "%", "{", "\uFEFF", "\u2019"
  };

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "'",
        "a'b''c",
        "'; DROP TABLE t; --",
        "' || (SELECT 1) || '",
        "\0",
        "a\0'\0b",
        "\\",
        "\\'",
        "?",
        "what? $1 :all",
        "--",
        "/* */",
        "\r\n\t",
        "😀 é \u2028"
      })
  void text_isReadAsItIs(String text) throws Exception {
    assertThat(readBack(text)).isEqualTo(text);
  }

  @Test
  void texts_ofAllThatMeansSomething_areReadAsTheyAre() throws Exception {
    Random random = new Random(Seed.get());
    try (DuckDbEngine engine = DuckDbEngine.start(StoreSettings.of(folder), folder);
        Connection connection = engine.connect()) {
      for (int i = 0; i < 1_000; i++) {
        StringBuilder text = new StringBuilder();
        for (int part = random.nextInt(8); part >= 0; part--) {
          text.append(PARTS[random.nextInt(PARTS.length)]);
        }
        assertThat(readBack(connection, text.toString())).isEqualTo(text.toString());
      }
    }
  }

  /** As long as a request may be: one made of operators ended the whole process. */
  @ParameterizedTest
  @ValueSource(strings = {"\0", "'", "\0'", "\0x", "\\", "?", "(", "' || '"})
  void text_thatRepeatsItself_isReadAsItIs(String part) throws Exception {
    assertThat(readBack(part.repeat(20_000))).isEqualTo(part.repeat(20_000));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, 1, Long.MAX_VALUE, Long.MIN_VALUE, Integer.MIN_VALUE})
  void number_isReadAsItIs(long number) throws Exception {
    try (DuckDbEngine engine = DuckDbEngine.start(StoreSettings.of(folder), folder);
        Connection connection = engine.connect();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(SqlText.withValues("SELECT ?, typeof(?)", number, number))) {
      row.next();
      assertThat(row.getLong(1)).isEqualTo(number);
      assertThat(row.getString(2)).isEqualTo("BIGINT");
    }
  }

  @Test
  void questionMarksInQuotes_stayAsTheyAre() {
    assertThat(SqlText.withValues("SELECT '?', \"a?\", 'it''s ?', ?", 7))
        .isEqualTo("SELECT '?', \"a?\", 'it''s ?', (7)::BIGINT");
  }

  @Test
  void numberedParameters_asOftenAsTheyOccur_haveTheirValue() {
    assertThat(SqlText.withValues("SELECT $2, '$1', $1, $2::VARCHAR || $1", "$2", "b"))
        .isEqualTo("SELECT ('b'), '$1', ('$2'), ('b')::VARCHAR || ('$2')");
  }

  @Test
  void values_tooManyOrFewOrOfAnotherKind_areRefused() {
    assertThatThrownBy(() -> SqlText.withValues("SELECT ?"))
        .hasMessageContaining("a parameter without a value");
    assertThatThrownBy(() -> SqlText.withValues("SELECT $2, $1", 1))
        .hasMessageContaining("a parameter without a value");
    assertThatThrownBy(() -> SqlText.withValues("SELECT ?", 1, 2))
        .hasMessageContaining("more values than question marks");
    assertThatThrownBy(() -> SqlText.withValues("SELECT 1", "a"))
        .hasMessageContaining("more values than question marks");
    assertThatThrownBy(() -> SqlText.withValues("SELECT ?", 1.5))
        .hasMessageContaining("neither a text nor a whole number");
  }

  private String readBack(String text) throws Exception {
    try (DuckDbEngine engine = DuckDbEngine.start(StoreSettings.of(folder), folder);
        Connection connection = engine.connect()) {
      return readBack(connection, text);
    }
  }

  /** Between others, so that what gets out of its quotes is seen. */
  private static String readBack(Connection connection, String text) throws Exception {
    String sql = SqlText.withValues("SELECT ?, ?, ? WHERE ? = ?", "first'", text, 5, text, text);
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      assertThat(row.next()).isTrue();
      assertThat(row.getMetaData().getColumnCount()).isEqualTo(3);
      assertThat(row.getString(1)).isEqualTo("first'");
      assertThat(row.getLong(3)).isEqualTo(5);
      return row.getString(2);
    }
  }
}
