/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import io.gomon.GomonStats.ListenerStats;
import io.gomon.internal.Deadline;
import io.gomon.internal.PaddedCounter;
import io.gomon.internal.QueueWorker;
import io.gomon.spi.Redactor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Takes finished events from the application's threads, redacts them on a thread of its own, and
 * feeds the retransmitter. Now and then it looks at the wall clock, and reports what was lost.
 */
final class Dispatcher {
  private static final long TICK_NANOS = 1_000_000_000L;
  private static final long LOSS_REPORT_NANOS = 10_000_000_000L;

  private final Gomon gomon;
  private final boolean blocks;
  private final Redactor redactor;
  private final Redaction redaction;
  private final Retransmitter retransmitter;
  private final ChildFolder folder;
  private final QueueWorker<RecordingTracker> worker;

  private volatile boolean stopping;

  /** Whether the stop is over, and what is held back is lost. */
  private volatile boolean stopped;

  /** Who calls {@link #flush} raises the first; the dispatching thread has it followed. */
  private final AtomicLong flushesWanted = new AtomicLong();

  private final AtomicLong flushesDone = new AtomicLong();

  /**
   * Events of our own that did not go through the queue; and what became of all; written by the
   * dispatching thread, in this order.
   */
  private final AtomicLong ours = new AtomicLong();

  private final AtomicLong held = new AtomicLong();
  private final AtomicLong folded = new AtomicLong();
  private final PaddedCounter dispatched = new PaddedCounter();

  /** Of the dispatching thread alone, as those below. */
  private final PaddedCounter taken = new PaddedCounter();

  private long reports;
  private long reportedLosses;

  private long nextTickNanos = System.nanoTime() + TICK_NANOS;
  private long nextReportNanos = System.nanoTime();

  Dispatcher(Gomon gomon, GomonBuilder builder, Retransmitter retransmitter) {
    this.gomon = gomon;
    this.blocks = builder.overflow == Overflow.BLOCK;
    this.redactor = builder.redactorOrDefault();
    this.redaction = new Redaction(redactor);
    this.retransmitter = retransmitter;
    this.folder =
        new ChildFolder(
            new FoldSettings(gomon.settings()), gomon::monotonicNanos, retransmitter::feed);
    this.worker =
        new QueueWorker<>("gomon-dispatcher", builder.maxQueuedEvents, this::dispatch, this::tick);
  }

  void start() {
    worker.start();
  }

  Redactor redactor() {
    return redactor;
  }

  void handOver(RecordingTracker event) {
    if (blocks) {
      worker.offerOrWait(event);
    } else {
      worker.offer(event);
    }
  }

  /** Waits until all that was handed over before the call is fed, folded or not. */
  boolean flush(Duration timeout) {
    Deadline deadline = Deadline.after(timeout);
    boolean handled = worker.awaitHandled(timeout);
    if (held.get() == 0) {
      return handled;
    }
    long mine = flushesWanted.incrementAndGet();
    return worker.await(() -> flushesDone.get() >= mine, deadline) && handled;
  }

  /** Dispatches what is queued, then the last event, then what was lost until then. */
  void stop(RecordingTracker last, Deadline deadline) {
    worker.offerUntil(last, deadline.share(2));
    stopping = true;
    worker.stop(deadline.left());
    stopped = true;
  }

  private void dispatch(RecordingTracker event) {
    try {
      event.redact(redaction);
      folder.accept(event);
    } finally {
      taken.set(taken.own() + 1);
      publishAccount();
    }
  }

  private void publishAccount() {
    long made = reports + folder.made();
    publish(ours, made);
    publish(held, folder.held());
    publish(folded, folder.folded());
    dispatched.set(taken.own() + made - folder.folded() - folder.held());
  }

  private static void publish(AtomicLong counter, long value) {
    if (counter.getPlain() != value) {
      counter.setRelease(value);
    }
  }

  private void tick() {
    try {
      long wanted = flushesWanted.get();
      if (stopping || wanted != flushesDone.getPlain()) {
        folder.flush();
        publishAccount();
        flushesDone.set(wanted);
      }
      lookAround();
    } finally {
      publishAccount();
    }
  }

  private void lookAround() {
    if (stopping) {
      reportLosses();
      return;
    }
    long now = System.nanoTime();
    if (now - nextTickNanos < 0) {
      return;
    }
    nextTickNanos = now + TICK_NANOS;
    gomon.followWallClock();
    folder.tick();
    if (now - nextReportNanos >= 0 && reportLosses()) {
      nextReportNanos = now + LOSS_REPORT_NANOS;
    }
  }

  /** Feeds a {@code gomon-loss} event if anything was lost since the last one. */
  private boolean reportLosses() {
    List<ListenerStats> listeners = retransmitter.stats();
    QueueWorker.Account account = worker.account();
    long losses = account.refusedFull() + account.refusedStopped();
    for (ListenerStats listener : listeners) {
      losses += listener.dropped() + listener.failed();
    }
    if (losses == reportedLosses) {
      return false;
    }
    reportedLosses = losses;
    GomonStats stats = stats(0, 0, listeners);
    RecordingTracker event = RecordingTracker.root(gomon, "gomon-loss");
    event.set("made", stats.made());
    event.set("folded", stats.folded());
    event.set("dropped-queue-full", stats.droppedQueueFull());
    event.set("dropped-stopped", stats.droppedStopped());
    event.set("listeners", accounts(listeners));
    event.elapsedNanos = 0;
    reports++;
    ours.setRelease(reports + folder.made());
    retransmitter.feed(event);
    return true;
  }

  private static List<Map<String, Object>> accounts(List<ListenerStats> listeners) {
    List<Map<String, Object>> accounts = new ArrayList<>();
    for (ListenerStats listener : listeners) {
      Map<String, Object> account = new LinkedHashMap<>();
      account.put("listener", listener.listener());
      account.put("delivered", listener.delivered());
      account.put("filtered", listener.filtered());
      account.put("failed", listener.failed());
      account.put("dropped", listener.dropped());
      accounts.add(account);
    }
    return accounts;
  }

  /**
   * The sum of the parts is the whole by construction, and no part is counted twice: what was fed
   * or folded is read before what was handed over, and the rest waits.
   */
  GomonStats stats(long scopeMisuses, long scopeLeaks, List<ListenerStats> listeners) {
    boolean over = stopped;
    long fed = dispatched.get();
    long inFolds = folded.getAcquire();
    QueueWorker.Account account = worker.account();
    long full = account.refusedFull();
    long late = account.refusedStopped();
    long made = account.handled() + account.pending() + ours.getAcquire() + full + late;
    long waiting = made - fed - inFolds - full - late;
    return over
        ? new GomonStats(
            made, 0, fed, inFolds, full, late + waiting, scopeMisuses, scopeLeaks, listeners)
        : new GomonStats(
            made, waiting, fed, inFolds, full, late, scopeMisuses, scopeLeaks, listeners);
  }
}
