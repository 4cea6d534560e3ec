/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.applier;

import io.gomon.collector.log.QuietLog;
import io.gomon.collector.store.ApplyGroup;
import io.gomon.collector.store.LoggedBatch;
import io.gomon.collector.store.Project;
import io.gomon.collector.store.StoreException;
import io.gomon.collector.store.StoreNotReadyException;
import io.gomon.collector.store.TelemetryStore;
import io.gomon.collector.wal.Wal;
import io.gomon.collector.wal.WalCursor;
import io.gomon.collector.wal.WalRecord;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that stores what was acknowledged.
 *
 * <p>Its place is {@code storedPosition}: everything up to there is in the store. It moves only
 * after {@link TelemetryStore#apply(ApplyGroup)} has returned. Whatever goes wrong before that, the
 * events in memory are dropped and read from the log again, from that place on. A replay at start
 * is the same thing: the place is what the store says, and the log is read from there.
 */
public final class Applier implements AutoCloseable {
  private static final Backlog.Enough GROUP = new Backlog.Enough(20_000, 16 << 20);
  private static final long GATHER_MILLIS = 250;

  /**
   * What an applier starts with, and how much it may hold.
   *
   * @param pendingBatches how many batches in the log are not in the store
   * @param maxBacklogBytes how much memory decoded events may take that wait for the store
   * @param backoff how long a store that failed is left alone
   */
  public record Load(long pendingBatches, long maxBacklogBytes, Backoff backoff) {
    public Load(long pendingBatches, long maxBacklogBytes) {
      this(pendingBatches, maxBacklogBytes, new Backoff(100, 10_000));
    }
  }

  /**
   * Waiting times that double from the first to the longest.
   *
   * @param firstMillis in milliseconds
   * @param maxMillis in milliseconds
   */
  public record Backoff(long firstMillis, long maxMillis) {}

  private final Wal wal;
  private final TelemetryStore store;
  private final RecordDecoder decoder;
  private final QuietLog log;
  private final Backlog backlog;
  private final Backoff backoff;
  private final Thread thread = new Thread(this::run, "gomon-applier");
  private final long replayEnd;
  private final Refusals refusals = new Refusals();

  private final AtomicLong pendingBatches;
  private volatile long storedPosition;
  private volatile @Nullable String trouble;
  private volatile long deadlineNanos;

  /** Makes an applier that goes on where the store is. */
  public Applier(Wal wal, TelemetryStore store, RecordDecoder decoder, Load load, QuietLog log) {
    this.wal = wal;
    this.store = store;
    this.decoder = decoder;
    this.log = log;
    this.backlog = new Backlog(load.maxBacklogBytes());
    this.backoff = load.backoff();
    this.pendingBatches = new AtomicLong(load.pendingBatches());
    this.storedPosition = store.appliedPosition();
    this.replayEnd = wal.forcedPosition();
  }

  public void start() {
    thread.start();
  }

  /** Takes a batch that is on disk. In the order of the log; returns at once. */
  public void acknowledged(LoggedBatch batch) {
    backlog.offer(batch);
    pendingBatches.incrementAndGet();
  }

  /** A batch is on disk, and could not be handed over. Needs no memory. */
  public void missed() {
    pendingBatches.incrementAndGet();
    backlog.fallBehind();
  }

  /** Batches that are in the log and not yet in the store. */
  public long pendingBatches() {
    return Math.max(0, pendingBatches.get()); // a batch may be stored before it is counted
  }

  /** Everything up to here is in the store. */
  public long storedPosition() {
    return storedPosition;
  }

  /** Whether what was in the log at start is stored. */
  public boolean hasReplayed() {
    return storedPosition >= replayEnd;
  }

  /** Whether the log is read at the moment, for batches that are not in memory. */
  boolean readsLog() {
    return backlog.isBehind();
  }

  /** Why nothing is stored at the moment; null when all is well. */
  public @Nullable String trouble() {
    return trouble;
  }

  /** Stops at once, or when the log is stored; what is not stays there for the next start. */
  @Override
  public void close() {
    close(Duration.ZERO);
  }

  /** Stores what is left, for a limited time, and stops. Nothing may be appended any more. */
  public void close(Duration deadline) {
    deadlineNanos = System.nanoTime() + deadline.toNanos();
    backlog.close();
    try {
      thread.join(deadline.plusSeconds(5).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (thread.isAlive()) {
      log.warn("applier-slow", "The store did not finish in time; the log keeps the rest.", null);
    }
  }

  private void run() {
    boolean done = false;
    while (!done) {
      try {
        storeUntilDone();
        done = true;
      } catch (OutOfMemoryError e) {
        // No memory even to say so: it is tried again, and said when there is some.
        trouble = "there is no memory to store anything; a larger heap (-Xmx) would help";
      }
    }
  }

  private void storeUntilDone() {
    long backoffMillis = backoff.firstMillis();
    while (!isDone()) {
      try {
        step();
        trouble = null;
        backoffMillis = backoff.firstMillis();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt(); // nobody interrupts us but a JVM that goes down
        return;
      } catch (StoreException | IOException | RuntimeException | Error e) {
        // disk trouble, a fault of the store, no memory: nothing is lost, the log has it; and
        // without this thread the log would fill and nothing be taken for good
        fail(e, backoffMillis);
        if (!backOff(backoffMillis)) {
          return;
        }
        backoffMillis =
            refusals.isSearching()
                ? backoff.firstMillis()
                : Math.min(backoff.maxMillis(), backoffMillis * 2);
      }
    }
  }

  private boolean isDone() {
    if (!backlog.isClosed()) {
      return false;
    }
    return storedPosition >= wal.forcedPosition() || System.nanoTime() - deadlineNanos >= 0;
  }

  private void fail(Throwable cause, long backoffMillis) {
    backlog.fallBehind(); // first: it needs no memory
    trouble = "the store takes nothing at the moment: " + cause.getMessage();
    log.warn(
        "store",
        "Cannot store events (trying again in "
            + backoffMillis
            + " ms; the log keeps them; if the disk is full, make room or lower --retention): "
            + cause.getMessage(),
        cause);
  }

  /** False when it is time to stop: what could not be stored stays in the log. */
  private boolean backOff(long millis) {
    try {
      return !backlog.awaitClosed(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // nobody interrupts us but a JVM that goes down
      return false;
    }
  }

  private void step() throws StoreException, IOException, InterruptedException {
    if (backlog.isBehind()) {
      catchUp();
      return;
    }
    ApplyGroup group = backlog.take(storedPosition, GROUP, GATHER_MILLIS);
    if (group.position() > storedPosition) {
      store(group);
    }
  }

  /** Reads the log from the stored position to its end. */
  private void catchUp() throws StoreException, IOException {
    // Whoever was stopped after the storing and before the deleting has left a log that may be
    // full.
    wal.deleteApplied(store.appliedPosition());
    try (WalCursor cursor = wal.read(storedPosition)) {
      LogGroup read = new LogGroup();
      while (!isDone()) {
        WalRecord record = cursor.next();
        if (record != null) {
          LoggedBatch kept = backlog.takeAt(record.position());
          read.add(record, kept == null ? decoder.decode(record) : kept);
        }
        if (read.isEnough(refusals.maxRecords()) || (record == null && isOwed(read, cursor))) {
          storeOrSetAside(read, cursor.position());
          read = new LogGroup();
        }
        if (record == null && backlog.catchUp(cursor.position(), wal::forcedPosition)) {
          break;
        }
      }
      tellDamage(cursor);
    }
  }

  /** Whether the store must hear of what was read; without records, only of a damaged end. */
  private boolean isOwed(LogGroup read, WalCursor cursor) {
    boolean damagedEnd = read.batches.isEmpty() && storedPosition < wal.forcedPosition();
    return cursor.position() > storedPosition && (!read.batches.isEmpty() || damagedEnd);
  }

  /** Events of some records of the log, until they are enough for the store. */
  private static final class LogGroup {
    private final List<LoggedBatch> batches = new ArrayList<>();
    private int events;
    private long bytes;
    private @Nullable WalRecord last;

    void add(WalRecord record, LoggedBatch decoded) {
      last = record;
      batches.add(decoded);
      events += decoded.events().size();
      bytes += decoded.memoryBytes();
    }

    boolean isEnough(int maxRecords) {
      return events >= GROUP.events() || bytes >= GROUP.bytes() || batches.size() >= maxRecords;
    }

    ApplyGroup upTo(long position) {
      return new ApplyGroup(position, batches);
    }
  }

  private void storeOrSetAside(LogGroup read, long position) throws StoreException, IOException {
    WalRecord record = read.last;
    boolean alone = record != null && read.batches.size() == 1;
    if (record == null || !alone || !refusals.isStubborn(storedPosition)) {
      store(read.upTo(position));
      return;
    }
    decoder.keep(record); // first, so that no time passes between the two questions
    boolean passed = false;
    try {
      passed = storeOrPass(read.upTo(position), record);
    } finally {
      if (!passed) {
        decoder.giveBack(record);
      }
    }
  }

  /** Whether the store refused a record once more, and takes its position without it. */
  private boolean storeOrPass(ApplyGroup group, WalRecord record)
      throws StoreException, IOException {
    try {
      store(group);
      return false;
    } catch (StoreNotReadyException e) {
      throw e; // what the next try finds says nothing about this one
    } catch (StoreException | RuntimeException | Error e) {
      LoggedBatch nothing = new LoggedBatch(record.position(), Project.DEFAULT, List.of());
      store(new ApplyGroup(group.position(), List.of(nothing))); // an ill store fails here, too
      refusals.setAside();
      decoder.kept(record, e);
      return true;
    }
  }

  private void store(ApplyGroup group) throws StoreException, IOException {
    try {
      store.apply(group);
    } catch (StoreNotReadyException e) {
      throw e; // no refusal of what it was given
    } catch (StoreException | RuntimeException | Error e) {
      refusals.refused(storedPosition, group.batches().size());
      throw e;
    }
    if (group.events() > 0) {
      refusals.stored();
    }
    storedPosition = group.position();
    backlog.keep();
    try {
      wal.deleteApplied(store.appliedPosition());
    } finally {
      // Last, so that whoever sees nothing pending finds the room that it took.
      pendingBatches.addAndGet(-group.batches().size());
    }
  }

  private void tellDamage(WalCursor cursor) {
    if (cursor.damagedBytes() > 0) {
      log.warn(
          "log-damaged",
          cursor.damagedBytes() + " damaged bytes in the write-ahead log were passed over.",
          null);
    }
  }
}
