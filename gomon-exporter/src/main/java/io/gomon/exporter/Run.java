/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.exporter;

import io.gomon.Event;
import java.util.Objects;
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

  /**
   * Written out, as is {@link #hashCode}: the virtual machine remembers the record whose generated
   * methods were linked last, and so keeps the class loader of an application that has gone.
   */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Run run
        && id.equals(run.id)
        && pid == run.pid
        && Objects.equals(application, run.application)
        && Objects.equals(host, run.host)
        && gomonVersion.equals(run.gomonVersion);
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }

  private static @Nullable String text(Event event, String key) {
    return event.get(key) instanceof String text ? text : null;
  }
}
