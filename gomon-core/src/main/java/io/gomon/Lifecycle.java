/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import io.gomon.internal.BoundedCalls;
import io.gomon.internal.Deadline;
import io.gomon.internal.GomonThread;
import io.gomon.internal.Host;
import io.gomon.internal.QuietLog;
import io.gomon.spi.GomonPlugin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Starts and stops a GoMon, its plug-ins and its shutdown hook. Its state is guarded by {@code
 * this}; the lock is not held while a stop waits for others.
 */
final class Lifecycle {
  private enum State {
    NEW,
    RUNNING,
    STOPPED
  }

  /** After so many class path entries that fail, the rest is not looked at. */
  private static final int MAX_BROKEN_PLUGINS = 100;

  private final Gomon gomon;
  private final String application;
  private final boolean discoversPlugins;
  private final boolean hasShutdownHook;
  private final Duration stopTimeout;
  private final List<GomonPlugin> plugins;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private State state = State.NEW;
  private @Nullable RecordingTracker applicationEvent;
  private @Nullable Thread shutdownHook;

  Lifecycle(Gomon gomon, GomonBuilder builder) {
    this.gomon = gomon;
    this.application = builder.application;
    this.discoversPlugins = builder.discoversPlugins;
    this.hasShutdownHook = builder.hasShutdownHook;
    this.stopTimeout = builder.stopTimeout;
    this.plugins = new ArrayList<>(builder.plugins);
  }

  String application() {
    return application;
  }

  /**
   * @throws IllegalArgumentException if a setting that the program gave does not exist or fit
   */
  void start() {
    startParts();
    List<String> problems = gomon.settings().problems();
    if (!problems.isEmpty()) {
      stop(Duration.ZERO);
      throw new IllegalArgumentException(String.join("; ", problems));
    }
    if (hasShutdownHook) {
      addShutdownHook();
    }
  }

  private synchronized void startParts() {
    state = State.RUNNING;
    gomon.dispatcher().start();
    announceApplication();
    gomon.switchTo(true);
    if (discoversPlugins) {
      discoverPlugins();
    }
    plugins.removeIf(plugin -> !startPlugin(plugin));
  }

  private void announceApplication() {
    RecordingTracker event = RecordingTracker.application(gomon, "application");
    event.set("execution-id", gomon.applicationId().toString());
    event.set("application", application);
    event.set("host", Host.name());
    event.set("pid", ProcessHandle.current().pid());
    event.set(
        "jvm", System.getProperty("java.vm.name") + ' ' + System.getProperty("java.vm.version"));
    event.set("gomon-version", Host.gomonVersion());
    event.announce();
    applicationEvent = event;
  }

  private void discoverPlugins() {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    Iterator<GomonPlugin> found =
        ServiceLoader.load(
                GomonPlugin.class, loader == null ? Gomon.class.getClassLoader() : loader)
            .iterator();
    int broken = 0;
    while (broken < MAX_BROKEN_PLUGINS) {
      try {
        if (!found.hasNext()) {
          return;
        }
        plugins.add(found.next());
      } catch (Throwable t) {
        // A plug-in for a library that is not there, say; the loader goes on behind it.
        broken++;
        QuietLog.error("A plug-in on the class path cannot be loaded and is left out.", t);
      }
    }
  }

  private boolean startPlugin(GomonPlugin plugin) {
    try {
      plugin.start(gomon);
      return true;
    } catch (Throwable t) {
      QuietLog.error("Plug-in " + plugin.getClass().getName() + " failed and is left out.", t);
      return false;
    }
  }

  private synchronized void addShutdownHook() {
    if (state != State.RUNNING) {
      return;
    }
    Thread hook = new Thread(null, this::stop, "gomon-shutdown", 0, false);
    hook.setContextClassLoader(null);
    try {
      Runtime.getRuntime().addShutdownHook(hook);
      shutdownHook = hook;
    } catch (IllegalStateException e) {
      // The virtual machine is shutting down already; whoever started GoMon now must stop it, too.
    }
  }

  private synchronized void removeShutdownHook() {
    Thread hook = shutdownHook;
    shutdownHook = null;
    if (hook != null && hook != Thread.currentThread()) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // The virtual machine is shutting down; the hook runs, and finds nothing left to do.
      }
    }
  }

  synchronized void setEnabled(boolean enabled) {
    if (state == State.RUNNING) {
      gomon.switchTo(enabled);
    }
  }

  synchronized boolean toggle() {
    setEnabled(!gomon.isEnabled());
    return gomon.isEnabled();
  }

  void stop() {
    stop(stopTimeout);
  }

  void stop(Duration timeout) {
    if (GomonThread.isFeeding()) {
      // A listener stops GoMon: to wait here for its own queue would take all the time there is.
      new GomonThread("gomon-stop", () -> stop(timeout)).start();
      return;
    }
    Deadline deadline = Deadline.after(timeout);
    RecordingTracker last = beginStop();
    if (last != null) {
      stopParts(last, deadline);
    } else if (isStopping() && !(Thread.currentThread() instanceof GomonThread)) {
      BoundedCalls.await(stopped, deadline);
    }
  }

  /** The application event to be sent; null when somebody else stops, or nothing was started. */
  private synchronized @Nullable RecordingTracker beginStop() {
    if (state != State.RUNNING) {
      return null;
    }
    state = State.STOPPED;
    gomon.switchTo(false);
    return applicationEvent;
  }

  private synchronized boolean isStopping() {
    return state == State.STOPPED;
  }

  /** Each step gets a share of the time, so that one which hangs leaves some for the next. */
  private void stopParts(RecordingTracker last, Deadline deadline) {
    List<BooleanSupplier> calls = new ArrayList<>();
    plugins.forEach(plugin -> calls.add(() -> stopPlugin(plugin)));
    BoundedCalls.run("gomon-plugin-stop", calls, deadline.share(3));
    last.end();
    gomon.dispatcher().stop(last, deadline.share(2));
    gomon.retransmitter().stop(deadline.left());
    removeShutdownHook();
    Gomon.clearGlobal(gomon);
    stopped.countDown();
  }

  private boolean stopPlugin(GomonPlugin plugin) {
    try {
      plugin.stop();
    } catch (Throwable t) {
      QuietLog.error("Plug-in " + plugin.getClass().getName() + " failed to stop.", t);
    }
    return true;
  }
}
