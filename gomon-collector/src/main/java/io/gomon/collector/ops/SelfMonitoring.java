/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ops;

import io.gomon.EventTracker;
import io.gomon.Gomon;
import io.gomon.Listener;
import io.gomon.runtime.RuntimePlugin;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The collector as a service that it monitors itself: a GoMon of its own, whose events are a report
 * every 10 s, what the virtual machine does, slow and failed questions, and what the log lines tell
 * (docs/EVENTS.md). Any thread; nothing here waits for anybody. Before the start, and after the
 * close, nothing is recorded.
 */
public final class SelfMonitoring implements AutoCloseable {
  /** The name of its service. */
  public static final String SERVICE = "gomon-collector";

  private static final long PERIOD_SECONDS = 10;
  private static final int MAX_QUEUED = 1_024;
  private static final Duration STOP = Duration.ofMillis(500);

  /** A flood of questions that fail makes so many events a period. */
  private static final int MAX_QUESTIONS = 10;

  private final Listener listener;
  private final SelfReport report;
  private final AtomicInteger questions = new AtomicInteger();
  private final LongAdder untoldQuestions = new LongAdder();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "gomon-self");
            thread.setDaemon(true);
            return thread;
          });

  private volatile @Nullable Gomon gomon;

  /** Makes one that records nothing yet. */
  public SelfMonitoring(Listener listener, SelfReport report) {
    this.listener = listener;
    this.report = report;
  }

  public void start() {
    gomon =
        Gomon.builder(SERVICE)
            .listener(listener)
            .discoverPlugins(false)
            .plugin(new RuntimePlugin())
            .setting("fold.enabled", false)
            .maxQueuedEvents(MAX_QUEUED)
            .shutdownHook(false)
            .start();
    ScheduledFuture<?> unused =
        timer.scheduleAtFixedRate(this::report, 0, PERIOD_SECONDS, TimeUnit.SECONDS);
  }

  private void report() {
    questions.set(0);
    Gomon running = gomon;
    if (running == null) {
      return;
    }
    try (EventTracker event = running.start("rt-collector")) {
      report.write(event);
      event.set("untold-questions", untoldQuestions.sum());
    } catch (RuntimeException e) {
      // a part that is being closed cannot be asked any more; a throw would end the schedule
      return;
    }
  }

  /** A question that took long or failed. */
  public void question(String path, int status, long elapsedNanos) {
    Gomon running = gomon;
    if (running == null) {
      return;
    }
    if (questions.incrementAndGet() > MAX_QUESTIONS) {
      untoldQuestions.increment();
      return;
    }
    try (EventTracker event = running.start("collector-question")) {
      event.set("path", path).set("status", status).set("took", elapsedNanos);
    }
  }

  /** What a line of the log tells. */
  public void trouble(String kind, String message, @Nullable Throwable cause) {
    Gomon running = gomon;
    if (running == null) {
      return;
    }
    try (EventTracker event = running.start("collector-trouble")) {
      event.set("kind", kind).set("message", message).addError(cause);
    }
  }

  /** Stops within half a second; what is not in the log by then is dropped. */
  @Override
  public void close() {
    timer.shutdownNow();
    Gomon running = gomon;
    gomon = null;
    if (running != null) {
      running.stop(STOP);
    }
  }
}
