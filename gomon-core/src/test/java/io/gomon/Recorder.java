/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps events; core cannot use gomon-testkit, which depends on it. */
final class Recorder implements Listener {
  private final List<Event> events = new CopyOnWriteArrayList<>();

  static GomonBuilder builder(Listener... listeners) {
    GomonBuilder builder = Gomon.builder("test").shutdownHook(false).discoverPlugins(false);
    for (Listener listener : listeners) {
      builder.listener(listener);
    }
    return builder;
  }

  @Override
  public void feed(Event event) {
    events.add(event);
  }

  List<Event> all() {
    return List.copyOf(events);
  }

  List<Event> withoutApplication() {
    return events.stream().filter(event -> !event.isApplication()).toList();
  }

  List<Event> events(String fingerprint) {
    return events.stream().filter(event -> event.fingerprint().equals(fingerprint)).toList();
  }

  Event only() {
    List<Event> all = withoutApplication();
    if (all.size() != 1) {
      throw new AssertionError("expected one event, were " + all);
    }
    return all.get(0);
  }
}
