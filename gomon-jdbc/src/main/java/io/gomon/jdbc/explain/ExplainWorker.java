/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.explain;

import io.gomon.Gomon;
import io.gomon.Scope;
import io.gomon.jdbc.policy.Troubles;
import java.util.ArrayDeque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Does what is asked on one daemon thread, one after the other. The thread is there only while
 * there is something to do. What runs on it makes no events.
 *
 * <p>Any thread may ask; a lock, which is held for a look at the queue, and for the start of the
 * thread.
 */
final class ExplainWorker {
  static final int MAX_WAITING = 16;
  static final String THREAD = "gomon-jdbc-explain";

  private final Consumer<ExplainRequest> work;

  /** Guarded by {@code this}, as are those below. */
  private final ArrayDeque<ExplainRequest> waiting = new ArrayDeque<>();

  private boolean runs;
  private boolean stopped;

  /**
   * @param work may wait for a database; what it throws is lost
   */
  ExplainWorker(Consumer<ExplainRequest> work) {
    this.work = work;
  }

  /** Has it done, soon; else says why not. */
  synchronized @Nullable Unexplained offer(ExplainRequest request) {
    if (stopped) {
      return Unexplained.STOPPED;
    }
    if (waiting.size() >= MAX_WAITING) {
      return Unexplained.QUEUE_FULL;
    }
    if (!runs) {
      start();
    }
    waiting.add(request);
    return null;
  }

  /** It waits for the lock that whoever starts it still holds. */
  private void start() {
    // No inherited thread locals and no context class loader: see ProfileReporter.
    Thread thread = new Thread(null, this::run, THREAD, 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(null);
    thread.start();
    runs = true;
  }

  private synchronized @Nullable ExplainRequest next() {
    ExplainRequest next = waiting.poll();
    runs = next != null;
    return next;
  }

  private void run() {
    try (Scope nothing = Gomon.suppress()) {
      for (ExplainRequest next = next(); next != null; next = next()) {
        try {
          work.accept(next);
        } catch (Throwable t) {
          // Memory ran out even for counting: this plan is lost, the next one may be had.
          Troubles.debug("A plan was lost: " + t.getClass().getName());
        }
      }
    }
  }

  /**
   * Refuses what comes from now on. The thread ends with what it is at, at the latest when that
   * times out: interrupting it would close the files of databases inside this process.
   *
   * @return how many waited, and will not be done
   */
  synchronized int stop() {
    stopped = true;
    int left = waiting.size();
    waiting.clear();
    return left;
  }
}
