/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.testkit.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.Event;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is true of the events of any program that has closed its connections. */
final class JdbcEvents {
  private JdbcEvents() {}

  static void verify(List<Event> events) {
    Map<Long, Event> latest = new TreeMap<>();
    Set<Long> finished = new HashSet<>();
    Set<String> connections = new HashSet<>();
    for (Event event : events) {
      latest.put(event.idLow(), event);
      if (!event.isOpen()) {
        assertThat(finished.add(event.idLow())).as("finished once: %s", event).isTrue();
      }
      if (event.fingerprint().equals("sql-wconn")) {
        connections.add(event.id().toString());
      }
    }
    for (Event event : latest.values()) {
      assertThat(event.isOpen()).as("left open: %s", event).isFalse();
      Object connection = event.get("conn-id");
      if (connection != null) {
        assertThat(connections).as("connection of %s", event).contains(connection.toString());
      }
      if (event.fingerprint().equals("sql-wrows")) {
        assertThat(fingerprint(latest.get(event.parentLow()))).as("%s", event).startsWith("sql-w");
      }
    }
  }

  private static String fingerprint(@Nullable Event event) {
    return event == null ? "none" : event.fingerprint();
  }
}
