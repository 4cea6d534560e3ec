/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.policy;

import io.gomon.Gomon;
import io.gomon.jdbc.profile.ExecutionWatch;
import io.gomon.jdbc.rent.RentSettings;
import io.gomon.jdbc.sql.SqlDialect;
import io.gomon.spi.PluginSlot;
import io.gomon.spi.Redactor;
import io.gomon.spi.Setting;
import io.gomon.spi.TrackerConfig;

/**
 * The settings of one {@link Gomon} for JDBC, and what it remembers about SQL texts. Any thread.
 */
public final class JdbcPolicy {
  private static final PluginSlot<JdbcPolicy> SLOT = PluginSlot.create(JdbcPolicy::new);

  private final Setting<Integer> maxRows;
  private final Setting<Integer> queryLength;
  private final Setting<Integer> valueLength;
  private final Setting<Boolean> params;
  private final Setting<Boolean> prepare;
  private final Setting<Boolean> queryText;
  private final ExecutionWatch watch;
  private final RentSettings rent;
  private final TraceComments comments;
  private final Redactor redactor;
  private final SqlTexts texts = new SqlTexts(this);

  private JdbcPolicy(Gomon gomon) {
    TrackerConfig config = TrackerConfig.of("jdbc");
    this.maxRows = config.integer("max-rows", 10, 0, 1_000, "rows kept of each result set");
    this.queryLength =
        config.integer("query-length", 1_024, 0, 16_384, "characters kept of each SQL text");
    this.valueLength =
        config.integer("value-length", 256, 0, 16_384, "characters kept of each text value");
    this.params = config.bool("params", true, "whether parameter values are kept");
    this.prepare = config.bool("prepare", true, "whether prepared statements are events");
    this.queryText =
        config.bool("query-text", true, "whether SQL texts are kept, or their shapes alone");
    this.watch = new ExecutionWatch(config, gomon);
    this.rent = new RentSettings(config);
    this.comments = new TraceComments(config);
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

  /** What counts executions. */
  public ExecutionWatch watch() {
    return watch;
  }

  TraceComments comments() {
    return comments;
  }

  RentSettings rent() {
    return rent;
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

  /**
   * What an event says of a statement: its text or the beginning of it, or its shape alone, as when
   * a secret is written in the text.
   */
  String query(SqlText text, String shape) {
    int maxChars = queryLength.get();
    return queryText.get() && !text.hidesText() ? text.cut(maxChars) : cut(shape, maxChars);
  }

  boolean keepsQueryText() {
    return queryText.get();
  }

  boolean isSecret(String name) {
    return redactor.isSecret(name);
  }

  /** What is known about a SQL text, as this dialect reads it. */
  SqlText textOf(String sql, SqlDialect dialect) {
    return texts.of(sql, dialect);
  }

  /** The text, or its beginning: never half a surrogate pair. */
  public static String cut(String text, int maxChars) {
    if (text.length() <= maxChars) {
      return text;
    }
    boolean splitsPair = maxChars > 0 && Character.isHighSurrogate(text.charAt(maxChars - 1));
    return text.substring(0, splitsPair ? maxChars - 1 : maxChars);
  }
}
