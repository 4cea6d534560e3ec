/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.policy;

import io.gomon.jdbc.sql.SqlDialect;
import io.gomon.jdbc.sql.SqlShape;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Remembers SQL texts: in two generations, so that those in use stay however many others pass by.
 * What is found in the old one moves to the young one; when that is full it becomes the old one,
 * and the former old one is forgotten.
 *
 * <p>A text that is run on databases of several dialects is known in the one that was asked for
 * last. At most {@value #MAX_TEXTS} texts of at most {@value #MAX_CHARS} characters. Any thread; a
 * race may forget a text, or look at it twice.
 */
final class SqlTexts {
  static final int MAX_TEXTS = 1_024;
  static final int MAX_CHARS = 4_096;

  private final Predicate<String> isSecret;
  private volatile Generations generations = new Generations(new ConcurrentHashMap<>());

  private static final class Generations {
    final ConcurrentHashMap<String, SqlText> young = new ConcurrentHashMap<>();
    final ConcurrentHashMap<String, SqlText> old;

    Generations(ConcurrentHashMap<String, SqlText> old) {
      this.old = old;
    }
  }

  SqlTexts(Predicate<String> isSecret) {
    this.isSecret = isSecret;
  }

  /** What is known about a text; the dialect is null when any will do. */
  SqlText of(String sql, @Nullable SqlDialect dialect) {
    Generations now = generations;
    SqlText found = now.young.get(sql);
    if (found == null) {
      found = now.old.get(sql);
      if (found != null) {
        keep(now, sql, found);
      }
    }
    if (found != null && (dialect == null || found.dialect == dialect)) {
      return found;
    }
    SqlText made = make(sql, dialect == null ? SqlDialect.UNKNOWN : dialect);
    if (sql.length() <= MAX_CHARS) {
      keep(now, sql, made);
    }
    return made;
  }

  private SqlText make(String sql, SqlDialect dialect) {
    return new SqlText(
        sql, dialect, SqlShape.of(sql, dialect), SqlSecrets.find(sql, dialect, isSecret));
  }

  private void keep(Generations now, String sql, SqlText text) {
    now.young.put(sql, text);
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
