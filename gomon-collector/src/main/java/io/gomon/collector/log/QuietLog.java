/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.log;

import java.util.ArrayList;
import java.util.List;
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

  private static final int MAX_EARLY = 16;

  /** Hears what is told. Quick, throws nothing. */
  @FunctionalInterface
  public interface Hearer {
    void told(String kind, String message, @Nullable Throwable cause);
  }

  /** What was told before anybody heard. */
  private record Line(String kind, String message, @Nullable Throwable cause) {}

  private final System.Logger logger;

  /** Guarded by itself. */
  private final List<Line> early = new ArrayList<>();

  private volatile @Nullable Hearer hearer;
  private final LongSupplier nanoClock;
  private final Map<String, Kind> kinds = new ConcurrentHashMap<>();

  public QuietLog(System.Logger logger) {
    this(logger, System::nanoTime);
  }

  QuietLog(System.Logger logger, LongSupplier nanoClock) {
    this.logger = logger;
    this.nanoClock = nanoClock;
  }

  /** From now on what is told is told to somebody else, too; so are its first lines so far. */
  public void onTold(Hearer hearer) {
    synchronized (early) {
      this.hearer = hearer;
      early.forEach(line -> hearer.told(line.kind, line.message, line.cause));
      early.clear();
    }
  }

  private void passOn(String kind, String message, @Nullable Throwable cause) {
    Hearer listening = hearer;
    if (listening != null) {
      listening.told(kind, message, cause);
      return;
    }
    synchronized (early) {
      if (early.size() < MAX_EARLY) {
        early.add(new Line(kind, message, cause));
      }
    }
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
    passOn(kind, message + more, cause);
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
