/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Texts of which it is known, since they are made here, where their secrets are. */
class SqlSecretsPropertyTest {
  private static final int RUNS = 20_000;
  private static final String[] WORDS = {
    "select",
    "from",
    "(",
    ")",
    ",",
    "*",
    "password",
    "a",
    "?",
    "'x'",
    "as",
    "union",
    "with",
    "into",
    "values",
    "insert",
    "returning",
    ";",
    ".",
    "5",
    "where",
    "=",
    "\"q\"",
    "and",
    "case",
    "end",
    ":n"
  };

  private final Random random = new Random(7);

  private SecretPositions find(String sql) {
    SqlDialect[] dialects = SqlDialect.values();
    return SqlSecrets.find(
        sql, dialects[random.nextInt(dialects.length)], name -> name.equals("password"));
  }

  /** A value of an insert: how many parameters it has, and whether it has a literal. */
  private record Value(String text, int parameters, boolean hasLiteral) {}

  private static final List<Value> VALUES =
      List.of(
          new Value("?", 1, false),
          new Value("'lit'", 0, true),
          new Value("-5.5", 0, true),
          new Value("null", 0, false),
          new Value("f(?, 'x', ?)", 2, true),
          new Value("((? + a))", 1, false),
          new Value("(select max(b) from s where c = ? and d = 'y')", 1, true),
          new Value("default", 0, false));

  @Test
  void insert_whateverTheValues_secretsAreAtTheSecretPlaces() {
    for (int run = 0; run < RUNS; run++) {
      int columns = 1 + random.nextInt(4);
      int secret = random.nextInt(columns);
      List<String> names = new ArrayList<>();
      for (int i = 0; i < columns; i++) {
        names.add(i == secret ? "password" : "c" + i);
      }
      StringBuilder sql = new StringBuilder("insert into t (" + String.join(", ", names) + ")");
      Set<Integer> expected = new TreeSet<>();
      boolean hasLiteral = false;
      int parameters = 0;
      int rows = 1 + random.nextInt(3);
      for (int row = 0; row < rows; row++) {
        sql.append(row == 0 ? " values (" : ", (");
        for (int i = 0; i < columns; i++) {
          Value value = VALUES.get(random.nextInt(VALUES.size() - 2 * random.nextInt(2)));
          sql.append(i == 0 ? "" : ", ").append(value.text);
          for (int p = 1; i == secret && p <= value.parameters; p++) {
            expected.add(parameters + p);
          }
          hasLiteral |= i == secret && value.hasLiteral;
          parameters += value.parameters;
        }
        sql.append(')');
      }
      check(sql.toString(), parameters, expected, hasLiteral);
    }
  }

  private void check(String sql, int parameters, Set<Integer> expected, boolean hasLiteral) {
    SecretPositions found = find(sql);
    Set<Integer> masked = new TreeSet<>();
    for (int i = 1; i <= parameters; i++) {
      if (found.parameter(i)) {
        masked.add(i);
      }
    }
    assertThat(masked).as(sql).containsAll(expected);
    assertThat(found.hasLiterals() || !hasLiteral).as(sql).isTrue();
    if (!sql.contains("select")) {
      assertThat(masked).as(sql).isEqualTo(expected);
      assertThat(found.hasLiterals()).as(sql).isEqualTo(hasLiteral);
    }
  }

  @Test
  void anyText_isReadToItsEnd() {
    for (int run = 0; run < RUNS; run++) {
      StringBuilder sql = new StringBuilder();
      for (int i = random.nextInt(30); i > 0; i--) {
        sql.append(WORDS[random.nextInt(WORDS.length)]).append(random.nextInt(4) == 0 ? "" : " ");
      }
      SecretPositions found = find(sql.toString());
      assertThat(found).isNotNull();
      assertThat(SelectList.count(sql.toString(), SqlDialect.H2)).isNotNegative();
    }
  }
}
