/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.store.duckdb;

import io.gomon.collector.store.Applied;
import io.gomon.collector.store.ApplyGroup;
import io.gomon.collector.store.CollectedEvent;
import io.gomon.collector.store.LoggedBatch;
import io.gomon.collector.store.StoreException;
import io.gomon.collector.store.StoreInitException;
import io.gomon.collector.store.StoreOpenException;
import io.gomon.collector.store.StoreStatus;
import io.gomon.collector.store.TelemetryStore;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/*
 * How a batch gets to disk exactly once
 *
 * A DuckDB transaction can write to one attached database only, so a batch that spans several days takes several
 * transactions, oldest day first. Only the last of them also writes the batch's position into its file.
 *
 *   I1  a file holds position P  =>  all events of all log records up to P are in their files, or were refused;
 *   I2  appliedPosition() = the highest position that any file holds (0: none);
 *   I3  no file holds two finished events of one key, and none both the finished and the announced form.
 *
 * Killed between two transactions of a batch: by I1 and I2 the position is still that of the batch before, the log
 * is replayed from there, and by I3 (see DayWriter) what the first transactions stored is not stored again, however
 * the replay cuts its batches. An event's file follows from its start alone, never from the time of its arrival, so
 * a replay looks for it in the right file.
 *
 * Retention may delete the file that holds the highest position: before that the position is written into a file
 * that stays (the newest, or today's). A file that an operator takes away makes the position go back at most, and
 * I3 covers that too.
 */
/**
 * Keeps events in DuckDB, one file a day by the event's start (UTC). A batch is on disk, forced,
 * when {@link #apply(ApplyGroup)} returns. Thread-safe.
 */
public final class DuckDbEventStore implements TelemetryStore {
  private static final long MAX_AHEAD_NANOS = TimeUnit.DAYS.toNanos(1);

  private final StoreSettings settings;
  private final DataFolder folder;
  private final DuckDbEngine engine;
  private final DayFiles days;
  private final DayWriter writer;

  /** Held by whoever writes: the applier, retention, close. */
  private final ReentrantLock writing = new ReentrantLock();

  private final AtomicLong storedEvents = new AtomicLong();
  private final AtomicLong duplicateEvents = new AtomicLong();
  private final AtomicLong expiredEvents = new AtomicLong();
  private final AtomicLong futureEvents = new AtomicLong();

  /**
   * Guarded by {@link #writing}: events that are in their files, and of which no {@link Applied}
   * told yet. A batch that fails at its second day leaves those of the first one here.
   */
  private final List<CollectedEvent> unreported = new ArrayList<>();

  /** Written under {@link #writing}, read by any thread. */
  private volatile long appliedPosition;

  /** Written under {@link #writing}, read by any thread. */
  private volatile boolean closed;

  /** Guarded by {@link #writing}: days before it are never made again. */
  private long oldestDay = Long.MIN_VALUE;

  private DuckDbEventStore(StoreSettings settings, DataFolder folder, DuckDbEngine engine)
      throws SQLException {
    this.settings = settings;
    this.folder = folder;
    this.engine = engine;
    this.days = new DayFiles(folder, engine);
    this.writer = DayWriter.create(engine);
  }

  /**
   * Opens the store in its folder, or makes a new one.
   *
   * @throws StoreOpenException if what is there cannot be used
   * @throws StoreInitException if a new store cannot be made
   */
  public static DuckDbEventStore open(StoreSettings settings) throws StoreException {
    DataFolder folder = DataFolder.open(settings.folder());
    DuckDbEngine engine = null;
    try {
      engine = DuckDbEngine.start(settings, folder.path);
      DuckDbEventStore store = new DuckDbEventStore(settings, folder, engine);
      store.appliedPosition = store.days.attachAll();
      return store;
    } catch (SQLException e) {
      release(engine, folder);
      throw new StoreInitException("Cannot start the database engine: " + e.getMessage(), e);
    } catch (StoreException e) {
      release(engine, folder);
      throw e;
    }
  }

  @Override
  public long appliedPosition() {
    return appliedPosition;
  }

  @Override
  public Applied apply(ApplyGroup group) throws StoreException {
    writing.lock();
    try {
      checkOpen();
      if (group.position() <= appliedPosition) {
        return Applied.NOTHING;
      }
      Applied applied = write(group);
      appliedPosition = group.position();
      return applied;
    } catch (SQLException e) {
      throw new StoreException(
          "Cannot store events in "
              + folder.path
              + ": "
              + e.getMessage()
              + ". Check free space and rights; if it stays so, restart the collector.",
          e);
    } finally {
      writing.unlock();
    }
  }

  private Applied write(ApplyGroup group) throws SQLException, StoreException {
    Instant now = settings.clock().instant();
    SortedMap<Long, List<CollectedEvent>> byDay = new TreeMap<>();
    long expired = 0;
    long future = 0;
    long firstDay = Math.max(oldestDay, oldestKeptDay(now));
    long maxStartNanos = nanos(now) + MAX_AHEAD_NANOS;
    for (LoggedBatch batch : group.batches()) {
      for (CollectedEvent event : batch.events()) {
        long epochDay = DayFile.epochDayOf(event.startNanos());
        if (epochDay < firstDay) {
          expired++;
        } else if (event.startNanos() > maxStartNanos) {
          future++;
        } else {
          byDay.computeIfAbsent(epochDay, day -> new ArrayList<>()).add(event);
        }
      }
    }
    int duplicates = writeDays(group.position(), byDay);
    long stored = group.events() - expired - future - duplicates;
    expiredEvents.addAndGet(expired);
    futureEvents.addAndGet(future);
    duplicateEvents.addAndGet(duplicates);
    storedEvents.addAndGet(stored);
    return new Applied(stored, duplicates, expired, future, takeUnreported());
  }

  private List<CollectedEvent> takeUnreported() {
    List<CollectedEvent> taken = List.copyOf(unreported);
    unreported.clear();
    return taken;
  }

  private int writeDays(long position, SortedMap<Long, List<CollectedEvent>> byDay)
      throws SQLException, StoreException {
    if (byDay.isEmpty()) {
      writer.write(newestOrToday(settings.clock().instant()), List.of(), position);
      return 0;
    }
    int duplicates = 0;
    for (Map.Entry<Long, List<CollectedEvent>> entry : byDay.entrySet()) {
      boolean last = entry.getKey().equals(byDay.lastKey());
      DayFile day = days.find(entry.getKey());
      DayFile target = day != null ? day : days.create(entry.getKey());
      days.keepInMemory(target);
      DayWriter.Written part =
          writer.write(target, entry.getValue(), last ? position : DayWriter.NOT_LAST);
      unreported.addAll(part.events());
      duplicates += part.duplicates();
    }
    return duplicates;
  }

  private DayFile newestOrToday(Instant now) throws StoreException {
    DayFile newest = days.newest();
    return newest != null ? newest : days.create(DayFile.epochDayOf(nanos(now)));
  }

  /**
   * Runs work on a day's file in a transaction of its own: on disk and forced when this returns.
   * Waits for the applier, and the applier for it.
   *
   * @param epochDay days since 1970-01-01
   * @return false if there is no such day, or not any more: then nothing was run
   * @throws StoreException if the work failed: it is undone, and can be repeated
   */
  public boolean inDayTransaction(long epochDay, DayTransaction work) throws StoreException {
    writing.lock();
    try {
      checkOpen();
      DayFile day = days.find(epochDay);
      if (day == null) {
        return false;
      }
      writer.run(day, work);
      return true;
    } catch (SQLException e) {
      throw new StoreException("Cannot write to a day in " + folder.path + ": " + e, e);
    } finally {
      writing.unlock();
    }
  }

  /** The days that have a file, as days since 1970-01-01, oldest first. Any thread. */
  public List<Long> epochDays() {
    return days.all().stream().map(day -> day.epochDay).toList();
  }

  @Override
  public int enforceRetention(Instant now, long maxBytes) throws StoreException {
    try {
      List<DayFile> expired = removeExpired(now, maxBytes);
      for (DayFile day : expired) {
        days.delete(day);
      }
      if (!expired.isEmpty()) {
        folder.force();
      }
      return expired.size();
    } catch (SQLException | IOException e) {
      throw new StoreException(
          "Cannot delete the days past retention in " + folder.path + ": " + e.getMessage(), e);
    }
  }

  private List<DayFile> removeExpired(Instant now, long maxBytes)
      throws SQLException, StoreException {
    writing.lock();
    try {
      checkOpen();
      oldestDay = Math.max(oldestDay, firstDayThatFits(now, maxBytes));
      DayFile oldest = days.oldest();
      if (oldest == null || oldest.epochDay >= oldestDay) {
        return List.of();
      }
      DayFile newest = newestOrToday(now);
      DayFile keeper =
          newest.epochDay >= oldestDay ? newest : days.create(DayFile.epochDayOf(nanos(now)));
      writer.write(keeper, List.of(), appliedPosition);
      return days.remove(oldestDay);
    } finally {
      writing.unlock();
    }
  }

  /** The first day that stays, by age and by size. */
  private long firstDayThatFits(Instant now, long maxBytes) {
    long first = oldestKeptDay(now);
    long today = DayFile.epochDayOf(nanos(now));
    List<DayFile> kept = new ArrayList<>(days.all());
    kept.removeIf(day -> day.epochDay < oldestKeptDay(now));
    long bytes = kept.stream().mapToLong(DayFile::bytes).sum();
    for (DayFile day : kept) {
      if (bytes <= maxBytes || day.epochDay >= today) {
        break;
      }
      bytes -= day.bytes();
      first = day.epochDay + 1;
    }
    return first;
  }

  /** The first day of which some event may be younger than the retention. */
  private long oldestKeptDay(Instant now) {
    return DayFile.epochDayOf(nanos(now)) - settings.retentionDays();
  }

  /** Of how many days the keys of events are in memory. A seam for tests. */
  int daysInMemory() {
    return (int) days.all().stream().filter(DayFile::isInMemory).count();
  }

  @Override
  public StoreStatus status() {
    long bytes = 0;
    List<DayFile> all = days.all();
    for (DayFile day : all) {
      bytes += day.bytes();
    }
    return new StoreStatus(
        bytes,
        all.size(),
        storedEvents.get(),
        duplicateEvents.get(),
        expiredEvents.get(),
        futureEvents.get());
  }

  /**
   * Asks the days of a time range, over a connection of its own: never waits for the applier.
   *
   * @param fromNanos start of the range, nanoseconds since 1970-01-01T00:00Z
   * @param toNanos its end, exclusive
   * @param limit how long all statements together may take, rounded up to whole seconds
   * @throws java.sql.SQLTimeoutException if the limit has passed
   */
  public <T> T read(long fromNanos, long toNanos, Duration limit, DayReading<T> reading)
      throws SQLException {
    long deadlineNanos = System.nanoTime() + limit.toNanos();
    List<DayFile> leased =
        days.lease(DayFile.epochDayOf(fromNanos), DayFile.epochDayOf(toNanos - 1));
    try (DuckDBConnection connection = engine.connect()) {
      return reading.read(new DaySession(connection, leased, deadlineNanos));
    } finally {
      days.giveBack(leased);
    }
  }

  @Override
  public void close() throws StoreException {
    writing.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      try (folder;
          engine;
          writer) {
        days.detachAll();
      }
    } catch (SQLException e) {
      throw new StoreException(
          "The store did not close cleanly: "
              + e.getMessage()
              + ". Nothing is lost: what was applied is on disk.",
          e);
    } finally {
      writing.unlock();
    }
  }

  private void checkOpen() throws StoreException {
    if (closed) {
      throw new StoreException("The store is closed.", null);
    }
  }

  private static long nanos(Instant instant) {
    return TimeUnit.SECONDS.toNanos(instant.getEpochSecond()) + instant.getNano();
  }

  private static void release(@Nullable DuckDbEngine engine, DataFolder folder) {
    try (folder) {
      if (engine != null) {
        engine.close();
      }
    } catch (SQLException e) {
      // The failure that brought us here is on its way to the operator; this one adds nothing.
    }
  }
}
