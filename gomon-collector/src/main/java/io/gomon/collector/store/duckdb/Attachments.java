/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.store.duckdb;

import io.gomon.collector.store.StoreException;
import io.gomon.collector.store.StoreInitException;
import io.gomon.collector.store.StoreNotReadyException;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.regex.Pattern;
import org.duckdb.DuckDBConnection;

/**
 * The attachment that is used now. One that has failed is left, and another begun from what is on
 * disk: a write that found no memory or no room can leave the engine with rows in memory that are
 * on no disk, or refusing everything (RATIONALE.md). Thread-safe.
 */
final class Attachments {
  /** So long the next one waits for questions that were cancelled. */
  private static final long PATIENCE_SECONDS = 5;

  private static final String BEING_OPENED = "the store is being opened anew";

  /** Of the engine, or of one of its files. */
  private static final Pattern INVALID =
      Pattern.compile("^(FATAL Error: |IO Error: Database ).*has been invalidated");

  private final StoreSettings settings;
  private final DataFolder folder;

  /** Held by whoever writes, and by whoever replaces the attachment. */
  private final ReentrantLock writing;

  /** Shared by whoever uses the attachment without {@link #writing}. */
  private final ReentrantReadWriteLock using = new ReentrantReadWriteLock();

  private final Set<DaySession> sessions = ConcurrentHashMap.newKeySet();
  private final AtomicLong replaced = new AtomicLong();
  private volatile Attachment current;
  private volatile boolean failed;
  private volatile boolean replacing;

  /** Whether the current one is closed, and there is no other yet. */
  private volatile boolean abandoned;

  /** Who is in {@link #use}, or waits for it: not to be cancelled. */
  private final AtomicInteger uses = new AtomicInteger();

  private Attachments(
      StoreSettings settings, DataFolder folder, ReentrantLock writing, Attachment first) {
    this.settings = settings;
    this.folder = folder;
    this.writing = writing;
    this.current = first;
  }

  static Attachments open(StoreSettings settings, DataFolder folder, ReentrantLock writing)
      throws StoreException {
    Attachment first = Attachment.open(settings, folder, writing);
    try {
      first.describeTraces();
    } catch (SQLException e) {
      first.abandon();
      throw new StoreInitException("Cannot write to the day files: " + e.getMessage(), e);
    }
    return new Attachments(settings, folder, writing, first);
  }

  /** Whoever neither holds the writer's lock nor is inside of {@link #use} only looks at it. */
  Attachment current() {
    return current;
  }

  /** How often an attachment has failed and was replaced. */
  long replaced() {
    return replaced.get();
  }

  /** Somebody could not write: what he used is not used again. */
  void failed() {
    failed = true;
  }

  boolean haveFailed() {
    return failed;
  }

  /**
   * Before anything is written, by the holder of the writer's lock.
   *
   * @return whether there is another attachment since now
   * @throws StoreNotReadyException if it cannot be begun yet; then the next call tries again
   */
  boolean replaceIfFailed() throws StoreNotReadyException {
    if (!failed) {
      return false;
    }
    if (uses.get() > 0) {
      throw new StoreNotReadyException("A copy or a deletion keeps the failed store open.", null);
    }
    replacing = true;
    try {
      cancelSessions();
      if (!using.writeLock().tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new StoreNotReadyException("Questions keep the failed store open.", null);
      }
      try {
        replace();
        return true;
      } finally {
        replacing = false; // before anybody reads again
        using.writeLock().unlock();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreNotReadyException("Interrupted while a failed store was to be left.", e);
    } finally {
      replacing = false;
    }
  }

  private void cancelSessions() {
    for (DaySession session : List.copyOf(sessions)) {
      if (sessions.remove(session)) {
        session.cancel();
      }
    }
  }

  private void replace() throws StoreNotReadyException {
    abandoned = true;
    current.abandon();
    try {
      current = Attachment.open(settings, folder, writing);
    } catch (StoreException e) {
      throw new StoreNotReadyException("It cannot be opened anew yet: " + e.getMessage(), e);
    }
    abandoned = false;
    failed = false;
    replaced.incrementAndGet();
  }

  /** What is done with an attachment that stays meanwhile. */
  interface Use<T> {
    T with(Attachment attachment) throws SQLException, IOException;
  }

  /** Waits until there is an attachment, and keeps it until the work is done. */
  <T> T use(Use<T> use) throws SQLException, IOException {
    uses.incrementAndGet();
    using.readLock().lock();
    try {
      return use.with(current);
    } finally {
      using.readLock().unlock();
      uses.decrementAndGet();
    }
  }

  /**
   * Reads some days.
   *
   * @throws SQLTransientException also if the attachment is replaced: to be asked again
   */
  <T> T read(long fromDay, long toDay, Duration limit, DayReading<T> reading) throws SQLException {
    long deadlineNanos = System.nanoTime() + limit.toNanos();
    awaitAttachment(limit);
    try {
      if (abandoned) {
        throw new SQLTransientException(BEING_OPENED);
      }
      DayFiles days = current.days;
      List<DayFile> leased = days.lease(fromDay, toDay);
      try (DuckDBConnection connection = current.engine.connect()) {
        return readCancellably(new DaySession(connection, leased, deadlineNanos), reading);
      } finally {
        days.giveBack(leased);
      }
    } finally {
      using.readLock().unlock();
    }
  }

  private void awaitAttachment(Duration limit) throws SQLException {
    try {
      if (using.readLock().tryLock(limit.toNanos(), TimeUnit.NANOSECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new SQLTransientException(BEING_OPENED);
  }

  private <T> T readCancellably(DaySession session, DayReading<T> reading) throws SQLException {
    sessions.add(session);
    try {
      if (replacing && sessions.remove(session)) {
        session.cancel();
      }
      return reading.read(session);
    } catch (SQLException e) {
      if (isInvalid(e)) {
        failed = true;
      }
      if (isInvalid(e) || !sessions.contains(session)) {
        throw new SQLTransientException(BEING_OPENED, e);
      }
      throw e;
    } finally {
      sessions.remove(session);
    }
  }

  /** Whether the engine says that it will not do anything any more with a file, or at all. */
  private static boolean isInvalid(SQLException e) {
    String message = e.getMessage();
    return message != null && INVALID.matcher(message).find();
  }
}
