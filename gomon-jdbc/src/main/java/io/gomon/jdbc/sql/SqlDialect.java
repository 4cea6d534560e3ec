/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.sql;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a database reads quotes and comments. Immutable. */
public enum SqlDialect {
  /** Nobody knows: what not all dialects read the same way is masked. */
  UNKNOWN,
  /** As the standard has it: Derby, HSQLDB, Db2. */
  STANDARD,
  POSTGRESQL,
  /** MariaDB too. In its default mode: backslash escapes, and double quotes are strings. */
  MYSQL,
  ORACLE,
  SQL_SERVER,
  H2;

  /** By what the driver calls its product. */
  public static SqlDialect ofProduct(@Nullable String product) {
    String name = product == null ? "" : product.toLowerCase(Locale.ROOT);
    if (name.contains("postgres")) {
      return POSTGRESQL;
    }
    if (name.contains("mysql") || name.contains("mariadb")) {
      return MYSQL;
    }
    if (name.startsWith("oracle")) {
      return ORACLE;
    }
    if (name.contains("sql server")) {
      return SQL_SERVER;
    }
    if (name.equals("h2")) {
      return H2;
    }
    return name.contains("derby") || name.startsWith("hsql") || name.startsWith("db2")
        ? STANDARD
        : UNKNOWN;
  }

  /** By the class of one of the driver's objects; a pool's own classes say nothing. */
  public static SqlDialect ofClass(String className) {
    if (className.startsWith("org.postgresql.")) {
      return POSTGRESQL;
    }
    if (className.startsWith("com.mysql.") || className.startsWith("org.mariadb.")) {
      return MYSQL;
    }
    if (className.startsWith("oracle.jdbc.")) {
      return ORACLE;
    }
    if (className.startsWith("com.microsoft.sqlserver.")) {
      return SQL_SERVER;
    }
    if (className.startsWith("org.h2.")) {
      return H2;
    }
    return className.startsWith("org.apache.derby.")
            || className.startsWith("org.hsqldb.")
            || className.startsWith("com.ibm.db2.")
        ? STANDARD
        : UNKNOWN;
  }
}
