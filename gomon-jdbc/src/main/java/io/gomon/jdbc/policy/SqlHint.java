/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.policy;

import io.gomon.EventTracker;
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
  private static final ThreadLocal<@Nullable SqlHint> NEXT = new ThreadLocal<>();

  /** Never false again; a thread that sees it late has no hint of its own. */
  private static boolean given;

  private final String sql;
  private final String key;
  private final String name;

  private SqlHint(String sql, String key, String name) {
    this.sql = sql;
    this.key = key;
    this.name = name;
  }

  /**
   * Tells of the SQL that the calling thread runs or prepares next. Replaces an earlier hint of the
   * thread.
   *
   * @param key such as {@code orm-entity}; docs/EVENTS.md lists those of GoMon
   * @param name cut at 1,024 characters
   */
  public static void next(String sql, String key, String name) {
    Objects.requireNonNull(sql, "sql");
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(name, "name");
    given = true;
    NEXT.set(new SqlHint(sql, key, JdbcPolicy.cut(name, MAX_CHARS)));
  }

  /** The hint for this text, which is used up by that; null when there is none. */
  static @Nullable SqlHint take(String sql) {
    if (!given) {
      return null;
    }
    SqlHint next = NEXT.get();
    if (next == null || !next.sql.equals(sql)) {
      return null;
    }
    NEXT.remove();
    return next;
  }

  void describe(EventTracker event) {
    event.set(key, name);
  }
}
