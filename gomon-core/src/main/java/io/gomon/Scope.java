/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

/** The time in which an event is current on a thread. Close it on the thread that opened it. */
@FunctionalInterface
public interface Scope extends AutoCloseable {

  /**
   * Makes current again what was current before; scopes opened since, and not closed, end, too.
   * Closing twice, or on another thread, does nothing.
   */
  @Override
  void close();
}
