/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.store.duckdb;

import io.gomon.collector.store.CollectedEvent;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.duckdb.DuckDBConnection;

/**
 * Stores the events of a batch that belong to one day, in a transaction on that day's file, or in
 * several where they fill a group of rows. Holder of the store's writing lock only.
 */
final class DayWriter implements AutoCloseable {
  /** A position argument: this transaction is not the last one of its batch. */
  static final long NOT_LAST = -1;

  private final DuckDBConnection connection;
  private final PickedKeys picked;
  private final TraceMemory traceMemory;

  private DayWriter(DuckDBConnection connection, PickedKeys picked, TraceMemory traceMemory) {
    this.connection = connection;
    this.picked = picked;
    this.traceMemory = traceMemory;
  }

  static DayWriter create(DuckDbEngine engine, TraceMemory traceMemory) throws SQLException {
    DuckDBConnection connection = engine.connect();
    try {
      return new DayWriter(connection, PickedKeys.create(connection), traceMemory);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /**
   * Stores what is new.
   *
   * @param position what the file shall hold as applied position, or {@link #NOT_LAST}
   * @param stored takes what the file holds since now, also when a later part fails
   * @return how many of the events were there before, or came twice
   */
  int write(
      DayFile day,
      List<CollectedEvent> events,
      long position,
      Consumer<? super Collection<CollectedEvent>> stored)
      throws SQLException {
    Map<EventKey, CollectedEvent> latest = new LinkedHashMap<>();
    int duplicates = keepLatest(events, latest) + removeStored(day, latest);
    List<CollectedEvent> finished = new ArrayList<>(latest.size());
    List<CollectedEvent> announced = new ArrayList<>();
    for (CollectedEvent event : latest.values()) {
      (event.isOpen() ? announced : finished).add(event);
    }
    // Neighbours compress better, and are found by fewer blocks: RATIONALE.md.
    finished.sort(byTrace(finished));
    int from = 0;
    while (finished.size() - from >= day.group.room()) {
      List<CollectedEvent> filling = finished.subList(from, from + day.group.room());
      writePart(day, filling, List.of(), NOT_LAST);
      stored.accept(filling);
      from += filling.size();
      checkpointIfPossible(day);
    }
    List<CollectedEvent> rest = finished.subList(from, finished.size());
    writePart(day, rest, announced, position);
    stored.accept(rest);
    stored.accept(announced);
    return duplicates;
  }

  private void writePart(
      DayFile day, List<CollectedEvent> finished, List<CollectedEvent> announced, long position)
      throws SQLException {
    List<EventKey> finishedKeys = finished.stream().map(EventKey::of).toList();
    List<EventKey> announcedKeys = announced.stream().map(EventKey::of).toList();
    List<EventKey> replaced =
        Stream.concat(finishedKeys.stream(), announcedKeys.stream())
            .filter(day.open::perhaps)
            .toList();
    if (!replaced.isEmpty()) {
      picked.pick(replaced);
    }
    // Before they are committed: TraceBlocks. If that fails, a look-up looks at more than it must.
    day.traces = day.traces.withTail(day.traces.tail().plus(finished));
    day.openEvents.addAndGet(announced.size());
    AtomicInteger deleted = new AtomicInteger();
    inTransaction(
        day,
        () -> {
          if (!replaced.isEmpty()) {
            deleted.set(picked.deleteOpen(day.catalog));
          }
          EventAppender.appendFinished(connection, day.catalog, finished);
          EventAppender.appendOpen(connection, day.catalog, announced);
          if (position != NOT_LAST) {
            DaySchema.writePosition(connection, day.catalog, position);
          }
        });
    day.group.add(finished.size(), day.walFile().toFile().length());
    day.openEvents.addAndGet(-deleted.get());
    announcedKeys.forEach(day.open::add);
    for (int i = 0; i < finished.size(); i++) {
      day.open.remove(finishedKeys.get(i));
      day.seen.add(finishedKeys.get(i), finished.get(i).startNanos());
    }
  }

  /** Writes what the file shall hold as applied position. */
  void writePosition(DayFile day, long position) throws SQLException {
    inTransaction(day, () -> DaySchema.writePosition(connection, day.catalog, position));
  }

  /** Describes the traces of the newest rows, unless they are fewer than {@code minRows}. */
  void describeTraces(DayFile day, int minRows) throws SQLException {
    TraceIndex known = day.traces;
    if (known.tail().rows() >= minRows) {
      TraceBlock[] block = new TraceBlock[1];
      inTransaction(day, () -> block[0] = TraceBlocks.add(connection, day.catalog, known.tail()));
      day.traces = known.plus(block[0], traceMemory);
    }
  }

  /** Somebody else's work on the file. */
  void run(DayFile day, DayTransaction work) throws SQLException {
    inTransaction(day, () -> work.run(connection, day.catalog));
  }

  /** Oldest trace first, and inside each by process, whose ids are near each other, and start. */
  private static Comparator<CollectedEvent> byTrace(List<CollectedEvent> events) {
    Map<Long, Long> firstStarts = new HashMap<>();
    for (CollectedEvent event : events) {
      firstStarts.merge(event.traceLow(), event.startNanos(), Math::min);
    }
    return Comparator.<CollectedEvent>comparingLong(event -> firstStarts.get(event.traceLow()))
        .thenComparingLong(CollectedEvent::traceLow)
        .thenComparingLong(CollectedEvent::appIdLow)
        .thenComparingLong(CollectedEvent::startNanos);
  }

  /** One event of each key: a finished one before an announcement, else the later announcement. */
  private static int keepLatest(List<CollectedEvent> events, Map<EventKey, CollectedEvent> latest) {
    int duplicates = 0;
    for (CollectedEvent event : events) {
      EventKey key = EventKey.of(event);
      CollectedEvent other = latest.putIfAbsent(key, event);
      if (other != null) {
        if (other.isOpen()) {
          latest.put(key, event);
        }
        duplicates += other.isOpen() == event.isOpen() ? 1 : 0;
      }
    }
    return duplicates;
  }

  /** Takes out the events whose finished form is in the file already. */
  private int removeStored(DayFile day, Map<EventKey, CollectedEvent> latest) throws SQLException {
    long minStartNanos = Long.MAX_VALUE;
    long maxStartNanos = Long.MIN_VALUE;
    Map<EventKey, CollectedEvent> suspects = new HashMap<>();
    for (Map.Entry<EventKey, CollectedEvent> entry : latest.entrySet()) {
      long startNanos = entry.getValue().startNanos();
      if (day.seen.perhaps(entry.getKey(), startNanos)) {
        suspects.put(entry.getKey(), entry.getValue());
        minStartNanos = Math.min(minStartNanos, startNanos);
        maxStartNanos = Math.max(maxStartNanos, startNanos);
      }
    }
    if (suspects.isEmpty()) {
      return 0;
    }
    Set<EventKey> stored =
        picked.findStored(day.catalog, suspects.keySet(), minStartNanos, maxStartNanos);
    latest.keySet().removeAll(stored);
    return stored.size();
  }

  /** Behind a full group of rows, and when a day is over. */
  void checkpointIfPossible(DayFile day) {
    try {
      checkpoint(day);
    } catch (SQLException e) {
      // It can be made later; a file that is not usable any more says so to whoever uses it next.
      return;
    }
  }

  /** Brings what the file's own log holds into the file itself. */
  void checkpoint(DayFile day) throws SQLException {
    day.writes++;
    execute("CHECKPOINT " + day.catalog);
    day.group.end();
  }

  private void inTransaction(DayFile day, Work work) throws SQLException {
    day.writes++;
    // An appender outside of an explicit transaction commits by itself, whatever autoCommit says.
    try {
      execute("BEGIN TRANSACTION");
      work.run();
      execute("COMMIT");
    } catch (SQLException | RuntimeException | Error e) {
      rollBack(e);
      throw e;
    }
  }

  private void rollBack(Throwable cause) {
    try {
      execute("ROLLBACK");
    } catch (SQLException e) {
      // A failed COMMIT has ended the transaction already.
      cause.addSuppressed(e);
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  /** Closes it whatever is wrong with it. */
  void abandon() {
    try {
      close();
    } catch (SQLException e) {
      // What it had not committed is lost anyway.
      return;
    }
  }

  private interface Work {
    void run() throws SQLException;
  }
}
