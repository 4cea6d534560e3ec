/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.internal;

/**
 * A daemon thread of GoMon's. Nothing that runs on it is recorded, and it never waits for room in a
 * queue. It carries no context class loader, so that it holds no application in memory.
 */
public final class GomonThread extends Thread {

  public GomonThread(String name, Runnable work) {
    super(null, () -> runSuppressed(work), name, 0, false);
    setDaemon(true);
    setContextClassLoader(null);
  }

  private static void runSuppressed(Runnable work) {
    ContextSlot.suppress();
    work.run();
  }
}
