/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.explain;

import io.gomon.jdbc.sql.SqlDialect;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A plan in the JSON of PostgreSQL, read once. Its numbers are estimates, and its strings are names
 * or SQL; so only what stands in strings that are not names can be a literal. What is no JSON, and
 * all behind it, is left out.
 */
final class JsonPlan {
  /** What names a part of the plan, a table or an index; anything else may hold an expression. */
  private static final Set<String> NAMES =
      Set.of(
          "Node Type",
          "Parent Relationship",
          "Subplan Name",
          "Join Type",
          "Strategy",
          "Partial Mode",
          "Scan Direction",
          "Relation Name",
          "Schema",
          "Alias",
          "Index Name",
          "CTE Name",
          "Function Name",
          "Command",
          "Operation");

  private static final String COST = "Total Cost";

  private final String json;
  private final SqlDialect dialect;
  private final boolean masks;
  private final StringBuilder out;
  private int at;
  private String key = "";
  private @Nullable Double cost;

  private JsonPlan(String json, SqlDialect dialect, boolean masks) {
    this.json = json;
    this.dialect = dialect;
    this.masks = masks;
    this.out = new StringBuilder(json.length());
  }

  /** Reads a plan; with its literals, if it is not to be masked. */
  static JsonPlan read(String json, SqlDialect dialect, boolean masks) {
    JsonPlan plan = new JsonPlan(json, dialect, masks);
    if (!plan.copyAll()) {
      plan.out.append('…');
    }
    return plan;
  }

  /** The plan on one line. */
  String text() {
    return out.toString();
  }

  /** What the planner makes of the whole; null when it does not say. */
  @Nullable Double cost() {
    return cost;
  }

  private boolean copyAll() {
    while (at < json.length()) {
      char c = json.charAt(at);
      if (Character.isWhitespace(c)) {
        at++;
      } else if ("{}[]".indexOf(c) >= 0) {
        out.append(c);
        at++;
      } else if (c == ',' || c == ':') {
        out.append(c).append(' ');
        at++;
      } else if (!(c == '"' ? copyString() : copyBare())) {
        return false;
      }
    }
    return true;
  }

  /** A number, true, false or null. */
  private boolean copyBare() {
    int from = at;
    while (at < json.length() && "{}[],:\" \t\r\n".indexOf(json.charAt(at)) < 0) {
      at++;
    }
    String bare = json.substring(from, at);
    boolean isWord = bare.equals("true") || bare.equals("false") || bare.equals("null");
    if (!isWord && !bare.matches("-?\\d+(\\.\\d+)?([eE][+-]?\\d+)?")) {
      return false;
    }
    if (!isWord && cost == null && key.equals(COST)) {
      cost = Double.valueOf(bare);
    }
    out.append(bare);
    return true;
  }

  private boolean copyString() {
    String value = string();
    if (value == null) {
      return false;
    }
    int next = at;
    while (next < json.length() && Character.isWhitespace(json.charAt(next))) {
      next++;
    }
    boolean isKey = next < json.length() && json.charAt(next) == ':';
    if (isKey) {
      key = value;
    }
    boolean isShown = isKey || !masks || NAMES.contains(key);
    write(isShown ? value : PlanMask.of(value, dialect));
    return true;
  }

  /** What is in the string that begins here; null when it has no end. */
  private @Nullable String string() {
    StringBuilder value = new StringBuilder();
    for (at++; at < json.length(); at++) {
      char c = json.charAt(at);
      if (c == '"') {
        at++;
        return value.toString();
      }
      if (c == '\\' && !unescape(value)) {
        return null;
      }
      if (c != '\\') {
        value.append(c);
      }
    }
    return null;
  }

  /** From the backslash to the last character that belongs to it. */
  private boolean unescape(StringBuilder value) {
    at++;
    char c = at < json.length() ? json.charAt(at) : 0;
    int plain = "\"\\/bfnrt".indexOf(c);
    if (c == 'u' && at + 4 < json.length() && isHex(json.substring(at + 1, at + 5))) {
      value.append((char) Integer.parseInt(json.substring(at + 1, at + 5), 16));
      at += 4;
      return true;
    }
    if (plain < 0) {
      return false;
    }
    value.append("\"\\/\b\f\n\r\t".charAt(plain));
    return true;
  }

  private static boolean isHex(String digits) {
    return digits.matches("[0-9a-fA-F]{4}");
  }

  private void write(String value) {
    out.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ') {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}
