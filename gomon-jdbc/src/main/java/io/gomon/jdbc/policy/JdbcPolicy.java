/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.policy;

import io.gomon.Gomon;
import io.gomon.spi.PluginSlot;
import io.gomon.spi.Redactor;
import io.gomon.spi.Setting;
import io.gomon.spi.TrackerConfig;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The settings of one {@link Gomon} for JDBC, and what it remembers about SQL texts. Any thread.
 */
public final class JdbcPolicy {
  private static final PluginSlot<JdbcPolicy> SLOT = PluginSlot.create(JdbcPolicy::new);

  /** Together at most 2 million characters of SQL are kept. */
  private static final int MAX_REMEMBERED_TEXTS = 512;

  private static final int MAX_REMEMBERED_CHARS = 4_096;

  private final Setting<Integer> maxRows;
  private final Setting<Integer> queryLength;
  private final Setting<Integer> valueLength;
  private final Setting<Boolean> params;
  private final Setting<Boolean> prepare;
  private final Redactor redactor;
  private final ConcurrentHashMap<String, SqlText> remembered = new ConcurrentHashMap<>();

  private JdbcPolicy(Gomon gomon) {
    TrackerConfig config = TrackerConfig.of("jdbc");
    this.maxRows = config.integer("max-rows", 10, 0, 1_000, "rows kept of each result set");
    this.queryLength =
        config.integer("query-length", 1_024, 0, 16_384, "characters kept of each SQL text");
    this.valueLength =
        config.integer("value-length", 256, 0, 16_384, "characters kept of each text value");
    this.params = config.bool("params", true, "whether parameter values are kept");
    this.prepare = config.bool("prepare", true, "whether prepared statements are events");
    this.redactor = gomon.redactor();
    try {
      gomon.settings().register(config);
    } catch (IllegalArgumentException e) {
      // Another plug-in calls itself jdbc: ours then keeps its defaults.
      Troubles.recordingFailed(e);
    }
  }

  /** The policy of this GoMon, made on first use. */
  public static JdbcPolicy of(Gomon gomon) {
    return SLOT.of(gomon);
  }

  int maxRows() {
    return maxRows.get();
  }

  int maxValueChars() {
    return valueLength.get();
  }

  boolean keepsParams() {
    return params.get();
  }

  boolean keepsPrepare() {
    return prepare.get();
  }

  /** The SQL text or its beginning. */
  String query(String sql) {
    return cut(sql, queryLength.get());
  }

  boolean isSecret(String name) {
    return redactor.isSecret(name);
  }

  /** What is known about a SQL text. */
  SqlText textOf(String sql) {
    SqlText known = remembered.get(sql);
    if (known != null) {
      return known;
    }
    SqlText made = new SqlText(sql, this);
    if (sql.length() <= MAX_REMEMBERED_CHARS && remembered.size() < MAX_REMEMBERED_TEXTS) {
      remembered.put(sql, made);
    }
    return made;
  }

  /** The text, or its beginning: never half a surrogate pair. */
  static String cut(String text, int maxChars) {
    if (text.length() <= maxChars) {
      return text;
    }
    boolean splitsPair = maxChars > 0 && Character.isHighSurrogate(text.charAt(maxChars - 1));
    return text.substring(0, splitsPair ? maxChars - 1 : maxChars);
  }
}
