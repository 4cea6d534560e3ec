/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.exporter;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Logs the first failure of a kind aloud, and the rest at DEBUG, for one exporter. Any thread;
 * never throws. There are as many kinds as causes of loss and HTTP statuses.
 */
final class OnceLog {
  private final Set<String> seen = ConcurrentHashMap.newKeySet();

  void warn(String kind, String message, @Nullable Throwable cause) {
    if (seen.add(kind)) {
      log(System.Logger.Level.WARNING, message + " More of this kind at DEBUG.", cause);
    } else {
      log(System.Logger.Level.DEBUG, message, cause);
    }
  }

  static void error(String message, @Nullable Throwable cause) {
    log(System.Logger.Level.ERROR, message, cause);
  }

  private static void log(System.Logger.Level level, String message, @Nullable Throwable cause) {
    try {
      System.getLogger("io.gomon.exporter").log(level, "GoMon: " + message, cause);
    } catch (RuntimeException | LinkageError e) {
      // A logging back end that fails must not become the application's failure; there is nowhere
      // left to say so.
    }
  }
}
