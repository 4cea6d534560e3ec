/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.policy;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Says what went wrong in GoMon's own part of a JDBC call: the first time as a warning, then at
 * DEBUG. Any thread; never throws.
 */
public final class Troubles {
  private static final AtomicLong FAILURES = new AtomicLong();

  private Troubles() {}

  /** Recording failed; the application's call goes on without it. */
  static void recordingFailed(Throwable cause) {
    long times = FAILURES.incrementAndGet();
    log(
        times == 1 ? System.Logger.Level.WARNING : System.Logger.Level.DEBUG,
        "Recording a JDBC call failed (" + times + " times); the call itself is not affected.",
        cause);
  }

  /** Tells the operator about a set-up that does not do what it seems to. */
  public static void warn(String message) {
    log(System.Logger.Level.WARNING, message, null);
  }

  /** For who looks for the reason of something that is no fault. */
  public static void debug(String message) {
    log(System.Logger.Level.DEBUG, message, null);
  }

  private static void log(System.Logger.Level level, String message, @Nullable Throwable cause) {
    try {
      System.getLogger("io.gomon.jdbc").log(level, "GoMon: " + message, cause);
    } catch (RuntimeException | LinkageError e) {
      // A logging back end that fails must not become the application's failure; there is nowhere
      // left to say so.
    }
  }
}
