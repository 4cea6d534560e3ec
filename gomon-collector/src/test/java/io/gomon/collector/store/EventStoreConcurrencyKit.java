/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.collector.query.EventQueries;
import io.gomon.collector.query.ServiceSummary;
import io.gomon.collector.query.TimeRange;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every store must do while several threads use it. */
public abstract class EventStoreConcurrencyKit {
  private static final Instant NOW = Instant.parse("2026-11-21T00:00:00Z");
  private static final long NOW_NANOS = NOW.getEpochSecond() * 1_000_000_000L;
  private static final TimeRange ALWAYS = new TimeRange(0, TimeRange.MAX_MILLIS);
  private static final int BATCHES = 60;
  private static final int BATCH_SIZE = 500;

  @TempDir Path folder;

  protected abstract TelemetryStore open(Path folder, InstantSource clock) throws StoreException;

  protected abstract EventQueries queries(TelemetryStore store);

  /** Readers never fail, never see half a day file's batch, and never see a count go down. */
  @Test
  void readers_whileEventsAreApplied_seeWholeBatches() throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    AtomicLong applied = new AtomicLong();
    ExecutorService readers = Executors.newFixedThreadPool(3);
    try (TelemetryStore store = open(folder, () -> NOW)) {
      List<Future<Long>> asked = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        asked.add(readers.submit(() -> readUntil(done, applied, queries(store))));
      }
      for (int position = 1; position <= BATCHES; position++) {
        store.apply(position, batch(position));
        applied.addAndGet(BATCH_SIZE);
      }
      done.set(true);
      for (Future<Long> one : asked) {
        assertThat(one.get(60, TimeUnit.SECONDS)).isPositive();
      }
    } finally {
      readers.shutdownNow();
    }
  }

  private static long readUntil(AtomicBoolean done, AtomicLong applied, EventQueries queries)
      throws Exception {
    long questions = 0;
    long last = 0;
    do {
      long promised = applied.get();
      List<ServiceSummary> services = queries.services(ALWAYS);
      long seen = services.isEmpty() ? 0 : services.get(0).requests();
      assertThat(seen).isGreaterThanOrEqualTo(promised).isGreaterThanOrEqualTo(last);
      assertThat(seen % BATCH_SIZE).isZero();
      last = seen;
      questions++;
    } while (!done.get());
    return questions;
  }

  private static List<CollectedEvent> batch(int position) {
    List<CollectedEvent> events = new ArrayList<>();
    for (int i = 0; i < BATCH_SIZE; i++) {
      long id = (long) position * BATCH_SIZE + i;
      events.add(EventFixture.request(id, NOW_NANOS + id * 1_000).event());
    }
    return events;
  }

  /** Retention beside readers: no reader fails, though days vanish between its questions. */
  @Test
  void enforceRetention_whileReadersAsk_failsNobody() throws Exception {
    ExecutorService readers = Executors.newFixedThreadPool(2);
    AtomicBoolean done = new AtomicBoolean();
    try (TelemetryStore store = open(folder, () -> NOW)) {
      List<Future<Long>> asked = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        asked.add(
            readers.submit(
                () -> {
                  long questions = 0;
                  do {
                    queries(store).services(ALWAYS);
                    queries(store).trace(1, questions++);
                  } while (!done.get());
                  return questions;
                }));
      }
      int position = 0;
      for (int round = 0; round < 20; round++) {
        long startNanos = NOW_NANOS - (round % 2) * TimeUnit.DAYS.toNanos(1);
        store.apply(++position, List.of(EventFixture.request(round, startNanos).event()));
        store.enforceRetention(NOW.plusSeconds(TimeUnit.DAYS.toSeconds(round)));
      }
      done.set(true);
      for (Future<Long> one : asked) {
        assertThat(one.get(60, TimeUnit.SECONDS)).isPositive();
      }
    } finally {
      readers.shutdownNow();
    }
  }
}
