/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import io.gomon.internal.DefaultRedactor;
import io.gomon.spi.Clock;
import io.gomon.spi.GomonPlugin;
import io.gomon.spi.Redactor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Sets a {@link Gomon} up. For one thread, and for one start. */
public final class GomonBuilder {
  private static final int DEFAULT_MAX_QUEUED_EVENTS = 16_384;

  final String application;
  final List<GomonPlugin> plugins = new ArrayList<>();
  Clock clock = Clock.system();
  Overflow overflow = Overflow.DROP;
  int maxQueuedEvents = DEFAULT_MAX_QUEUED_EVENTS;
  boolean discoversPlugins = true;
  boolean hasShutdownHook = true;
  Duration stopTimeout = Duration.ofSeconds(5);
  private final Map<Listener, Predicate<Event>> listeners = new LinkedHashMap<>();
  private final Map<String, Object> settings = new LinkedHashMap<>();
  private final List<String> secretKeys = new ArrayList<>();
  private @Nullable Redactor redactor;
  private boolean used;

  GomonBuilder(String application) {
    this.application = Objects.requireNonNull(application, "application");
    if (application.isBlank()) {
      throw new IllegalArgumentException("application must have a name, was blank");
    }
  }

  /** Adds a listener for all events. */
  public GomonBuilder listener(Listener listener) {
    return listener(listener, event -> true);
  }

  /** Adds a listener for the events that pass the filter; the application event always does. */
  public GomonBuilder listener(Listener listener, Predicate<Event> filter) {
    Objects.requireNonNull(listener, "listener");
    Objects.requireNonNull(filter, "filter");
    if (listeners.putIfAbsent(listener, filter) != null) {
      throw new IllegalArgumentException("listener " + listener.name() + " is added already");
    }
    return this;
  }

  /**
   * Gives a plug-in's setting a value, such as {@code setting("jdbc.max-rows", 20)}. Whether it
   * exists and fits is checked at the start.
   */
  public GomonBuilder setting(String name, Object value) {
    settings.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
    return this;
  }

  /** Adds a plug-in that is not found by {@link java.util.ServiceLoader}. */
  public GomonBuilder plugin(GomonPlugin plugin) {
    plugins.add(Objects.requireNonNull(plugin, "plugin"));
    return this;
  }

  /** Whether plug-ins are looked for on the class path; yes unless told otherwise. */
  public GomonBuilder discoverPlugins(boolean discover) {
    this.discoversPlugins = discover;
    return this;
  }

  /** What happens to an event that finds the queue full; {@link Overflow#DROP} by default. */
  public GomonBuilder overflow(Overflow overflow) {
    this.overflow = Objects.requireNonNull(overflow, "overflow");
    return this;
  }

  /**
   * The room for events that wait for their listeners, 16,384 by default.
   *
   * @param maxQueuedEvents from 2 to 2^24, rounded up to a power of two
   */
  public GomonBuilder maxQueuedEvents(int maxQueuedEvents) {
    this.maxQueuedEvents = Retransmitter.powerOfTwo(maxQueuedEvents);
    return this;
  }

  /** Masks keys that contain this word, beside the built-in deny list. */
  public GomonBuilder secretKey(String word) {
    secretKeys.add(Objects.requireNonNull(word, "word"));
    return this;
  }

  /** Replaces the built-in deny list as a whole. */
  public GomonBuilder redactor(Redactor redactor) {
    this.redactor = Objects.requireNonNull(redactor, "redactor");
    return this;
  }

  /** Where time comes from; for tests. */
  public GomonBuilder clock(Clock clock) {
    this.clock = Objects.requireNonNull(clock, "clock");
    return this;
  }

  /** Whether GoMon stops by itself when the virtual machine does; yes unless told otherwise. */
  public GomonBuilder shutdownHook(boolean wanted) {
    this.hasShutdownHook = wanted;
    return this;
  }

  /** How long the shutdown hook and {@link Gomon#close()} may take; 5 seconds by default. */
  public GomonBuilder stopTimeout(Duration timeout) {
    if (timeout.isNegative()) {
      throw new IllegalArgumentException("timeout must not be negative, was " + timeout);
    }
    this.stopTimeout = timeout;
    return this;
  }

  /**
   * Starts: the listeners get the application event, the plug-ins begin.
   *
   * @throws IllegalArgumentException if a setting does not exist, or its value does not fit
   * @throws IllegalStateException if this builder was used before
   */
  public Gomon start() {
    if (used) {
      throw new IllegalStateException("This builder has started a GoMon already; make a new one");
    }
    used = true;
    Gomon gomon = new Gomon(this);
    settings.forEach(gomon.settings()::set);
    listeners.forEach(gomon.retransmitter()::add);
    gomon.begin();
    return gomon;
  }

  /** Starts, and makes it the GoMon of the process. */
  public Gomon startGlobal() {
    Gomon gomon = start();
    Gomon.setGlobal(gomon);
    return gomon;
  }

  /** A GoMon that is never started. */
  Gomon inert() {
    maxQueuedEvents = 2;
    return new Gomon(this);
  }

  Redactor redactorOrDefault() {
    return redactor == null ? new DefaultRedactor(secretKeys) : redactor;
  }
}
