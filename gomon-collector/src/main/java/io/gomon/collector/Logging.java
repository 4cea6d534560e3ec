/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector;

import java.util.logging.Level;
import java.util.logging.Logger;

/** How the program logs: java.util.logging to stderr, one line each, Jetty only what is wrong. */
final class Logging {
  /** Held, for java.util.logging forgets the level of a logger that nobody holds. */
  private static final Logger JETTY = Logger.getLogger("org.eclipse.jetty");

  private Logging() {}

  static void setUp() {
    String format = "java.util.logging.SimpleFormatter.format";
    if (System.getProperty(format) == null) {
      System.setProperty(format, "%1$tF %1$tT.%1$tL %4$s %5$s%6$s%n");
    }
    if (System.getProperty("java.util.logging.config.file") == null) {
      JETTY.setLevel(Level.WARNING);
    }
  }
}
