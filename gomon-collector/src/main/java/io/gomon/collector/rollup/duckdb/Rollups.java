/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.rollup.duckdb;

import io.gomon.collector.log.QuietLog;
import io.gomon.collector.rollup.Level;
import io.gomon.collector.rollup.NameCaps;
import io.gomon.collector.store.CollectedEvent;
import io.gomon.collector.store.StoreException;
import io.gomon.collector.store.duckdb.DaySession;
import io.gomon.collector.store.duckdb.DuckDbEventStore;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Rolls up what was stored: as soon as enough events of a day are in no cell, they are made into
 * cells, by a thread of its own. What is in memory here only says when to look: after a crash the
 * day files tell what is to be done, and meanwhile every answer is as right as before.
 */
public final class Rollups implements AutoCloseable {
  /**
   * So many events of a day are rolled up at once. Until then a question reads them one by one:
   * some milliseconds.
   */
  public static final int PIECE_EVENTS = 1 << 17;

  /** A piece that hardly shrinks may grow so many times larger. */
  private static final int MAX_GROWTH = 8;

  /** Behind so many failures the numbers of a piece are left as events: they take most memory. */
  private static final int MAX_READS_OF_NUMBERS = 2;

  /** Behind so many a piece is left as it is: there is no memory for it. */
  private static final int MAX_READS = 3;

  private static final long PERIOD_MILLIS = 500;

  /**
   * So many times as long as a piece took, nothing is rolled up: while much comes in, storing it
   * needs the processor and the files more than charts do, which count events meanwhile.
   */
  private static final int REST = 3;

  /** So long a request waits for its caller's event; at least the next piece looks for it. */
  private static final Duration WAIT_FOR_CALLER = Duration.ofMinutes(10);

  private static final long STOP_SECONDS = 10;
  private static final Duration READ_LIMIT = Duration.ofSeconds(60);

  private final DuckDbEventStore store;
  private final InstantSource clock;
  private final QuietLog log;
  private final int pieceEvents;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "gomon-rollup");
            thread.setDaemon(true);
            return thread;
          });

  /** By day. The applier adds days, the rolling thread takes those away that retention deleted. */
  private final Map<Long, WaitingDay> waiting = new ConcurrentHashMap<>();

  /** The names of {@link #namedDay}. Rolling thread only. */
  private @Nullable DayNames names;

  /** Rolling thread only. */
  private long namedDay;

  /** The days whose turn is next. Rolling thread only. */
  private Iterator<WaitingDay> turn = Collections.emptyIterator();

  /** On the clock of {@link System#nanoTime}. Rolling thread only. */
  private long restUntilNanos = System.nanoTime();

  private final AtomicLong otherEvents = new AtomicLong();
  private final AtomicLong otherSamples = new AtomicLong();

  private Rollups(DuckDbEventStore store, InstantSource clock, QuietLog log, int pieceEvents) {
    this.store = store;
    this.clock = clock;
    this.log = log;
    this.pieceEvents = pieceEvents;
    store.epochDays().forEach(day -> waitingDay(day).add(pieceEvents, Instant.EPOCH));
  }

  /** Makes rollups that look at all days first; they do nothing yet. */
  public static Rollups create(DuckDbEventStore store, QuietLog log) {
    return create(store, InstantSource.system(), log, PIECE_EVENTS);
  }

  static Rollups create(
      DuckDbEventStore store, InstantSource clock, QuietLog log, int pieceEvents) {
    return new Rollups(store, clock, log, pieceEvents);
  }

  public void start() {
    ScheduledFuture<?> unused =
        timer.scheduleWithFixedDelay(
            this::rollUpAndRest, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Hears of events that are on disk. The applier's thread; some nanoseconds an event. */
  public void stored(List<CollectedEvent> events) {
    long day = Long.MIN_VALUE;
    long count = 0;
    for (CollectedEvent event : events) {
      long itsDay = Math.floorDiv(event.startNanos(), Level.DAY.nanos());
      if (itsDay != day && count > 0) {
        waitingDay(day).add(count, clock.instant());
        count = 0;
      }
      day = itsDay;
      count++;
    }
    if (count > 0) {
      waitingDay(day).add(count, clock.instant());
    }
  }

  private WaitingDay waitingDay(long epochDay) {
    return waiting.computeIfAbsent(epochDay, day -> new WaitingDay(day, pieceEvents));
  }

  /**
   * Events since the start that were rolled up under {@link NameCaps#OTHER}, since their day had no
   * room for another name. Any thread.
   */
  public long otherEvents() {
    return otherEvents.get();
  }

  /**
   * Samples since the start that are in no series, since their day had no room for another one:
   * they are counted from their events whenever somebody asks. Any thread.
   */
  public long otherSamples() {
    return otherSamples.get();
  }

  /** One piece at most; the days take turns. The rolling thread. */
  void rollUpAndRest() {
    long beginNanos = System.nanoTime();
    if (beginNanos - restUntilNanos < 0) {
      return;
    }
    if (!turn.hasNext()) {
      turn = waiting.values().iterator();
    }
    while (turn.hasNext()) {
      if (rollUpAPieceOf(turn.next())) {
        break;
      }
    }
    long endNanos = System.nanoTime();
    restUntilNanos = endNanos + REST * (endNanos - beginNanos);
  }

  /** Rolls up all days of which there is enough. The rolling thread. */
  void rollUp() {
    boolean more = true;
    while (more) {
      more = rollUpAPieceOfEach();
    }
  }

  /** Whether there was one. */
  private boolean rollUpAPieceOfEach() {
    boolean found = false;
    for (WaitingDay day : waiting.values()) {
      found |= rollUpAPieceOf(day);
    }
    return found;
  }

  /** Whether it was tried. */
  private boolean rollUpAPieceOf(WaitingDay day) {
    try {
      if (!day.isDue(clock.instant())) {
        return false;
      }
      rollUp(day);
    } catch (SQLException | StoreException | RuntimeException | Error e) {
      // No memory, a full disk, or the store is being closed: questions count events, as before.
      names = null;
      day.failed(clock.instant(), isForWantOfMemory(e));
      log.warn("rollup", "Cannot roll up events (trying again in a minute): " + e.getMessage(), e);
    }
    return true;
  }

  /** Or of time, which a smaller piece needs less of, too. Not that the store is opened anew. */
  private static boolean isForWantOfMemory(Throwable e) {
    boolean elsewhere = e instanceof SQLTransientException && !(e instanceof SQLTimeoutException);
    return (e instanceof SQLException && !elsewhere) || e instanceof OutOfMemoryError;
  }

  /** One piece, if there is one. Afterwards it is known how many events wait for the next. */
  private void rollUp(WaitingDay day) throws StoreException, SQLException {
    boolean complete = day.isComplete(clock.instant());
    long fromNanos = day.epochDay() * Level.DAY.nanos();
    Optional<Piece> found =
        store.read(
            fromNanos - EdgeCellSql.LOOK_BACK_NANOS, // the day before may have callers
            fromNanos + 1,
            READ_LIMIT,
            session -> read(day, session, complete));
    if (found.isEmpty()) {
      return;
    }
    Piece piece = found.get();
    DayNames known = Objects.requireNonNull(names);
    if (!store.inDayTransaction(
        day.epochDay(),
        (connection, catalog) -> piece.write(connection, catalog, known, complete))) {
      waiting.remove(day.epochDay()); // retention has deleted it
      return;
    }
    otherEvents.addAndGet(piece.otherEvents());
    otherSamples.addAndGet(piece.otherSamples());
    tellOfLeftOut(day, piece);
    day.wantAPiece();
  }

  private void tellOfLeftOut(WaitingDay day, Piece piece) {
    String events = piece.rows() + " events of day " + LocalDate.ofEpochDay(day.epochDay());
    if (day.failedReads() >= MAX_READS) {
      log.warn(
          "rollup-unread",
          events
              + " were not rolled up, for want of memory: charts count them one by one, and who"
              + " made the requests among them stays unknown. A larger heap (-Xmx) helps.",
          null);
    } else if (day.failedReads() >= MAX_READS_OF_NUMBERS) {
      log.warn(
          "rollup-numbers",
          events
              + " were rolled up without what they measured, for want of memory: charts of numbers"
              + " count them one by one. A larger heap (-Xmx) helps.",
          null);
    }
  }

  private Optional<Piece> read(WaitingDay day, DaySession session, boolean complete)
      throws SQLException {
    Map<DaySession.Day, Coverage> coverages = Coverage.read(session);
    Coverage coverage = Undecided.coverageOf(coverages, day.epochDay());
    if (coverage == null) {
      waiting.remove(day.epochDay());
      return Optional.empty();
    }
    long rows = coverage.rows() - coverage.coveredRows();
    boolean noneWaits = !Undecided.waiting(session, List.of(coverage)).get(0);
    day.set(rows, coverage.isClosed() && noneWaits);
    if (!day.isDue(clock.instant())) {
      return Optional.empty();
    }
    int failed = day.failedReads();
    long largest = failed == 0 ? (long) pieceEvents * MAX_GROWTH : pieceEvents;
    Piece piece =
        failed < MAX_READS
            ? Piece.read(session, coverage, largest)
            : Piece.unread(coverage, largest);
    if (!piece.isWorthwhile() && piece.rows() < largest && !complete) {
      day.wantAtLeast(Math.min(2 * rows, largest));
      return Optional.empty();
    }
    if (failed < MAX_READS_OF_NUMBERS) {
      piece.readSamples(session);
    }
    if (names == null || namedDay != day.epochDay()) {
      names = DayNames.read(session, coverage);
      namedDay = day.epochDay();
    }
    if (failed < MAX_READS) {
      Coverage before = Undecided.coverageOf(coverages, day.epochDay() - 1);
      piece.readEdges(session, before, names.caps(), patience(complete));
    }
    return Optional.of(piece);
  }

  private PieceEdges.Patience patience(boolean complete) {
    Instant now = clock.instant();
    long giveUp = complete ? Long.MAX_VALUE : now.minus(WAIT_FOR_CALLER).getEpochSecond();
    return new PieceEdges.Patience(now.getEpochSecond(), giveUp);
  }

  /** Stops after the piece that is being rolled up. */
  @Override
  public void close() {
    timer.shutdown();
    try {
      if (!timer.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
        log.warn("rollup-slow", "Rolling up did not end in time; the next start goes on.", null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
