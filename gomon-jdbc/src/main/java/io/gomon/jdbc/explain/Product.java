/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.explain;

import io.gomon.jdbc.sql.SqlDialect;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The databases that can be asked for a plan without being written to. */
enum Product {
  POSTGRESQL("explain (format json) ", "json", SqlDialect.POSTGRESQL),
  /** MariaDB, too. As a table, which has no literals: RATIONALE says what the JSON of it has. */
  MYSQL("explain format=traditional ", "table", SqlDialect.MYSQL),
  H2("explain ", "text", SqlDialect.H2),
  SQLITE("explain query plan ", "table", SqlDialect.UNKNOWN),
  HSQLDB("explain plan for ", "text", SqlDialect.STANDARD);

  /** What stands before the statement. */
  final String words;

  final String format;
  final SqlDialect dialect;

  Product(String words, String format, SqlDialect dialect) {
    this.words = words;
    this.format = format;
    this.dialect = dialect;
  }

  /** By what the driver calls its product; null for any other. */
  static @Nullable Product of(@Nullable String name) {
    SqlDialect known = SqlDialect.ofProduct(name);
    String lower = name == null ? "" : name.toLowerCase(Locale.ROOT);
    return switch (known) {
      case POSTGRESQL -> POSTGRESQL;
      case MYSQL -> MYSQL;
      case H2 -> H2;
      default -> lower.equals("sqlite") ? SQLITE : lower.startsWith("hsql") ? HSQLDB : null;
    };
  }

  /** Whether a plan is made for values: then those that were bound are needed. */
  boolean dependsOnValues() {
    return this == POSTGRESQL || this == MYSQL;
  }
}
