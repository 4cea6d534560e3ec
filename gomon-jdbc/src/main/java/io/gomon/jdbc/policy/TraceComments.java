/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.policy;

import io.gomon.EventTracker;
import io.gomon.spi.Setting;
import io.gomon.spi.TrackerConfig;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Adds a comment to SQL texts, {@code application='shop',traceparent='00-…'}, if the user wants it:
 * so the database's own logs and views lead back to an event. The form is that of sqlcommenter
 * (google.github.io/sqlcommenter/spec).
 *
 * <p>A text that is prepared says the application alone: with an event's id no two were equal, and
 * each cache of statements useless. Any thread.
 */
final class TraceComments {
  private final Setting<String> application;

  /** The part that stays, and the name it was made of. A race makes it twice. */
  private @Nullable Constant constant;

  private record Constant(String name, String text) {}

  TraceComments(TrackerConfig config) {
    this.application =
        config.text(
            "comment-application",
            "",
            "name of the application, put behind SQL texts as a comment; empty for no comment");
  }

  /** A text that is prepared, or put into a batch. */
  @Nullable String add(@Nullable String sql) {
    return sql == null || application.get().isEmpty() ? sql : with(sql, constant());
  }

  /** A text that is run at once, under this event. */
  @Nullable String add(@Nullable String sql, EventTracker event) {
    if (sql == null || application.get().isEmpty()) {
      return sql;
    }
    String traceparent = event.traceparent();
    return with(
        sql, traceparent == null ? constant() : constant() + ",traceparent='" + traceparent + "'");
  }

  private String constant() {
    String name = application.get();
    Constant known = constant;
    if (known == null || !known.name.equals(name)) {
      // URLEncoder leaves '*' alone, which could end the comment.
      String encoded =
          URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20").replace("*", "%2A");
      known = new Constant(name, "application='" + encoded + "'");
      constant = known;
    }
    return known.text;
  }

  /**
   * Behind all but blanks and semicolons, where some drivers would see another statement. A JDBC
   * escape stays as it is, since drivers look for its braces at both ends; so does what has such a
   * comment.
   */
  private static String with(String sql, String fields) {
    int end = sql.length();
    while (end > 0 && (sql.charAt(end - 1) <= ' ' || sql.charAt(end - 1) == ';')) {
      end--;
    }
    if (end == 0 || sql.charAt(end - 1) == '}' || hasComment(sql)) {
      return sql;
    }
    return sql.substring(0, end) + " /*" + fields + "*/" + sql.substring(end);
  }

  /** Elsewhere the same characters may be a column and its value. */
  private static boolean hasComment(String sql) {
    int found = sql.indexOf("application='");
    int begin = found < 0 ? -1 : sql.lastIndexOf("/*", found);
    return begin >= 0 && sql.indexOf("*/", begin) > found;
  }
}
