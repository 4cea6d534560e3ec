/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.query.duckdb;

import io.gomon.collector.query.TraceCursor;
import io.gomon.collector.query.TraceSummary;
import io.gomon.collector.store.CollectedEvent;
import io.gomon.collector.store.duckdb.DaySession;
import io.gomon.collector.store.duckdb.PlacedEvent;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a list says of each trace on its page. The events are added up here, which takes a quarter
 * of the time that the engine needs to plan the same; those of very large traces by the engine,
 * which may take more memory. One question's own.
 */
final class TraceSummaries {
  /** So many events of a page are added up here. */
  private static final int MAX_EVENTS = 1 << 15;

  /** Of all their names: a statement may be one. */
  private static final long MAX_NAME_CHARS = Runtime.getRuntime().maxMemory() / 64;

  private static final String LARGE_SQL =
      // Which events of the picked traces are there, and which of them have no parent there?
      "WITH ev AS MATERIALIZED (SELECT e.trace_high, e.trace_low, id_low, parent_low, service,"
          + " operation, start_nanos, lapsed_nanos, failed"
          + " FROM :all e JOIN (VALUES :ids) p(trace_high, trace_low)"
          + " ON e.trace_low = p.trace_low AND e.trace_high = p.trace_high"
          + " WHERE :range),"
          + " placed AS (SELECT *, EXISTS (SELECT 1 FROM ev parent"
          + " WHERE parent.trace_low = ev.trace_low AND parent.trace_high = ev.trace_high"
          + " AND parent.id_low = ev.parent_low AND parent.id_low <> ev.id_low) AS has_parent"
          + " FROM ev),"
          + " summed AS (SELECT trace_high, trace_low,"
          + " arg_min({s: service, o: operation, t: start_nanos, l: lapsed_nanos},"
          + " {c: has_parent, t: start_nanos}) AS root,"
          + " count(*) AS events, count(*) FILTER (WHERE failed) AS errors,"
          + " list_sort(list(DISTINCT service)) AS services"
          + " FROM placed GROUP BY trace_high, trace_low)"
          + " SELECT trace_high, trace_low, root.s, root.o, root.t, root.l, events, errors,"
          + " services FROM summed";

  private record Id(long high, long low) {}

  private final DaySession session;
  private final List<TraceCursor> picked;
  private final String range;
  private final int maxEvents;

  private TraceSummaries(
      DaySession session, List<TraceCursor> picked, String range, int maxEvents) {
    this.session = session;
    this.picked = picked;
    this.range = range;
    this.maxEvents = maxEvents;
  }

  /**
   * The summaries of traces that were found, in the order of their places.
   *
   * @param fromNanos where events of theirs are looked for, and where they are not any more
   */
  static List<TraceSummary> of(
      DaySession session, List<TraceCursor> picked, long fromNanos, long toNanos)
      throws SQLException {
    return of(session, picked, fromNanos, toNanos, MAX_EVENTS);
  }

  static List<TraceSummary> of(
      DaySession session, List<TraceCursor> picked, long fromNanos, long toNanos, int maxEvents)
      throws SQLException {
    String range = "start_nanos >= " + fromNanos + " AND start_nanos < " + toNanos;
    TraceSummaries question = new TraceSummaries(session, picked, range, maxEvents);
    Map<Id, TraceSummary> found = question.read();
    List<TraceSummary> summaries = new ArrayList<>();
    for (TraceCursor place : picked) {
      TraceSummary summary = found.get(new Id(place.traceHigh(), place.traceLow()));
      if (summary != null) { // else retention has just deleted it
        summaries.add(summary);
      }
    }
    return summaries;
  }

  private Map<Id, TraceSummary> read() throws SQLException {
    Map<Id, Sums> sums = new LinkedHashMap<>();
    picked.forEach(place -> sums.put(new Id(place.traceHigh(), place.traceLow()), new Sums()));
    String lows =
        picked.stream()
            .map(place -> "(" + place.traceLow() + ")::BIGINT")
            .collect(Collectors.joining(", "));
    int events = 0;
    long nameChars = 0;
    try (ResultSet row =
        query(
            ("SELECT " + PlacedEvent.COLUMNS + " FROM :packed WHERE trace_low IN (" + lows)
                + (") AND " + range + " LIMIT " + (maxEvents + 1)))) {
      while (row.next()) {
        PlacedEvent event = PlacedEvent.read(row);
        nameChars += event.service().length() + event.operation().length();
        if (++events > maxEvents || nameChars > MAX_NAME_CHARS) {
          return readLarge();
        }
        Sums trace = sums.get(new Id(event.traceHigh(), event.traceLow()));
        if (trace != null) {
          trace.add(event);
        }
      }
    }
    Map<Id, TraceSummary> found = new HashMap<>();
    sums.forEach(
        (id, trace) -> {
          PlacedEvent root = trace.root();
          if (root != null) {
            found.put(id, trace.summary(root));
          }
        });
    return found;
  }

  private ResultSet query(String sql) throws SQLException {
    return session.queryTraces(
        sql,
        picked.stream()
            .mapToLong(place -> DaySession.mixedTrace(place.traceHigh(), place.traceLow()))
            .toArray());
  }

  private Map<Id, TraceSummary> readLarge() throws SQLException {
    String ids =
        picked.stream()
            .map(place -> ApplicationSql.pair(place.traceHigh(), place.traceLow()))
            .collect(Collectors.joining(", "));
    Map<Id, TraceSummary> found = new HashMap<>();
    try (ResultSet row = query(LARGE_SQL.replace(":ids", ids).replace(":range", range))) {
      while (row.next()) {
        found.put(new Id(row.getLong(1), row.getLong(2)), readSummary(row));
      }
    }
    return found;
  }

  private static TraceSummary readSummary(ResultSet row) throws SQLException {
    return new TraceSummary(
        row.getLong(1),
        row.getLong(2),
        row.getString(3),
        row.getString(4),
        TimeUnit.NANOSECONDS.toMillis(row.getLong(5)),
        elapsedNanos(row.getLong(6)),
        row.getLong(7),
        row.getLong(8),
        readTexts(row.getArray(9)));
  }

  private static List<String> readTexts(Array array) throws SQLException {
    List<String> texts = new ArrayList<>();
    for (Object text : (Object[]) array.getArray()) {
      texts.add(String.valueOf(text));
    }
    return texts;
  }

  private static @Nullable Long elapsedNanos(long lapsedNanos) {
    return lapsedNanos == CollectedEvent.OPEN ? null : lapsedNanos;
  }

  /** One trace, event by event in any order. */
  private static final class Sums {
    private final Set<Long> ids = new HashSet<>();

    /** The earliest child of each parent: one of them is the root. */
    private final Map<Long, PlacedEvent> earliest = new HashMap<>();

    /** The earliest that is its own parent. */
    private @Nullable PlacedEvent own;

    private final Set<String> services = new TreeSet<>();
    private long events;
    private long errors;

    void add(PlacedEvent event) {
      events++;
      errors += event.failed() ? 1 : 0;
      services.add(event.service());
      ids.add(event.idLow());
      if (event.parentLow() == event.idLow()) {
        own = own == null ? event : earlier(own, event);
      } else {
        earliest.merge(event.parentLow(), event, Sums::earlier);
      }
    }

    private static PlacedEvent earlier(PlacedEvent one, PlacedEvent other) {
      return one.startNanos() <= other.startNanos() ? one : other;
    }

    /** The earliest whose parent is not there, else the earliest; null if there is no event. */
    @Nullable PlacedEvent root() {
      PlacedEvent root = own;
      PlacedEvent any = own;
      for (Map.Entry<Long, PlacedEvent> child : earliest.entrySet()) {
        PlacedEvent event = child.getValue();
        any = any == null ? event : earlier(any, event);
        if (!ids.contains(child.getKey())) {
          root = root == null ? event : earlier(root, event);
        }
      }
      return root == null ? any : root;
    }

    TraceSummary summary(PlacedEvent root) {
      return new TraceSummary(
          root.traceHigh(),
          root.traceLow(),
          root.service(),
          root.operation(),
          TimeUnit.NANOSECONDS.toMillis(root.startNanos()),
          elapsedNanos(root.lapsedNanos()),
          events,
          errors,
          List.copyOf(services));
    }
  }
}
