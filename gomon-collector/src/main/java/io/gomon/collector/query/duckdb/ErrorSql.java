/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.query.duckdb;

import io.gomon.collector.query.ErrorGroup;
import io.gomon.collector.query.TimeRange;
import io.gomon.collector.rollup.Frames;
import io.gomon.collector.rollup.NameCaps;
import io.gomon.collector.rollup.duckdb.Cells;
import io.gomon.collector.store.duckdb.DaySession;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The question about failures, grouped by exception and place. */
final class ErrorSql {
  /** Of failures beyond so many groups only their number is told. */
  private static final int MAX_GROUPS = 500;

  private static final String OTHER = NameCaps.OTHER;

  private ErrorSql() {}

  static List<ErrorGroup> groups(
      DaySession session, @Nullable String service, TimeRange range, int limit)
      throws SQLException {
    Cells cells = Cells.of(session, range.fromNanos(), range.toNanos(), 0);
    String sql =
        "SELECT service, type, frames, sum(n)::BIGINT, min(first_nanos), max(last_nanos),"
            + " arg_max(message, last_nanos), arg_max(trace_high, last_nanos),"
            + (" arg_max(trace_low, last_nanos) FROM " + cells.failures())
            + (service == null ? "" : " WHERE service = ?")
            + " GROUP BY service, type, frames ORDER BY 4 DESC, service, type, frames";
    List<String> values = service == null ? List.of() : List.of(service);
    Groups groups = new Groups();
    Rows.forEach(session, sql, values, row -> groups.add(readGroup(row)));
    return groups.mostFirst(limit);
  }

  private static ErrorGroup readGroup(ResultSet row) throws SQLException {
    String type = row.getString(2);
    List<String> frames = Frames.of(row.getString(3));
    return new ErrorGroup(
        Frames.group(type, frames),
        row.getString(1),
        type,
        frames,
        Objects.requireNonNullElse(row.getString(7), ""),
        row.getLong(4),
        TimeUnit.NANOSECONDS.toMillis(row.getLong(5)),
        TimeUnit.NANOSECONDS.toMillis(row.getLong(6)),
        row.getLong(8),
        row.getLong(9));
  }

  /** Brings together what differs in lines only. */
  private static final class Groups {
    private final Map<List<String>, ErrorGroup> byName = new LinkedHashMap<>();
    private @Nullable ErrorGroup others;

    void add(ErrorGroup found) {
      List<String> name = List.of(found.service(), found.group());
      boolean named = !found.type().equals(OTHER);
      if (named && (byName.containsKey(name) || byName.size() < MAX_GROUPS)) {
        byName.merge(name, found, Groups::merged);
      } else {
        others = others == null ? nameless(found) : merged(others, nameless(found));
      }
    }

    private static ErrorGroup nameless(ErrorGroup found) {
      return new ErrorGroup(
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
    }

    private static ErrorGroup merged(ErrorGroup a, ErrorGroup b) {
      ErrorGroup newer = b.lastMillis() > a.lastMillis() ? b : a;
      return new ErrorGroup(
          a.group(),
          a.service(),
          a.type(),
          a.frames(),
          newer.message(),
          a.count() + b.count(),
          Math.min(a.firstMillis(), b.firstMillis()),
          newer.lastMillis(),
          newer.traceHigh(),
          newer.traceLow());
    }

    List<ErrorGroup> mostFirst(int limit) {
      return Stream.concat(byName.values().stream(), Stream.ofNullable(others))
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
