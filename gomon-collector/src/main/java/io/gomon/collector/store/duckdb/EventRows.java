/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.store.duckdb;

import io.gomon.collector.store.CollectedEvent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Events out of rows of {@link EventColumns#ALL}: where a row leaves the high half of its parent's
 * id to the parent, it is taken from there once all rows are read. One question's own.
 */
public final class EventRows {
  private final List<CollectedEvent> events = new ArrayList<>();

  /** Which of them lack the high half of their parent. */
  private final List<Integer> incomplete = new ArrayList<>();

  private final Map<Key, Long> highs = new HashMap<>();

  private record Key(long traceHigh, long traceLow, long idLow) {}

  /** The event of a row, perhaps with 0 for the high half of its parent until {@link #events}. */
  public CollectedEvent add(ResultSet row) throws SQLException {
    CollectedEvent event =
        new CollectedEvent(
            row.getLong(1),
            row.getLong(2),
            row.getLong(3),
            row.getLong(4),
            row.getLong(5),
            row.getLong(6),
            row.getLong(7),
            row.getLong(8),
            row.getString(9),
            row.getString(10),
            row.getString(11),
            row.getLong(12),
            row.getLong(13),
            row.getBoolean(14),
            row.getString(15));
    row.getLong(3);
    add(event, row.wasNull());
    return event;
  }

  /** The same of a row with packed ids. */
  public CollectedEvent addPacked(ResultSet row) throws SQLException {
    long traceHigh = row.getLong(1);
    long traceLow = row.getLong(2);
    String app = row.getString(3);
    long appHigh = Long.parseLong(app, 0, app.indexOf(','), 10);
    long appLow = appLow(app);
    PackedIds ids =
        new PackedIds(
            row.getInt(4),
            row.getLong(5),
            row.getLong(6),
            row.getInt(7),
            row.getLong(8),
            row.getLong(9),
            row.getInt(10));
    long startNanos = row.getLong(14);
    CollectedEvent event =
        new CollectedEvent(
            ids.idHigh(startNanos),
            ids.idLow(traceLow),
            ids.parentHigh(appHigh),
            ids.parentLow(traceLow, appLow),
            traceHigh,
            traceLow,
            appHigh,
            appLow,
            row.getString(11),
            row.getString(12),
            row.getString(13),
            startNanos,
            row.getLong(15),
            row.getBoolean(16),
            row.getString(17));
    add(event, ids.lacksParentHigh());
    return event;
  }

  /** The low half of an application's id. */
  static long appLow(String app) {
    return Long.parseLong(app, app.indexOf(',') + 1, app.length(), 10);
  }

  private void add(CollectedEvent event, boolean lacksParentHigh) {
    if (lacksParentHigh) {
      incomplete.add(events.size());
    }
    events.add(event);
    know(event.traceHigh(), event.traceLow(), event.idLow(), event.idHigh());
  }

  public int size() {
    return events.size();
  }

  /** An event that is not one of them, but perhaps a parent. */
  void know(long traceHigh, long traceLow, long idLow, long idHigh) {
    highs.putIfAbsent(new Key(traceHigh, traceLow, idLow), idHigh);
  }

  /** Whether there is a parent that is not known. */
  boolean lacksParents() {
    return incomplete.stream().anyMatch(i -> !highs.containsKey(parentOf(events.get(i))));
  }

  /** All of them, as they were stored. Of a parent that is not known only the low half. */
  public List<CollectedEvent> events() {
    List<CollectedEvent> complete = new ArrayList<>(events);
    for (int i : incomplete) {
      CollectedEvent event = events.get(i);
      complete.set(i, withParentHigh(event, highs.getOrDefault(parentOf(event), 0L)));
    }
    return complete;
  }

  private static Key parentOf(CollectedEvent event) {
    return new Key(event.traceHigh(), event.traceLow(), event.parentLow());
  }

  private static CollectedEvent withParentHigh(CollectedEvent event, long parentHigh) {
    return new CollectedEvent(
        event.idHigh(),
        event.idLow(),
        parentHigh,
        event.parentLow(),
        event.traceHigh(),
        event.traceLow(),
        event.appIdHigh(),
        event.appIdLow(),
        event.service(),
        event.fingerprint(),
        event.operation(),
        event.startNanos(),
        event.lapsedNanos(),
        event.failed(),
        event.attributes());
  }
}
