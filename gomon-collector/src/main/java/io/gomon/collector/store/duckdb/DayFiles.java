/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.store.duckdb;

import io.gomon.collector.store.StoreException;
import io.gomon.collector.store.StoreInitException;
import io.gomon.collector.store.StoreOpenException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * The attached days. A reader leases the days it needs, and a day is detached when its last lease
 * is given back. Thread-safe; {@link #create} and {@link #remove} by the holder of the writer's
 * lock only.
 */
final class DayFiles {
  /** Longer than any question may take: then the file is detached all the same. */
  private static final long MAX_LEASE_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final DataFolder folder;
  private final DuckDbEngine engine;
  final TraceMemory traceMemory;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition leaseReturned = lock.newCondition();

  /** Guarded by {@link #lock}. */
  private final TreeMap<Long, DayFile> byDay = new TreeMap<>();

  DayFiles(DataFolder folder, DuckDbEngine engine, TraceMemory traceMemory) {
    this.folder = folder;
    this.engine = engine;
    this.traceMemory = traceMemory;
  }

  /**
   * Attaches all files of the folder.
   *
   * @return the highest position that one of them holds
   */
  long attachAll() throws StoreException {
    try (DuckDBConnection connection = engine.connect()) {
      long position = 0;
      for (long epochDay : folder.epochDays()) {
        DayFile day = new DayFile(epochDay, folder.path);
        attach(day);
        position =
            Math.max(position, DaySchema.checkAndReadPosition(connection, day.catalog, day.file));
        day.describe(connection, traceMemory);
        byDay.put(epochDay, day);
        day.forgetEvents();
      }
      for (DayFile day : newestTwo()) {
        day.reload(connection);
      }
      return position;
    } catch (SQLException | IOException e) {
      throw new StoreOpenException("Cannot read the day files in " + folder.path + ".", e);
    }
  }

  private void attach(DayFile day) throws StoreOpenException {
    try {
      engine.attach(day.file, day.catalog);
    } catch (SQLException e) {
      throw new StoreOpenException(
          "Cannot open "
              + day.file
              + ": "
              + e.getMessage()
              + ". Restore it from a backup, or move it away with its .wal file: the collector"
              + " then starts without that day.",
          e);
    }
  }

  @Nullable DayFile find(long epochDay) {
    lock.lock();
    try {
      return byDay.get(epochDay);
    } finally {
      lock.unlock();
    }
  }

  @Nullable DayFile newest() {
    lock.lock();
    try {
      return byDay.isEmpty() ? null : byDay.lastEntry().getValue();
    } finally {
      lock.unlock();
    }
  }

  @Nullable DayFile oldest() {
    lock.lock();
    try {
      return byDay.isEmpty() ? null : byDay.firstEntry().getValue();
    } finally {
      lock.unlock();
    }
  }

  /**
   * A day is about to be written. Keys of events stay in memory for the newest two days and this
   * one; those of all others are given back.
   */
  void keepInMemory(DayFile written) {
    List<DayFile> kept = newestTwo();
    for (DayFile day : all()) {
      if (day != written && day.isInMemory() && !kept.contains(day)) {
        day.forgetEvents();
      }
    }
  }

  private List<DayFile> newestTwo() {
    lock.lock();
    try {
      return byDay.descendingMap().values().stream().limit(2).toList();
    } finally {
      lock.unlock();
    }
  }

  /** All days, oldest first. */
  List<DayFile> all() {
    lock.lock();
    try {
      return List.copyOf(byDay.values());
    } finally {
      lock.unlock();
    }
  }

  /**
   * Makes the file of a new day. It is made under another name and renamed when complete, so that
   * no crash leaves a day file that cannot be opened.
   */
  DayFile create(long epochDay) throws StoreException {
    DayFile day = new DayFile(epochDay, folder.path);
    Path unfinished = day.file.resolveSibling(day.file.getFileName() + ".new");
    try {
      Files.deleteIfExists(unfinished);
      engine.create(unfinished, day.catalog);
      try (DuckDBConnection connection = engine.connect()) {
        DaySchema.createTables(connection, day.catalog);
      } finally {
        engine.detach(day.catalog);
      }
      Files.move(unfinished, day.file, StandardCopyOption.ATOMIC_MOVE);
      folder.force();
    } catch (SQLException | IOException e) {
      throw new StoreInitException(
          "Cannot make " + day.file + ": " + e.getMessage() + ". Check rights and free space.", e);
    }
    attach(day);
    lock.lock();
    try {
      byDay.put(epochDay, day);
    } finally {
      lock.unlock();
    }
    return day;
  }

  /** Takes the days from {@code fromDay} to {@code toDay}, both inclusive, for reading. */
  List<DayFile> lease(long fromDay, long toDay) {
    lock.lock();
    try {
      List<DayFile> leased = new ArrayList<>();
      if (fromDay <= toDay) {
        leased.addAll(byDay.subMap(fromDay, true, toDay, true).values());
      }
      leased.forEach(day -> day.leases++);
      return leased;
    } finally {
      lock.unlock();
    }
  }

  void giveBack(List<DayFile> leased) {
    lock.lock();
    try {
      leased.forEach(day -> day.leases--);
      leaseReturned.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Hides all days before {@code epochDay}: no new reader finds them. */
  List<DayFile> remove(long epochDay) {
    lock.lock();
    try {
      List<DayFile> removed = new ArrayList<>(byDay.headMap(epochDay).values());
      byDay.headMap(epochDay).clear();
      return removed;
    } finally {
      lock.unlock();
    }
  }

  /** Detaches removed days when their readers are done, and deletes their files: so many. */
  int delete(List<DayFile> removed) throws SQLException, IOException {
    for (DayFile day : removed) {
      awaitReaders(day);
      engine.detach(day.catalog);
      day.traces.giveBack(traceMemory);
      Files.deleteIfExists(day.file);
      Files.deleteIfExists(day.walFile());
    }
    folder.force();
    return removed.size();
  }

  /** Closes all files, behind their readers; nothing is made or removed any more. */
  void detachAll() throws SQLException {
    for (DayFile day : remove(Long.MAX_VALUE)) {
      awaitReaders(day);
      engine.detach(day.catalog);
    }
  }

  private void awaitReaders(DayFile day) {
    long remainingNanos = MAX_LEASE_NANOS;
    lock.lock();
    try {
      while (day.leases > 0 && remainingNanos > 0) {
        remainingNanos = leaseReturned.awaitNanos(remainingNanos);
      }
    } catch (InterruptedException e) {
      // Whoever stops us wants no waiting: DuckDB itself closes the file behind its last reader.
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }
}
