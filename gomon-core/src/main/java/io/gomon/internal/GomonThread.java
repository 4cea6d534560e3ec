/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.internal;

/**
 * A daemon thread of GoMon's. Nothing that runs on it is recorded, and it never waits for room in a
 * queue. It carries no context class loader, so that it holds no application in memory.
 */
public final class GomonThread extends Thread {
  private final boolean feeds;

  public GomonThread(String name, Runnable work) {
    this(name, work, false);
  }

  /**
   * @param feeds whether it empties a queue: then it must not wait for queues to become empty
   */
  GomonThread(String name, Runnable work, boolean feeds) {
    super(null, () -> runSuppressed(work), name, 0, false);
    this.feeds = feeds;
    setDaemon(true);
    setContextClassLoader(null);
  }

  /**
   * Whether this thread feeds listeners, so that whoever waits here for events waits for itself.
   */
  public static boolean isFeeding() {
    return Thread.currentThread() instanceof GomonThread thread && thread.feeds;
  }

  private static void runSuppressed(Runnable work) {
    ContextSlot.suppress();
    work.run();
  }
}
