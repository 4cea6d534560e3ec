/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.exporter;

import io.gomon.Event;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who made the events of a batch: what the application event says of one run of a process.
 *
 * @param pid 0 when unknown
 */
record Run(
    UUID id, @Nullable String application, @Nullable String host, long pid, String gomonVersion) {

  static Run of(Event application) {
    String version = text(application, "gomon-version");
    return new Run(
        application.applicationId(),
        text(application, "application"),
        text(application, "host"),
        application.get("pid") instanceof Long pid ? pid : 0,
        version == null ? "unknown" : version);
  }

  /** A run whose application event was not seen. */
  static Run unknown(UUID id) {
    return new Run(id, null, null, 0, "unknown");
  }

  private static @Nullable String text(Event event, String key) {
    return event.get(key) instanceof String text ? text : null;
  }
}
