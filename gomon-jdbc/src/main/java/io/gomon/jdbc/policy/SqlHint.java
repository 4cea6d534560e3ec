/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.policy;

import io.gomon.EventTracker;
import io.gomon.jdbc.sql.SqlDialect;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a library above JDBC knows of a SQL text that it is about to run, such as the entity's name:
 * the events of the statement that this thread then makes of that text carry it.
 *
 * <p>It is matched by the text, not by time: a hint that no monitored connection takes is replaced
 * by the thread's next one, and never ends up on another text. Until somebody gives the first hint,
 * nobody looks for one.
 */
public final class SqlHint {
  private static final int MAX_CHARS = 1_024;
  private static final int MAX_SQL_CHARS = 65_536;

  /**
   * SQL, key and name, of the thread: a class of the JDK, so that a thread which outlives the
   * application keeps none of its classes.
   */
  private static final ThreadLocal<String @Nullable []> NEXT = new ThreadLocal<>();

  /** Never false again; a thread that sees it late has no hint of its own. */
  private static boolean given;

  private final String key;
  private final String name;

  private SqlHint(String key, String name) {
    this.key = key;
    this.name = name;
  }

  /**
   * Tells of the SQL that the calling thread runs or prepares next. Replaces an earlier hint of the
   * thread.
   *
   * @param key such as {@code orm-entity}; docs/EVENTS.md lists those of GoMon
   * @param sql not used when longer than 65,536 characters
   * @param name cut at 1,024 characters
   */
  public static void next(String sql, String key, String name) {
    Objects.requireNonNull(sql, "sql");
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(name, "name");
    if (sql.length() <= MAX_SQL_CHARS) {
      given = true;
      NEXT.set(new String[] {sql, key, JdbcPolicy.cut(name, MAX_CHARS)});
    }
  }

  /** The hint for this text, which is used up by that; null when there is none. */
  static @Nullable SqlHint take(String sql) {
    if (!given) {
      return null;
    }
    String[] next = NEXT.get();
    if (next == null || !next[0].equals(sql)) {
      return null;
    }
    NEXT.remove();
    return new SqlHint(next[1], next[2]);
  }

  private boolean hasSecret(JdbcPolicy policy) {
    return policy.textOf(name, SqlDialect.STANDARD).hidesText();
  }

  /** What an ORM calls a query is a text of the application, too, with its literals. */
  void describe(EventTracker event, JdbcPolicy policy) {
    boolean isQuery = key.equals("orm-query");
    if (!isQuery || (policy.keepsQueryText() && !hasSecret(policy))) {
      event.set(key, name);
    }
  }
}
