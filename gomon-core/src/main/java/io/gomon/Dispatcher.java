/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import io.gomon.GomonStats.ListenerStats;
import io.gomon.internal.Deadline;
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
  private final QueueWorker<RecordingTracker> worker;

  private volatile boolean stopping;

  /** Events of our own that did not go through the queue; written by the dispatching thread. */
  private final AtomicLong reported = new AtomicLong();

  /** Of the dispatching thread alone, as the two below. */
  private long reportedLosses;

  private long nextTickNanos = System.nanoTime() + TICK_NANOS;
  private long nextReportNanos = System.nanoTime();

  Dispatcher(Gomon gomon, GomonBuilder builder, Retransmitter retransmitter) {
    this.gomon = gomon;
    this.blocks = builder.overflow == Overflow.BLOCK;
    this.redactor = builder.redactorOrDefault();
    this.redaction = new Redaction(redactor);
    this.retransmitter = retransmitter;
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

  boolean awaitHandled(Duration timeout) {
    return worker.awaitHandled(timeout);
  }

  /** Dispatches what is queued, then the last event, then what was lost until then. */
  void stop(RecordingTracker last, Deadline deadline) {
    worker.offerUntil(last, deadline.share(2));
    stopping = true;
    worker.stop(deadline.left());
  }

  private void dispatch(RecordingTracker event) {
    event.redact(redaction);
    retransmitter.feed(event);
  }

  private void tick() {
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
    event.set("dropped-queue-full", stats.droppedQueueFull());
    event.set("dropped-stopped", stats.droppedStopped());
    event.set("listeners", accounts(listeners));
    event.elapsedNanos = 0;
    reported.incrementAndGet();
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

  /** The sum of the parts is the whole by construction, and no part is counted twice. */
  GomonStats stats(long scopeMisuses, long scopeLeaks, List<ListenerStats> listeners) {
    long ours = reported.get();
    QueueWorker.Account account = worker.account();
    long dispatched = account.handled() + ours;
    long full = account.refusedFull();
    long stopped = account.refusedStopped();
    long made = dispatched + account.pending() + full + stopped;
    return new GomonStats(
        made, account.pending(), dispatched, full, stopped, scopeMisuses, scopeLeaks, listeners);
  }
}
