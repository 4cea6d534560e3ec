/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ingest.json;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which application a run is of, as its application event said. Bounded: the run that was asked for
 * longest ago is forgotten, and its events count as "unknown" until it says its name again.
 */
final class ServiceNames {
  private static final int MAX_RUNS = 10_000;

  /** Guarded by itself; in the order of use. */
  private final Map<UUID, String> byAppId =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, String> eldest) {
          return size() > MAX_RUNS;
        }
      };

  void put(UUID appId, String service) {
    synchronized (byAppId) {
      byAppId.put(appId, service);
    }
  }

  @Nullable String get(UUID appId) {
    synchronized (byAppId) {
      return byAppId.get(appId);
    }
  }
}
