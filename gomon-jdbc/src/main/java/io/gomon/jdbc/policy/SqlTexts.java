/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.policy;

import io.gomon.jdbc.sql.SqlDialect;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers SQL texts: in two generations, so that those in use stay however many others pass by.
 * What is found in the old one moves to the young one; when that is full it becomes the old one,
 * and the former old one is forgotten.
 *
 * <p>At most {@value #MAX_TEXTS} texts of at most {@value #MAX_CHARS} characters. Any thread; a
 * race may forget a text, or look at it twice.
 */
final class SqlTexts {
  static final int MAX_TEXTS = 1_024;
  static final int MAX_CHARS = 4_096;

  private final JdbcPolicy policy;
  private volatile Generations generations = new Generations(new ConcurrentHashMap<>());

  private static final class Generations {
    final ConcurrentHashMap<String, SqlText> young = new ConcurrentHashMap<>();
    final ConcurrentHashMap<String, SqlText> old;

    Generations(ConcurrentHashMap<String, SqlText> old) {
      this.old = old;
    }
  }

  SqlTexts(JdbcPolicy policy) {
    this.policy = policy;
  }

  /** What is known about a text, as this dialect reads it. */
  SqlText of(String sql, SqlDialect dialect) {
    Generations now = generations;
    SqlText young = now.young.get(sql);
    if (young != null) {
      return young.in(dialect);
    }
    SqlText old = now.old.get(sql);
    SqlText found = old == null ? new SqlText(sql, dialect, policy) : old;
    if (sql.length() <= MAX_CHARS) {
      keep(now, found);
    }
    return found.in(dialect);
  }

  private void keep(Generations now, SqlText text) {
    now.young.put(text.sql, text);
    if (now.young.size() >= MAX_TEXTS / 2 && generations == now) {
      // Of two threads both may do it: a generation more is forgotten, no harm.
      generations = new Generations(now.young);
    }
  }

  /** How many are remembered; for tests. */
  int size() {
    return generations.young.size() + generations.old.size();
  }
}
