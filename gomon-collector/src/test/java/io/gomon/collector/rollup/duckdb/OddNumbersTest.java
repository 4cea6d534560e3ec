/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.rollup.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.collector.log.QuietLog;
import io.gomon.collector.query.NumberFilter;
import io.gomon.collector.query.NumberPoint;
import io.gomon.collector.query.TimeRange;
import io.gomon.collector.query.duckdb.DuckDbQueries;
import io.gomon.collector.query.duckdb.QueryLimits;
import io.gomon.collector.store.CollectedEvent;
import io.gomon.collector.store.EventFixture;
import io.gomon.collector.store.duckdb.DuckDbEventStore;
import io.gomon.collector.store.duckdb.StoreSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Series of numbers that are seldom sent. */
final class OddNumbersTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();
  private static final long FROM_MILLIS = NOW.toEpochMilli() - DAY_MILLIS / 2;
  private static final TimeRange TODAY = new TimeRange(FROM_MILLIS, FROM_MILLIS + DAY_MILLIS);

  @TempDir Path folder;

  @Test
  void numbers_sumBeyondADouble_haveNoMeanAndTheRest() throws Exception {
    List<CollectedEvent> batch = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      batch.add(point(100 + i, 60, "up", "1.7e308"));
      batch.add(i < 4 ? point(i, 60, "both", "1.7e308") : point(i, 120, "both", "-1.7e308"));
    }
    rollUp(
        batch,
        queries -> {
          assertThat(queries.numbers(of("up"), TODAY, DAY_MILLIS))
              .containsExactly(new NumberPoint(FROM_MILLIS, 8, 1.7e308, 1.7e308, null, 1.7e308));
          assertThat(queries.numbers(of("both"), TODAY, DAY_MILLIS))
              .containsExactly(new NumberPoint(FROM_MILLIS, 8, -1.7e308, 1.7e308, null, 1.7e308));
        });
  }

  /** No decoder lets one in. */
  @Test
  void numbers_besideAKeyThatStandsTwice_areNotLost() throws Exception {
    List<CollectedEvent> batch = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      batch.add(
          EventFixture.request(i, NOW.minusSeconds(60).toEpochMilli() * 1_000_000)
              .kind("rt-own", "rt-own")
              .lapsed(0)
              .attributes("{\"a\":1,\"a\":2,\"none\":null,\"b\":3,\"c\":[4],\"/\":5}")
              .event());
    }
    rollUp(
        batch,
        queries -> {
          for (String key : List.of("b", "/")) {
            NumberFilter filter = new NumberFilter("shop", key, "rt-own", null);
            double value = key.equals("b") ? 3 : 5;
            assertThat(queries.numbers(filter, TODAY, DAY_MILLIS))
                .containsExactly(new NumberPoint(FROM_MILLIS, 8, value, value, value, value));
          }
        });
  }

  private void rollUp(List<CollectedEvent> events, ThrowingConsumer<DuckDbQueries> asking)
      throws Exception {
    QuietLog log = new QuietLog(System.getLogger("io.gomon.collector"));
    StoreSettings settings = StoreSettings.of(folder).withClock(() -> NOW);
    try (DuckDbEventStore store = DuckDbEventStore.open(settings);
        Rollups rollups = Rollups.create(store, () -> NOW, log, events.size())) {
      rollups.stored(store.apply(1, events).written());
      rollups.rollUp();
      asking.accept(DuckDbQueries.create(store, QueryLimits.DEFAULT));
    }
  }

  private static NumberFilter of(String service) {
    return new NumberFilter(service, "value", "metric", null);
  }

  private static CollectedEvent point(long id, long secondsAgo, String service, String value) {
    return EventFixture.request(id, NOW.minusSeconds(secondsAgo).toEpochMilli() * 1_000_000)
        .kind("metric", "queue.size")
        .service(service)
        .lapsed(0)
        .attributes("{\"value\":" + value + "}")
        .event();
  }
}
