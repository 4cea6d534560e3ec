/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.store.duckdb;

import io.gomon.collector.store.Applied;
import io.gomon.collector.store.ApplyGroup;
import io.gomon.collector.store.CollectedEvent;
import io.gomon.collector.store.StoreException;
import io.gomon.collector.store.StoreInitException;
import io.gomon.collector.store.StoreNotReadyException;
import io.gomon.collector.store.StoreOpenException;
import io.gomon.collector.store.StoreStatus;
import io.gomon.collector.store.TelemetryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/*
 * How a batch gets to disk exactly once
 *
 * A DuckDB transaction can write to one attached database only, so a batch that spans several days takes several
 * transactions, oldest day first; so does one that fills a group of rows (DayWriter). Only the last of them also writes
 * the batch's position into its file.
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
  private final Attachments attachments;

  /** Guarded by {@link #writing}. */
  private final KeptDays kept;

  /** Held by whoever writes: the applier, roll-ups, retention, copies, close. */
  private final ReentrantLock writing;

  private final AtomicLong storedEvents = new AtomicLong();
  private final AtomicLong duplicateEvents = new AtomicLong();
  private final AtomicLong expiredEvents = new AtomicLong();
  private final AtomicLong futureEvents = new AtomicLong();

  /**
   * Guarded by {@link #writing}: events that are in their files, and of which no {@link Applied}
   * told yet. A batch that fails behind a part leaves those of the part here.
   */
  private final List<CollectedEvent> unreported = new ArrayList<>();

  /** Written under {@link #writing}, read by any thread. */
  private volatile long appliedPosition;

  /** Written under {@link #writing}, read by any thread. */
  private volatile boolean closed;

  private DuckDbEventStore(StoreSettings settings, DataFolder folder) throws StoreException {
    this.settings = settings;
    this.folder = folder;
    this.writing = new ReentrantLock();
    this.kept = new KeptDays(settings.retentionDays(), new OldestDay(folder));
    kept.read(today(settings.clock().instant()));
    this.attachments = Attachments.open(settings, folder, writing);
    this.appliedPosition = attachments.current().appliedPosition();
  }

  /**
   * Opens the store in its folder, or makes a new one.
   *
   * @throws StoreOpenException if what is there cannot be used
   * @throws StoreInitException if a new store cannot be made
   */
  public static DuckDbEventStore open(StoreSettings settings) throws StoreException {
    DataFolder folder = DataFolder.open(settings.folder());
    try {
      return new DuckDbEventStore(settings, folder);
    } catch (StoreException e) {
      folder.close();
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
      makeReady();
      if (group.position() <= appliedPosition) {
        return Applied.NOTHING;
      }
      Applied applied = write(group);
      appliedPosition = group.position();
      return applied;
    } catch (StoreException | RuntimeException | Error e) {
      attachments.failed();
      throw e;
    } catch (SQLException e) {
      attachments.failed();
      throw new StoreException(
          "Cannot store events in "
              + folder.path
              + ": "
              + e.getMessage()
              + ". The files are opened anew; if it stays so, check free space and rights.",
          e);
    } finally {
      writing.unlock();
    }
  }

  private Applied write(ApplyGroup group) throws SQLException, StoreException {
    Instant now = settings.clock().instant();
    GroupByDay split = GroupByDay.of(group, kept.first(today(now)), nanos(now) + MAX_AHEAD_NANOS);
    int duplicates = writeDays(group.position(), split.byDay());
    long expired = split.expired();
    long future = split.future();
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

  private Attachment attached() {
    return attachments.current();
  }

  private int writeDays(long position, SortedMap<Long, List<CollectedEvent>> byDay)
      throws SQLException, StoreException {
    if (byDay.isEmpty()) {
      attached().writer.writePosition(newestOrToday(settings.clock().instant()), position);
      return 0;
    }
    DayFiles days = attached().days;
    DayWriter writer = attached().writer;
    int duplicates = 0;
    for (Map.Entry<Long, List<CollectedEvent>> entry : byDay.entrySet()) {
      boolean last = entry.getKey().equals(byDay.lastKey());
      DayFile day = days.find(entry.getKey());
      DayFile target = day != null ? day : create(entry.getKey());
      days.keepInMemory(target);
      long itsPosition = last ? position : DayWriter.NOT_LAST;
      duplicates += writer.write(target, entry.getValue(), itsPosition, unreported::addAll);
      writer.describeTraces(target, TraceTail.BLOCK_ROWS);
    }
    return duplicates;
  }

  private DayFile newestOrToday(Instant now) throws SQLException, StoreException {
    DayFile newest = attached().days.newest();
    return newest != null ? newest : create(today(now));
  }

  private DayFile create(long epochDay) throws SQLException, StoreException {
    return attached().create(epochDay);
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
      makeReady();
      DayFile day = attached().days.find(epochDay);
      if (day == null) {
        return false;
      }
      attached().writer.run(day, work);
      return true;
    } catch (SQLException e) {
      attachments.failed();
      throw new StoreException("Cannot write to a day in " + folder.path + ": " + e, e);
    } finally {
      writing.unlock();
    }
  }

  /**
   * Hands the files of a day to whoever copies them. The newest day is not written meanwhile: the
   * applier waits. An older one may be; if it was, it is copied again, and then the applier waits.
   * A reader of files alone: the engine's own lock on them ends with it, this process's stays.
   *
   * @param epochDay days since 1970-01-01
   * @return false if there is no such day, or not any more
   */
  public boolean copyDay(long epochDay, DayCopying copying) throws StoreException, IOException {
    if (attachments.haveFailed()) {
      throw new StoreNotReadyException("The store is being opened anew: copy it again.", null);
    }
    try {
      return attachments.use(attachment -> attachment.copies.copy(epochDay, copying));
    } catch (SQLException e) {
      attachments.failed();
      throw new StoreException("Cannot copy a day in " + folder.path + ": " + e.getMessage(), e);
    }
  }

  /** The small files that belong to the days, as far as they are there; replaced as a whole. */
  public List<Path> smallFiles() {
    Path file = folder.path.resolve(OldestDay.NAME);
    return Files.exists(file) ? List.of(file) : List.of();
  }

  /** The days that have a file, as days since 1970-01-01, oldest first. Any thread. */
  public List<Long> epochDays() {
    return attached().days.all().stream().map(day -> day.epochDay).toList();
  }

  @Override
  public int enforceRetention(Instant now, long maxBytes) throws StoreException {
    try {
      Expired expired = removeExpired(now, maxBytes);
      return expired.days.isEmpty() ? 0 : attachments.use(expired::delete);
    } catch (SQLException | IOException e) {
      attachments.failed(); // hidden days are found again
      throw new StoreException(
          "Cannot delete the days past retention in " + folder.path + ": " + e.getMessage(), e);
    }
  }

  /** Days that are hidden already, and what they were attached to. */
  private record Expired(Attachment attachment, List<DayFile> days) {
    /** How many were deleted: none, when the store was opened anew, and has them again. */
    int delete(Attachment current) throws SQLException, IOException {
      return current == attachment ? current.days.delete(days) : 0;
    }
  }

  private Expired removeExpired(Instant now, long maxBytes)
      throws SQLException, IOException, StoreException {
    writing.lock();
    try {
      makeReady();
      Attachment attached = attached();
      long first = kept.firstThatFits(attached.days.all(), today(now), maxBytes);
      DayFile oldest = attached.days.oldest();
      if (oldest == null || oldest.epochDay >= first) {
        return new Expired(attached, List.of());
      }
      DayFile newest = newestOrToday(now);
      DayFile keeper = newest.epochDay >= first ? newest : create(today(now));
      attached.writer.writePosition(keeper, appliedPosition);
      kept.remember(today(now));
      return new Expired(attached, attached.days.remove(first));
    } catch (SQLException | IOException | StoreException | RuntimeException | Error e) {
      attachments.failed();
      throw e;
    } finally {
      writing.unlock();
    }
  }

  /** Of how many days the keys of events are in memory. A seam for tests. */
  int daysInMemory() {
    return (int) attached().days.all().stream().filter(DayFile::isInMemory).count();
  }

  /** A seam for tests. */
  TraceMemory traceMemory() {
    return attached().days.traceMemory;
  }

  @Override
  public StoreStatus status() {
    long bytes = 0;
    List<DayFile> all = attached().days.all();
    for (DayFile day : all) {
      bytes += day.bytes();
    }
    return new StoreStatus(
        bytes,
        all.size(),
        storedEvents.get(),
        duplicateEvents.get(),
        expiredEvents.get(),
        futureEvents.get(),
        attachments.replaced());
  }

  /**
   * Asks the days of a time range, over a connection of its own: never waits for the applier.
   *
   * @param fromNanos start of the range, nanoseconds since 1970-01-01T00:00Z
   * @param toNanos its end, exclusive
   * @param limit how long all statements together may take, rounded up to whole seconds
   * @throws java.sql.SQLTimeoutException if the limit has passed
   * @throws java.sql.SQLTransientException also if the store is being opened anew: to be asked
   *     again
   */
  public <T> T read(long fromNanos, long toNanos, Duration limit, DayReading<T> reading)
      throws SQLException {
    return attachments.read(
        DayFile.epochDayOf(fromNanos), DayFile.epochDayOf(toNanos - 1), limit, reading);
  }

  /**
   * Reads everything of a time range, for as long as it takes. Any thread.
   *
   * @param fromNanos start of the range, nanoseconds since 1970-01-01T00:00Z
   * @param toNanos its end, exclusive
   */
  public EventScan scan(long fromNanos, long toNanos) {
    return new EventScan(this, fromNanos, toNanos);
  }

  @Override
  public void close() throws StoreException {
    writing.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
    } finally {
      writing.unlock();
    }
    // Without the lock: whoever copies a day needs it before he gives the day back.
    try (folder) {
      if (attachments.haveFailed()) {
        attached().abandon();
      } else {
        attached().close();
      }
    } catch (SQLException e) {
      throw new StoreException(
          "The store did not close cleanly: "
              + e.getMessage()
              + ". Nothing is lost: what was applied is on disk.",
          e);
    }
  }

  /** Before anything is written. Holder of the lock only. */
  private void makeReady() throws StoreException {
    if (closed) {
      throw new StoreException("The store is closed.", null);
    }
    if (attachments.replaceIfFailed()) {
      appliedPosition = attached().appliedPosition();
    }
  }

  private static long today(Instant now) {
    return DayFile.epochDayOf(nanos(now));
  }

  private static long nanos(Instant instant) {
    return TimeUnit.SECONDS.toNanos(instant.getEpochSecond()) + instant.getNano();
  }
}
