/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.query.duckdb;

import io.gomon.collector.query.ErrorGroup;
import io.gomon.collector.query.TimeRange;
import io.gomon.collector.rollup.Frames;
import io.gomon.collector.store.duckdb.DaySession;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The question about failures, grouped by exception and place. */
final class ErrorSql {
  /** Of failures beyond so many groups only their number is told. */
  static final int MAX_GROUPS = 500;

  static final String OTHER = "(other)";
  private static final int MAX_MESSAGE_CHARS = 500;

  private ErrorSql() {}

  static List<ErrorGroup> groups(
      DaySession session, @Nullable String service, TimeRange range, int limit)
      throws SQLException {
    // The first line holds the message, which is another one each time; the frames are behind it.
    String sql =
        "SELECT service, type, frames, count(*), min(start_nanos), max(start_nanos),"
            + " arg_max(message, start_nanos), arg_max(trace_high, start_nanos),"
            + " arg_max(trace_low, start_nanos) FROM (SELECT service, start_nanos, trace_high,"
            + " trace_low, e ->> '$.type' AS type, coalesce(e ->> '$.msg', '') AS message,"
            + " regexp_replace(coalesce(e ->> '$.stack', ''), '^[^\\n]*', '') AS frames"
            + " FROM (SELECT *, CASE WHEN json_valid(attributes)"
            + " THEN json_extract(attributes, '$.error[0]') END AS e FROM :all"
            + " WHERE failed AND start_nanos >= ? AND start_nanos < ?"
            + (service == null ? "" : " AND service = ?")
            + ")) WHERE type IS NOT NULL GROUP BY service, type, frames ORDER BY count(*) DESC,"
            + " service, type, frames";
    List<Object> values = new ArrayList<>(List.of(range.fromNanos(), range.toNanos()));
    if (service != null) {
      values.add(service);
    }
    Groups groups = new Groups();
    Rows.read(
        session,
        sql,
        values,
        row -> {
          groups.add(readGroup(row));
          return 0;
        });
    return groups.mostFirst(limit);
  }

  private static ErrorGroup readGroup(ResultSet row) throws SQLException {
    String type = row.getString(2);
    List<String> frames = Frames.of(row.getString(3));
    String message = Objects.requireNonNullElse(row.getString(7), "");
    return new ErrorGroup(
        Frames.group(type, frames),
        row.getString(1),
        type,
        frames,
        message.length() > MAX_MESSAGE_CHARS ? message.substring(0, MAX_MESSAGE_CHARS) : message,
        row.getLong(4),
        TimeUnit.NANOSECONDS.toMillis(row.getLong(5)),
        TimeUnit.NANOSECONDS.toMillis(row.getLong(6)),
        row.getLong(8),
        row.getLong(9));
  }

  /** Brings together what differs in lines only. */
  private static final class Groups {
    private final Map<List<String>, ErrorGroup> byName = new LinkedHashMap<>();

    void add(ErrorGroup found) {
      List<String> name = List.of(found.service(), found.group());
      if (byName.containsKey(name) || byName.size() < MAX_GROUPS) {
        byName.merge(name, found, (a, b) -> merged(a, b, a.service(), a.type()));
      } else {
        ErrorGroup nameless =
            new ErrorGroup(
                "",
                OTHER,
                OTHER,
                List.of(),
                "",
                found.count(),
                found.firstMillis(),
                found.lastMillis(),
                found.traceHigh(),
                found.traceLow());
        byName.merge(List.of(OTHER, ""), nameless, (a, b) -> merged(a, b, OTHER, OTHER));
      }
    }

    private static ErrorGroup merged(ErrorGroup a, ErrorGroup b, String service, String type) {
      ErrorGroup newer = b.lastMillis() > a.lastMillis() ? b : a;
      return new ErrorGroup(
          a.group(),
          service,
          type,
          a.frames(),
          newer.message(),
          a.count() + b.count(),
          Math.min(a.firstMillis(), b.firstMillis()),
          newer.lastMillis(),
          newer.traceHigh(),
          newer.traceLow());
    }

    List<ErrorGroup> mostFirst(int limit) {
      return byName.values().stream()
          .sorted(
              Comparator.comparingLong(ErrorGroup::count)
                  .reversed()
                  .thenComparing(ErrorGroup::service)
                  .thenComparing(ErrorGroup::group))
          .limit(limit)
          .toList();
    }
  }
}
