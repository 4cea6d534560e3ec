/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.rollup.duckdb;

import io.gomon.collector.rollup.Buckets;
import io.gomon.collector.rollup.Level;
import io.gomon.collector.rollup.NameCaps;
import io.gomon.collector.store.duckdb.BulkRows;
import io.gomon.collector.store.duckdb.DaySession;
import io.gomon.collector.store.duckdb.RollupTables;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * The requests of a piece, and those of former ones that wait for their callers: decided now, or
 * left waiting. What that means is told in {@link EdgeCellSql}. The rolling thread's own.
 */
final class PieceEdges {
  /** So many requests of a day wait; those that have waited longest are given up for others. */
  static final int MAX_WAITING = 1 << 17;

  /** Rows of a piece; what comes beyond them is counted without its caller's name. */
  private static final int MAX_EDGES = 1 << 15;

  private final Coverage coverage;
  private final @Nullable Level grain;
  private final NameCaps caps;

  /** Each admitted name once, whatever the number of requests. */
  private final Map<String, String> names = new HashMap<>();

  private final Map<Edge.Key, Edge> edges = new HashMap<>();
  private final List<Known> known = new ArrayList<>();

  /** Who waits longest comes first. */
  private final PriorityQueue<Waiting> waiting =
      new PriorityQueue<>(Comparator.comparingLong((Waiting one) -> one.request.eventRow));

  private boolean someWaited;
  private long others;

  /** A request whose caller was found. */
  private record Known(long eventRow, String caller) {}

  /** A request whose caller was not found. */
  private record Waiting(
      Request request, long traceHigh, long traceLow, long parentLow, long sinceSecond) {}

  /** What is counted. */
  private record Request(
      long eventRow, long startNanos, String service, long lapsedNanos, boolean failed) {}

  /**
   * Who need not wait any longer.
   *
   * @param nowSecond since when those wait that begin to
   * @param giveUpSecond who waits since then, or longer, is given up
   */
  record Patience(long nowSecond, long giveUpSecond) {}

  /**
   * Makes one that has read nothing.
   *
   * @param grain of the piece; null if it is in no cell
   */
  PieceEdges(Coverage coverage, @Nullable Level grain, NameCaps caps) {
    this.coverage = coverage;
    this.grain = grain;
    this.caps = caps;
  }

  /**
   * Reads and decides.
   *
   * @param endRow where the piece ends
   * @param before the day before, if the session has it
   */
  void read(DaySession session, long endRow, @Nullable Coverage before, Patience patience)
      throws SQLException {
    Coverage looked = before != null && hasEarly(session, endRow) ? before : null;
    String sql =
        "SELECT event_row, start_nanos, trace_high, trace_low, parent_low, service, lapsed_nanos,"
            + " failed, since_second, caller FROM "
            + EdgeCellSql.resolved(coverage, "true", endRow, looked);
    try (ResultSet row = session.query(sql)) {
      while (row.next()) {
        read(row, patience);
      }
    }
  }

  /** Whether one of the requests may have its caller in the day before. */
  private boolean hasEarly(DaySession session, long endRow) throws SQLException {
    String of = coverage.day().catalog() + ".";
    long untilNanos = coverage.day().epochDay() * Level.DAY.nanos() + EdgeCellSql.LOOK_BACK_NANOS;
    String early = " WHERE start_nanos < " + untilNanos;
    String sql =
        ("SELECT (SELECT count(*) FROM " + of + "events" + early + " AND rowid >= ")
            + (coverage.coveredRows() + " AND rowid < " + endRow + ") + (SELECT count(*) FROM ")
            + (of + RollupTables.EDGE_WAITING + early + ")");
    try (ResultSet row = session.query(sql)) {
      return row.next() && row.getLong(1) > 0;
    }
  }

  private void read(ResultSet row, Patience patience) throws SQLException {
    Request request =
        new Request(
            row.getLong(1),
            row.getLong(2),
            admitted(row.getString(6)),
            row.getLong(7),
            row.getBoolean(8));
    long since = row.getLong(9);
    boolean waited = !row.wasNull();
    someWaited |= waited;
    String caller = row.getString(10);
    long parentLow = row.getLong(5);
    boolean hasParent = !row.wasNull();
    if (caller != null || !hasParent) {
      decide(request, caller == null ? null : admitted(caller));
      return;
    }
    long sinceSecond = waited ? since : patience.nowSecond;
    if (sinceSecond <= patience.giveUpSecond) {
      decide(request, null);
      return;
    }
    waiting.add(new Waiting(request, row.getLong(3), row.getLong(4), parentLow, sinceSecond));
    if (waiting.size() > MAX_WAITING) {
      decide(waiting.remove().request, null);
    }
  }

  private String admitted(String name) {
    return names.computeIfAbsent(caps.admitService(name), admitted -> admitted);
  }

  private void decide(Request request, @Nullable String caller) {
    if (caller != null) {
      known.add(new Known(request.eventRow, caller));
    }
    boolean isNew = request.eventRow >= coverage.coveredRows();
    Level itsGrain = isNew ? grain : coverage.grainOf(request.eventRow);
    if (itsGrain != null) {
      count(request, caller, itsGrain);
    }
  }

  private void count(Request request, @Nullable String caller, Level itsGrain) {
    long lapsed = request.lapsedNanos;
    boolean room = caller == null || caps.admitEdge(caller, request.service);
    Edge.Key key =
        new Edge.Key(
            itsGrain,
            itsGrain.slotOf(Math.floorDiv(request.startNanos, 1_000_000_000L)),
            room ? caller : NameCaps.OTHER,
            request.service,
            (short) Buckets.indexOf(lapsed));
    if (caller != null && room && edges.size() >= MAX_EDGES && !edges.containsKey(key)) {
      room = false;
      key = new Edge.Key(itsGrain, key.slot(), NameCaps.OTHER, key.service(), key.bucket());
    }
    others += room ? 0 : 1;
    Edge edge = new Edge(key, 1, request.failed ? 1 : 0, lapsed, lapsed);
    edges.merge(key, edge, Edge::plus);
  }

  /** How many requests are counted under another caller's name, since there was no room. */
  long others() {
    return others;
  }

  /** Writes what was decided, and what waits now, in a transaction of the caller. */
  void write(DuckDBConnection connection, String catalog) throws SQLException {
    if (!known.isEmpty()) {
      known.sort(Comparator.comparingLong(Known::eventRow)); // neighbours compress better
      writeKnown(connection, catalog);
    }
    if (someWaited || !waiting.isEmpty()) {
      writeWaiting(connection, catalog);
    }
    List<Edge> sorted = new ArrayList<>(edges.values());
    sorted.sort(
        Comparator.comparing((Edge edge) -> Objects.requireNonNullElse(edge.key().caller(), ""))
            .thenComparing(edge -> edge.key().service())
            .thenComparingLong(edge -> edge.key().slot())
            .thenComparingInt(edge -> edge.key().bucket()));
    for (Level level : Level.ALL) {
      List<Edge> ofLevel = sorted.stream().filter(edge -> isIn(level, edge.key())).toList();
      if (!ofLevel.isEmpty()) {
        append(connection, catalog, level, ofLevel);
      }
    }
  }

  private void writeKnown(DuckDBConnection connection, String catalog) throws SQLException {
    BulkRows.append(
        connection,
        catalog,
        RollupTables.EDGE_CALLERS,
        row -> {
          for (Known one : known) {
            row.beginRow();
            row.append(one.eventRow).append(one.caller);
            row.endRow();
          }
        });
  }

  private void writeWaiting(DuckDBConnection connection, String catalog) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("DELETE FROM " + catalog + "." + RollupTables.EDGE_WAITING);
    }
    BulkRows.append(
        connection,
        catalog,
        RollupTables.EDGE_WAITING,
        row -> {
          for (Waiting one = waiting.poll(); one != null; one = waiting.poll()) {
            Request request = one.request;
            row.beginRow();
            row.append(request.eventRow).append(request.startNanos);
            row.append(one.traceHigh).append(one.traceLow).append(one.parentLow);
            row.append(request.service).append(request.lapsedNanos).append(request.failed);
            row.append(one.sinceSecond);
            row.endRow();
          }
        });
  }

  /** The level of its grain, and coarser ones that have closed its slot. */
  private boolean isIn(Level level, Edge.Key key) {
    return level == key.grain()
        || (level.seconds() > key.grain().seconds() && key.slot() < coverage.closedSecond(level));
  }

  private static void append(
      DuckDBConnection connection, String catalog, Level level, List<Edge> edges)
      throws SQLException {
    BulkRows.append(
        connection,
        catalog,
        EdgeCellSql.table(level),
        row -> {
          for (Edge edge : edges) {
            edge.append(row, level.slotOf(edge.key().slot()));
          }
        });
  }
}
