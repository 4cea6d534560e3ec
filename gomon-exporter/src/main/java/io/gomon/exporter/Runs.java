/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.exporter;

import io.gomon.Event;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * What the application events said of their runs. One exporter serves one GoMon as a rule, and so
 * one run; it remembers a few more. Guarded by the lock of {@link Outbox}.
 */
final class Runs {
  private static final int MAX_RUNS = 16;

  private final Map<UUID, Run> byId =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Run> eldest) {
          return size() > MAX_RUNS;
        }
      };
  private Run latest = Run.unknown(new UUID(0, 0));

  Run of(Event event) {
    if (event.isApplication()) {
      latest = Run.of(event);
      byId.put(latest.id(), latest);
    } else if (!latest.id().equals(event.applicationId())) {
      Run known = byId.get(event.applicationId());
      latest = known == null ? Run.unknown(event.applicationId()) : known;
    }
    return latest;
  }
}
