/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.log;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A log in which a repeated trouble takes one line a minute: the first of a kind is told with its
 * cause, the rest is counted, and the count is told with the next one that comes a minute later.
 * Any thread.
 */
public final class QuietLog {
  private static final long QUIET_NANOS = TimeUnit.MINUTES.toNanos(1);

  /** One kind of trouble. Guarded by itself. */
  private static final class Kind {
    private long toldNanos;
    private long untold;
    private boolean told;
  }

  private final System.Logger logger;
  private final LongSupplier nanoClock;
  private final Map<String, Kind> kinds = new ConcurrentHashMap<>();

  public QuietLog(System.Logger logger) {
    this(logger, System::nanoTime);
  }

  QuietLog(System.Logger logger, LongSupplier nanoClock) {
    this.logger = logger;
    this.nanoClock = nanoClock;
  }

  /**
   * Tells of a trouble, or counts it.
   *
   * @param kind a name from the code, never from the outside: there are as many counters as names
   */
  public void warn(String kind, String message, @Nullable Throwable cause) {
    long untold = untoldIfDue(kinds.computeIfAbsent(kind, name -> new Kind()));
    if (untold < 0) {
      return;
    }
    String more = untold == 0 ? "" : " (" + untold + " more of this kind since it was last told)";
    if (cause == null) {
      logger.log(System.Logger.Level.WARNING, message + more);
    } else {
      logger.log(System.Logger.Level.WARNING, message + more, cause);
    }
  }

  /** Tells what happens once, or seldom. */
  public void info(String message) {
    logger.log(System.Logger.Level.INFO, message);
  }

  private long untoldIfDue(Kind kind) {
    synchronized (kind) {
      long now = nanoClock.getAsLong();
      if (kind.told && now - kind.toldNanos < QUIET_NANOS) {
        kind.untold++;
        return -1;
      }
      long untold = kind.untold;
      kind.told = true;
      kind.toldNanos = now;
      kind.untold = 0;
      return untold;
    }
  }
}
