/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.internal;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Logs the first failure of a kind aloud, and the rest at DEBUG with their number. Uses {@link
 * System.Logger}, taken when first needed, so that nothing of logging is loaded before there is
 * something to say. Any thread; never throws.
 */
public final class QuietLog {
  private static final int MAX_KINDS = 256;
  private static final ConcurrentHashMap<String, AtomicLong> SEEN = new ConcurrentHashMap<>();

  private QuietLog() {}

  /** Logs a failure each time: for what happens at set-up. */
  public static void error(String message, @Nullable Throwable cause) {
    log(System.Logger.Level.ERROR, message, cause);
  }

  /**
   * Logs a failure that may happen often.
   *
   * @param kind what is the same about failures of which one is enough
   */
  public static void warnOnce(String kind, String message, @Nullable Throwable cause) {
    if (SEEN.size() >= MAX_KINDS && !SEEN.containsKey(kind)) {
      log(System.Logger.Level.DEBUG, message, cause);
      return;
    }
    long times = SEEN.computeIfAbsent(kind, k -> new AtomicLong()).incrementAndGet();
    if (times == 1) {
      log(System.Logger.Level.WARNING, message + " More of this kind at DEBUG.", cause);
    } else {
      log(System.Logger.Level.DEBUG, message + " (" + times + " times)", cause);
    }
  }

  private static void log(System.Logger.Level level, String message, @Nullable Throwable cause) {
    try {
      System.getLogger("io.gomon").log(level, "GoMon: " + message, cause);
    } catch (Throwable t) {
      // A logging back end that fails, or recurses until the stack ends, must not become the
      // application's failure; there is nowhere
      // left to say so.
    }
  }
}
