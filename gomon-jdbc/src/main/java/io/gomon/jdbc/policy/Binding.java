/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.policy;

import io.gomon.EventTracker;
import io.gomon.Gomon;
import org.jspecify.annotations.Nullable;

/** A connection as one {@link Gomon} sees it. A new one replaces it when the GoMon is replaced. */
final class Binding {
  final Gomon gomon;
  final JdbcPolicy policy;

  /** The event {@code sql-wconn}; not recording when the GoMon was disabled. */
  final EventTracker event;

  /** The text of the event's id. A race computes it twice, with the same result. */
  private @Nullable String id;

  Binding(Gomon gomon, EventTracker event) {
    this.gomon = gomon;
    this.policy = JdbcPolicy.of(gomon);
    this.event = event;
  }

  @Nullable String id() {
    String known = id;
    if (known == null && event.isRecording()) {
      known = event.id().toString();
      id = known;
    }
    return known;
  }
}
