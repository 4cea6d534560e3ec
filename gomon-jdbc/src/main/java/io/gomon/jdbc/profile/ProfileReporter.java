/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.profile;

import io.gomon.EventTracker;
import io.gomon.Gomon;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Makes the event {@code sql-profile} at each interval in which anything was run. A daemon thread
 * of its own waits for that; {@link #report} is for one thread at a time.
 */
public final class ProfileReporter {
  private static final int MAX_SHAPES = 20;
  private static final int MAX_STACKS = 40;

  /** While it is switched off. */
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);

  private final Gomon gomon;
  private final ExecutionWatch watch;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition stopping = lock.newCondition();

  /** Guarded by {@link #lock}. */
  private boolean stopped;

  private long reportedNanos = System.nanoTime();

  public ProfileReporter(Gomon gomon, ExecutionWatch watch) {
    this.gomon = gomon;
    this.watch = watch;
  }

  /** Begins to report at intervals. */
  public void start() {
    // No inherited thread locals and no context class loader: this thread must not keep an
    // application in memory that has started GoMon and was unloaded.
    Thread thread = new Thread(null, this::run, "gomon-jdbc-profile", 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(null);
    thread.start();
  }

  /** Has the thread end. What came since the last report is in the profile only. */
  public void stop() {
    lock.lock();
    try {
      stopped = true;
      stopping.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    while (awaitNext()) {
      try {
        report();
      } catch (Throwable t) {
        // Memory ran out, say: what this report had begun to count is lost, the next one goes on.
        System.getLogger("io.gomon.jdbc").log(System.Logger.Level.DEBUG, "No SQL profile.", t);
      }
    }
  }

  private boolean awaitNext() {
    lock.lock();
    try {
      while (!stopped) {
        Duration interval = watch.interval();
        boolean isOff = interval.isZero();
        long wait = isOff ? LOOK_AGAIN.toNanos() : interval.toNanos();
        long left = wait - (System.nanoTime() - reportedNanos);
        if (left <= 0 && !isOff) {
          return true;
        }
        long unused = stopping.awaitNanos(left <= 0 ? LOOK_AGAIN.toNanos() : left);
      }
      return false;
    } catch (InterruptedException e) {
      // Nobody has reason to interrupt this thread unless everything is to end: so it does.
      return false;
    } finally {
      lock.unlock();
    }
  }

  /** Makes the event now, if anything was run since the last one. */
  public void report() {
    long now = System.nanoTime();
    List<ShapeReport> shapes = watch.profile().sinceReport();
    if (!shapes.isEmpty()) {
      EventTracker event = gomon.start("sql-profile");
      event
          .set("period", now - reportedNanos)
          .set("executions", shapes.stream().mapToLong(ShapeReport::executions).sum())
          .set("errors", shapes.stream().mapToLong(ShapeReport::errors).sum())
          .set("total", shapes.stream().mapToLong(ShapeReport::totalNanos).sum())
          .set("shape-count", shapes.size())
          .set("shapes", shapes.stream().limit(MAX_SHAPES).map(ProfileReporter::asMap).toList())
          .set("stacks", stacks(shapes));
      event.finish();
    }
    reportedNanos = now;
  }

  private static Map<String, Object> asMap(ShapeReport shape) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("shape", shape.shape());
    map.put("count", shape.executions());
    map.put("errors", shape.errors());
    map.put("total", shape.totalNanos());
    map.put("max", shape.maxNanos());
    if (shape.place() != null) {
      map.put("location", shape.place());
    }
    return map;
  }

  private static List<Map<String, Object>> stacks(List<ShapeReport> shapes) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (ShapeReport shape : shapes) {
      for (StackReport stack : shape.stacks()) {
        if (all.size() < MAX_STACKS) {
          Map<String, Object> map = new LinkedHashMap<>();
          map.put("shape", shape.shape());
          map.put("stack", ProfileText.collapsed(stack.stack()));
          map.put("samples", stack.samples());
          map.put("count", stack.executions());
          map.put("total", stack.totalNanos());
          all.add(map);
        }
      }
    }
    return all;
  }
}
