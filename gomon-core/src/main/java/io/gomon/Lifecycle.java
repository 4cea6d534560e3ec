/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import io.gomon.internal.Host;
import io.gomon.internal.QuietLog;
import io.gomon.spi.GomonPlugin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** Starts and stops a GoMon, its plug-ins and its shutdown hook. Guarded by {@code this}. */
final class Lifecycle {
  private enum State {
    NEW,
    RUNNING,
    STOPPED
  }

  private final Gomon gomon;
  private final String application;
  private final boolean discoversPlugins;
  private final boolean hasShutdownHook;
  private final Duration stopTimeout;
  private final List<GomonPlugin> plugins;
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
  synchronized void start() {
    state = State.RUNNING;
    gomon.dispatcher().start();
    announceApplication();
    gomon.switchTo(true);
    if (discoversPlugins) {
      discoverPlugins();
    }
    plugins.removeIf(plugin -> !startPlugin(plugin));
    List<String> problems = gomon.settings().problems();
    if (!problems.isEmpty()) {
      stop(Duration.ZERO);
      throw new IllegalArgumentException(String.join("; ", problems));
    }
    if (hasShutdownHook) {
      addShutdownHook();
    }
  }

  private void announceApplication() {
    RecordingTracker event =
        RecordingTracker.application(gomon, "application", gomon.applicationId());
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
    try {
      ServiceLoader.load(GomonPlugin.class, loader == null ? Gomon.class.getClassLoader() : loader)
          .forEach(plugins::add);
    } catch (ServiceConfigurationError e) {
      QuietLog.error("A plug-in on the class path cannot be loaded and is left out.", e);
    }
  }

  private boolean startPlugin(GomonPlugin plugin) {
    try {
      plugin.start(gomon);
      return true;
    } catch (RuntimeException | LinkageError e) {
      QuietLog.error("Plug-in " + plugin.getClass().getName() + " failed and is left out.", e);
      return false;
    }
  }

  private void addShutdownHook() {
    Thread hook = new Thread(null, this::stop, "gomon-shutdown", 0, false);
    hook.setContextClassLoader(null);
    try {
      Runtime.getRuntime().addShutdownHook(hook);
      shutdownHook = hook;
    } catch (IllegalStateException e) {
      // The virtual machine is shutting down already; whoever started GoMon now must stop it, too.
    }
  }

  private void removeShutdownHook() {
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

  synchronized void stop(Duration timeout) {
    if (state != State.RUNNING) {
      return;
    }
    state = State.STOPPED;
    long deadlineNanos = System.nanoTime() + timeout.toNanos();
    gomon.switchTo(false);
    plugins.forEach(this::stopPlugin);
    if (applicationEvent != null) {
      applicationEvent.finish();
    }
    gomon.dispatcher().stop(timeout);
    gomon.retransmitter().stop(Duration.ofNanos(Math.max(0, deadlineNanos - System.nanoTime())));
    removeShutdownHook();
    if (Gomon.global() == gomon) {
      Gomon.setGlobal(null);
    }
  }

  private void stopPlugin(GomonPlugin plugin) {
    try {
      plugin.stop();
    } catch (RuntimeException | LinkageError e) {
      QuietLog.error("Plug-in " + plugin.getClass().getName() + " failed to stop.", e);
    }
  }
}
