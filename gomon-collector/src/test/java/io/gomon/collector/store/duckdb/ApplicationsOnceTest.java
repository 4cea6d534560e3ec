/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.store.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.collector.store.ApplicationsOnce;
import io.gomon.collector.store.CollectedEvent;
import io.gomon.collector.store.TelemetryStore;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process says of itself comes with each batch, and is stored once a day. */
final class ApplicationsOnceTest {
  private static final long DAY = TimeUnit.DAYS.toNanos(1);
  private static final long NOW = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
  private static final long MIDNIGHT = NOW - NOW % DAY;

  @TempDir Path folder;

  @Test
  void apply_sameApplicationAgain_isStoredOnceADayAlsoAfterARestart() throws Exception {
    try (TelemetryStore store = open()) {
      store.apply(1, List.of(event(1, NOW), application(MIDNIGHT)));
      store.apply(2, List.of(event(2, NOW), application(MIDNIGHT)));
      store.apply(3, List.of(event(3, NOW), application(MIDNIGHT - DAY)));
      assertThat(store.status().storedEvents()).isEqualTo(5);
      assertThat(store.status().duplicateEvents()).isZero();
    }
    try (TelemetryStore store = open()) {
      store.apply(4, List.of(event(4, NOW), application(MIDNIGHT)));
      store.apply(5, List.of(event(5, NOW), application(MIDNIGHT)));
      assertThat(store.status().storedEvents()).isEqualTo(2);
      assertThat(store.status().duplicateEvents()).isEqualTo(1); // asked for once, then known
    }
  }

  @Test
  void apply_applicationOfAFutureDay_isNotTakenForStored() throws Exception {
    try (TelemetryStore store = open()) {
      store.apply(1, List.of(application(MIDNIGHT + 3 * DAY)));
      store.apply(2, List.of(application(MIDNIGHT + 3 * DAY)));
      assertThat(store.status().futureEvents()).isEqualTo(2);
    }
  }

  private TelemetryStore open() throws Exception {
    return new ApplicationsOnce(DuckDbEventStore.open(StoreSettings.of(folder)));
  }

  private static CollectedEvent application(long startNanos) {
    return event(7, 8, "application", startNanos);
  }

  private static CollectedEvent event(long id, long startNanos) {
    return event(id << 20, id, "otel-server", startNanos);
  }

  private static CollectedEvent event(long high, long low, String fingerprint, long startNanos) {
    return new CollectedEvent(
        high, low, 0, 0, high, low, 7, 8, "s", fingerprint, "o", startNanos, 0, false, "{}");
  }
}
