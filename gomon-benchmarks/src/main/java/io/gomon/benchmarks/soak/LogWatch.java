/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.benchmarks.soak;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Looks at what GoMon logs: what the soak provokes is expected, anything else is a failure. */
final class LogWatch extends Handler {
  /** Kept here, since loggers are held weakly. */
  private static final Logger LOGGER = Logger.getLogger("io.gomon");

  private static final List<String> PROVOKED =
      List.of("GoMon: Listener Throwing failed", "GoMon: A scope of 'leaky' was not closed");
  private static final int MAX_SHOWN = 20;

  private final List<String> unexpected = new CopyOnWriteArrayList<>();

  private LogWatch() {}

  static LogWatch install() {
    LogWatch watch = new LogWatch();
    LOGGER.addHandler(watch);
    LOGGER.setUseParentHandlers(false);
    return watch;
  }

  /**
   * Fails when something was logged that nobody provoked.
   *
   * @throws IllegalStateException with what it was
   */
  void check() {
    if (!unexpected.isEmpty()) {
      throw new IllegalStateException("GoMon logged " + unexpected);
    }
  }

  @Override
  public void publish(LogRecord log) {
    if (log.getLevel().intValue() < Level.WARNING.intValue()
        || PROVOKED.stream().anyMatch(log.getMessage()::startsWith)) {
      return;
    }
    if (unexpected.size() < MAX_SHOWN) {
      unexpected.add(log.getMessage() + ' ' + log.getThrown());
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
