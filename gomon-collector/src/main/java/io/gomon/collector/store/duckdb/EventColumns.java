/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.store.duckdb;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The columns of stored events: as the tables have them, and as questions see them. */
public final class EventColumns {
  /** What an event has beside its ids, in both tables. */
  private static final String CONTENT =
      " service VARCHAR NOT NULL, fingerprint VARCHAR NOT NULL, operation VARCHAR NOT NULL,"
          + " start_nanos BIGINT NOT NULL, lapsed_nanos BIGINT NOT NULL, failed BOOLEAN NOT NULL,"
          + " attributes VARCHAR NOT NULL USING COMPRESSION zstd)";

  /** Of announced events, which come and go: their ids as they are. */
  static final String PLAIN =
      " (id_high BIGINT NOT NULL, id_low BIGINT NOT NULL,"
          + " parent_high BIGINT, parent_low BIGINT NOT NULL,"
          + " trace_high BIGINT NOT NULL, trace_low BIGINT NOT NULL,"
          + " app_high BIGINT NOT NULL, app_low BIGINT NOT NULL,"
          + CONTENT;

  /** Of finished events: {@link PackedIds}. */
  static final String PACKED =
      " (trace_high BIGINT NOT NULL, trace_low BIGINT NOT NULL, app VARCHAR NOT NULL,"
          + " id_form TINYINT NOT NULL, id_given_high BIGINT NOT NULL,"
          + " id_base BIGINT NOT NULL, id_offset SMALLINT NOT NULL,"
          + " parent_given_high BIGINT NOT NULL, parent_given_low BIGINT NOT NULL,"
          + " parent_offset SMALLINT NOT NULL,"
          + CONTENT;

  /** The columns of an event in the order in which {@link EventRows} reads them. */
  public static final String ALL =
      "id_high, id_low, parent_high, parent_low, trace_high, trace_low, app_high, app_low,"
          + " service, fingerprint, operation, start_nanos, lapsed_nanos, failed, attributes";

  private static final String BASE = "CASE WHEN id_base = 0 THEN trace_low ELSE id_base END";

  static final String ID_HIGH =
      ("CASE WHEN id_form & " + PackedIds.HIGH_FOLLOWS + " = 0 THEN id_given_high")
          + " ELSE (start_nanos // 1000000) * 65536 + 28672"
          + " + ((start_nanos % 1000000) * 4096) // 1000000 END";

  /** Of rows of the table {@code events}. */
  public static final String ID_LOW = "(" + BASE + ") + id_offset";

  private static final String APP_HIGH = "split_part(app, ',', 1)::BIGINT";
  private static final String APP_LOW = "split_part(app, ',', 2)::BIGINT";

  private static final String PARENT_HIGH =
      ("CASE WHEN id_form & " + PackedIds.PARENT + " = " + PackedIds.APPLICATION)
          + (" THEN " + APP_HIGH + " WHEN id_form & " + PackedIds.PARENT_NEAR + " <> 0 THEN NULL")
          + " ELSE parent_given_high END";

  /** Of rows of the table {@code events}. */
  public static final String PARENT_LOW =
      ("CASE id_form & " + PackedIds.PARENT + " WHEN " + PackedIds.APPLICATION)
          + (" THEN " + APP_LOW + " WHEN " + PackedIds.BASE + " THEN (" + BASE)
          + (") + parent_offset WHEN " + PackedIds.TRACE + " THEN trace_low + parent_offset")
          + " ELSE parent_given_low END";

  /** Whether a row of the table {@code events} has a parent that is an event of its trace. */
  public static final String HAS_PARENT =
      ("id_form & " + PackedIds.PARENT + " NOT IN (" + PackedIds.NONE + ", ")
          + (PackedIds.APPLICATION + ")");

  /** What both tables have as it is. */
  private static final String PLAIN_IN_BOTH =
      "trace_high, trace_low, service, fingerprint, operation, start_nanos, lapsed_nanos, failed,"
          + " attributes";

  /** {@link #ALL} of rows of the table {@code events}. */
  static final String UNPACKED =
      (ID_HIGH + " AS id_high, " + ID_LOW + " AS id_low, ")
          + (PARENT_HIGH + " AS parent_high, " + PARENT_LOW + " AS parent_low,")
          + " trace_high, trace_low, "
          + (APP_HIGH + " AS app_high, " + APP_LOW + " AS app_low,")
          + " service, fingerprint, operation, start_nanos, lapsed_nanos, failed, attributes";

  /**
   * Both halves of the run as one text, as the table {@code events} has it: to compare it with many
   * is cheaper than to take it apart.
   */
  public static final String APP = "app_text";

  private static final String APP_OF_FINISHED = "app";
  private static final String APP_OF_OPEN = "app_high || ',' || app_low";

  /** The columns that are told by others, by name. */
  private static final Map<String, String> TOLD =
      Map.of(
          "app_text", APP_OF_FINISHED,
          "id_high", ID_HIGH,
          "id_low", ID_LOW,
          "parent_high", PARENT_HIGH,
          "parent_low", PARENT_LOW,
          "app_high", APP_HIGH,
          "app_low", APP_LOW);

  private static final String CONTENT_NAMES =
      ", service, fingerprint, operation, start_nanos, lapsed_nanos, failed, attributes FROM ";

  /** In the order in which {@link EventRows#addPacked} reads them. */
  private static final String FROM_FINISHED =
      "SELECT trace_high, trace_low, app, id_form, id_given_high, id_base, id_offset,"
          + " parent_given_high, parent_given_low, parent_offset"
          + CONTENT_NAMES;

  /** The same of an announced event: all is given. A base of 0 would be the trace's low half. */
  private static final String FROM_OPEN =
      ("SELECT trace_high, trace_low, " + APP_OF_OPEN + " AS app,")
          + (" " + PackedIds.GIVEN + " AS id_form, id_high AS id_given_high,")
          + " CASE WHEN id_low = 0 THEN -1 ELSE id_low END AS id_base,"
          + " CASE WHEN id_low = 0 THEN 1 ELSE 0 END AS id_offset,"
          + " parent_high AS parent_given_high, parent_low AS parent_given_low, 0 AS parent_offset"
          + CONTENT_NAMES;

  private EventColumns() {}

  /** One table of whole rows of both kinds, with ids as {@link PackedIds}: the parameters alike. */
  static String packed(List<String> finished, List<String> open) {
    List<String> parts = new ArrayList<>();
    finished.forEach(table -> parts.add(FROM_FINISHED + table));
    open.forEach(table -> parts.add(FROM_OPEN + table));
    return parts.isEmpty()
        ? "(" + FROM_OPEN + DuckDbEngine.NO_EVENTS + ")"
        : "(" + String.join(" UNION ALL ", parts) + ")";
  }

  /**
   * One table of rows of both kinds, for a question that sees columns of {@link #ALL}, and {@link
   * #APP}. It has those that the question names: a told one costs a quarter of a millisecond to
   * prepare, and a query around each table more than the table.
   *
   * @param finished tables {@code events}, perhaps with a condition
   * @param open tables {@code open_events}, the same
   */
  static String union(String question, List<String> finished, List<String> open) {
    List<String> told = TOLD.keySet().stream().filter(question::contains).sorted().toList();
    List<String> parts = new ArrayList<>();
    if (told.isEmpty()) {
      finished.forEach(table -> parts.add("SELECT " + PLAIN_IN_BOTH + " FROM " + table));
    } else if (!finished.isEmpty()) {
      parts.add(
          told.stream()
                  .map(column -> ", " + TOLD.get(column) + " AS " + column)
                  .collect(Collectors.joining("", "SELECT " + PLAIN_IN_BOTH, " FROM ("))
              + finished.stream()
                  .map(table -> "SELECT * FROM " + table)
                  .collect(Collectors.joining(" UNION ALL ", "", ")")));
    }
    String names =
        told.stream()
            .map(column -> ", " + (column.equals(APP) ? APP_OF_OPEN + " AS " + APP : column))
            .collect(Collectors.joining());
    open.forEach(table -> parts.add("SELECT " + PLAIN_IN_BOTH + names + " FROM " + table));
    return parts.isEmpty()
        ? "(SELECT " + PLAIN_IN_BOTH + names + " FROM " + DuckDbEngine.NO_EVENTS + ")"
        : "(" + String.join(" UNION ALL ", parts) + ")";
  }
}
