/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.store.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.collector.store.CollectedEvent;
import io.gomon.collector.store.EventFixture;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DayCopiesTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  @TempDir Path folder;

  /** A day is copied without the writer's lock, and needs it before it is given back. */
  @Test
  void close_whileADayIsCopied_waitsForTheCopyAndNotTheCopyForIt() throws Exception {
    DuckDbEventStore store = DuckDbEventStore.open(StoreSettings.of(folder).withClock(() -> NOW));
    Instant yesterday = NOW.minus(1, ChronoUnit.DAYS);
    store.apply(1, List.of(event(1, yesterday), event(2, NOW)));
    ExecutorService threads = Executors.newSingleThreadExecutor();
    Thread closer = new Thread(() -> closeUnchecked(store), "closer");
    try {
      long day = yesterday.getEpochSecond() / Duration.ofDays(1).toSeconds();
      Future<Boolean> copied =
          threads.submit(
              () ->
                  store.copyDay(
                      day,
                      files -> {
                        if (closer.getState() == Thread.State.NEW) {
                          closer.start();
                          while (closer.getState() != Thread.State.TIMED_WAITING) {
                            Thread.onSpinWait(); // until it waits for the day
                          }
                        }
                      }));
      assertThat(copied.get(20, TimeUnit.SECONDS)).isTrue();
      closer.join(TimeUnit.SECONDS.toMillis(20));
      assertThat(closer.isAlive()).isFalse();
    } finally {
      threads.shutdownNow();
      store.close();
    }
  }

  private static void closeUnchecked(DuckDbEventStore store) {
    try {
      store.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static CollectedEvent event(long id, Instant start) {
    return EventFixture.request(id, start.getEpochSecond() * 1_000_000_000L).event();
  }
}
