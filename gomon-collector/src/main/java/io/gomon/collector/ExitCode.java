/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector;

/** How the process ends. Documented in docs/COLLECTOR.md and in --help: they never change. */
final class ExitCode {
  static final int OK = 0;
  static final int STORE_NOT_OPENED = 1;
  static final int STORE_NOT_INITIALISED = 2;
  static final int PORT_NOT_OPENED = 3;
  static final int DATA_NOT_WRITABLE = 4;
  static final int DATA_IN_USE = 5;
  static final int LOG_NOT_OPENED = 6;
  static final int NO_COLLECTOR = 7;
  static final int INCOMPLETE = 8;
  static final int FILE = 9;
  static final int USAGE = 64;
  static final int INTERNAL = 70;

  private ExitCode() {}
}
