/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.gomon.collector.query.EventQueries;
import io.gomon.collector.query.OperationSummary;
import io.gomon.collector.query.StatementSummary;
import io.gomon.collector.query.TimeRange;
import io.gomon.collector.query.TraceEvents;
import io.gomon.collector.rollup.Buckets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every store must do, whatever engine is below. Extend it and name the engine. */
public abstract class EventStoreKit {
  protected static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  protected static final long NOW_NANOS = NOW.getEpochSecond() * 1_000_000_000L;
  protected static final long DAY_NANOS = Duration.ofDays(1).toNanos();
  protected static final int RETENTION_DAYS = 3;
  protected static final TimeRange ALWAYS = new TimeRange(0, TimeRange.MAX_MILLIS);

  @TempDir protected Path folder;

  /** Opens the engine's store in a folder, with {@link #RETENTION_DAYS} and this clock. */
  protected abstract TelemetryStore open(Path folder, InstantSource clock) throws StoreException;

  /** Questions to a store that {@link #open} has made. */
  protected abstract EventQueries queries(TelemetryStore store);

  @Test
  void open_newFolder_isEmpty() throws Exception {
    try (TelemetryStore store = open(folder.resolve("new/one"), () -> NOW)) {
      assertThat(store.appliedPosition()).isZero();
      assertThat(store.status().days()).isZero();
      EventQueries queries = queries(store);
      assertThat(queries.services(ALWAYS)).isEmpty();
      assertThat(queries.trace(1, 1)).isNull();
    }
  }

  @Test
  void apply_anyEvent_isFoundUnchanged() throws Exception {
    CollectedEvent root = EventFixture.request(1, NOW_NANOS).app(7, -7).event();
    CollectedEvent child =
        EventFixture.request(2, NOW_NANOS + 5).under(root).failed().lapsed(0).event();
    CollectedEvent open = EventFixture.request(3, NOW_NANOS + 9).under(root).open().event();
    try (TelemetryStore store = open(folder, () -> NOW)) {
      store.apply(1, List.of(child, root, open));
      assertThat(traceOf(store, root)).containsExactly(root, child, open);
      assertThat(store.appliedPosition()).isEqualTo(1);
      assertThat(store.status().storedEvents()).isEqualTo(3);
      assertThat(store.status().bytes()).isPositive();
    }
  }

  @Test
  void apply_finishedAfterAnnouncement_replacesIt() throws Exception {
    EventFixture event = EventFixture.request(1, NOW_NANOS);
    try (TelemetryStore store = open(folder, () -> NOW)) {
      store.apply(1, List.of(event.open().event()));
      assertThat(traceOf(store, event.event())).containsExactly(event.open().event());
      store.apply(2, List.of(event.event()));
      assertThat(traceOf(store, event.event())).containsExactly(event.event());
      assertThat(store.status().storedEvents()).isEqualTo(2);
    }
  }

  @Test
  void apply_finishedAfterReopen_replacesAnnouncement() throws Exception {
    EventFixture event = EventFixture.request(1, NOW_NANOS);
    try (TelemetryStore store = open(folder, () -> NOW)) {
      store.apply(1, List.of(event.open().event()));
    }
    try (TelemetryStore store = open(folder, () -> NOW)) {
      store.apply(2, List.of(event.event()));
      assertThat(traceOf(store, event.event())).containsExactly(event.event());
    }
  }

  @Test
  void apply_announcementAfterFinished_isIgnored() throws Exception {
    EventFixture event = EventFixture.request(1, NOW_NANOS);
    try (TelemetryStore store = open(folder, () -> NOW)) {
      store.apply(1, List.of(event.event()));
      store.apply(2, List.of(event.open().event()));
      assertThat(traceOf(store, event.event())).containsExactly(event.event());
      assertThat(store.status().duplicateEvents()).isEqualTo(1);
    }
  }

  @Test
  void apply_bothInOneBatch_keepsFinishedInEitherOrder() throws Exception {
    EventFixture first = EventFixture.request(1, NOW_NANOS);
    EventFixture second = EventFixture.request(2, NOW_NANOS);
    try (TelemetryStore store = open(folder, () -> NOW)) {
      store.apply(
          1, List.of(first.open().event(), first.event(), second.event(), second.open().event()));
      assertThat(traceOf(store, first.event())).containsExactly(first.event());
      assertThat(traceOf(store, second.event())).containsExactly(second.event());
    }
  }

  @Test
  void apply_announcedAgain_keepsLatest() throws Exception {
    EventFixture event = EventFixture.request(1, NOW_NANOS).open();
    CollectedEvent later = event.attributes("{\"later\":true}").event();
    try (TelemetryStore store = open(folder, () -> NOW)) {
      store.apply(1, List.of(event.event()));
      store.apply(2, List.of(later));
      assertThat(traceOf(store, later)).containsExactly(later);
    }
  }

  @Test
  void apply_sameEventAgain_isStoredOnce() throws Exception {
    CollectedEvent event = EventFixture.request(1, NOW_NANOS).event();
    CollectedEvent other = EventFixture.request(2, NOW_NANOS).event();
    try (TelemetryStore store = open(folder, () -> NOW)) {
      store.apply(1, List.of(event, event));
      store.apply(2, List.of(other, event));
    }
    try (TelemetryStore store = open(folder, () -> NOW)) {
      store.apply(3, List.of(event, other));
      assertThat(finished(store)).isEqualTo(2);
      assertThat(store.status().duplicateEvents()).isEqualTo(2);
      assertThat(store.status().storedEvents()).isZero();
    }
  }

  @Test
  void apply_spanIdInTwoTraces_isTwoEvents() throws Exception {
    CollectedEvent one = EventFixture.request(1, NOW_NANOS).foreign(42, 0, 1, 1).event();
    CollectedEvent two = EventFixture.request(1, NOW_NANOS).foreign(42, 0, 1, 2).event();
    try (TelemetryStore store = open(folder, () -> NOW)) {
      store.apply(1, List.of(one, two));
      store.apply(2, List.of(one, two));
      assertThat(traceOf(store, one)).containsExactly(one);
      assertThat(traceOf(store, two)).containsExactly(two);
    }
  }

  @Test
  void apply_positionAgain_changesNothing() throws Exception {
    try (TelemetryStore store = open(folder, () -> NOW)) {
      store.apply(5, List.of(EventFixture.request(1, NOW_NANOS).event()));
      store.apply(5, List.of(EventFixture.request(2, NOW_NANOS).event()));
      store.apply(4, List.of(EventFixture.request(3, NOW_NANOS).event()));
      assertThat(finished(store)).isEqualTo(1);
      assertThat(store.appliedPosition()).isEqualTo(5);
    }
  }

  @Test
  void apply_noEvents_remembersPosition() throws Exception {
    try (TelemetryStore store = open(folder, () -> NOW)) {
      store.apply(9, List.of());
    }
    try (TelemetryStore store = open(folder, () -> NOW)) {
      assertThat(store.appliedPosition()).isEqualTo(9);
    }
  }

  @Test
  void apply_batchOverSeveralDays_isFoundAfterReopen() throws Exception {
    List<CollectedEvent> batch = new ArrayList<>();
    for (int day = 0; day < 3; day++) {
      batch.add(EventFixture.request(day, NOW_NANOS - day * DAY_NANOS).event());
    }
    try (TelemetryStore store = open(folder, () -> NOW)) {
      store.apply(1, batch);
    }
    try (TelemetryStore store = open(folder, () -> NOW)) {
      assertThat(store.status().days()).isEqualTo(3);
      assertThat(finished(store)).isEqualTo(3);
      for (CollectedEvent event : batch) {
        assertThat(traceOf(store, event)).containsExactly(event);
      }
      assertThat(store.appliedPosition()).isEqualTo(1);
    }
  }

  @Test
  void apply_expiredAndFutureEvents_areCountedAndLeftOut() throws Exception {
    long retentionNanos = RETENTION_DAYS * DAY_NANOS;
    try (TelemetryStore store = open(folder, () -> NOW)) {
      store.apply(
          1,
          List.of(
              EventFixture.request(1, NOW_NANOS - retentionNanos - DAY_NANOS).event(),
              EventFixture.request(2, Long.MIN_VALUE).event(),
              EventFixture.request(3, NOW_NANOS + DAY_NANOS + 1).event(),
              EventFixture.request(4, Long.MAX_VALUE).event(),
              EventFixture.request(5, NOW_NANOS - retentionNanos).event(),
              EventFixture.request(6, NOW_NANOS + DAY_NANOS).event()));
      assertThat(store.status().expiredEvents()).isEqualTo(2);
      assertThat(store.status().futureEvents()).isEqualTo(2);
      assertThat(store.status().storedEvents()).isEqualTo(2);
      assertThat(finished(store)).isEqualTo(2);
    }
  }

  @Test
  void enforceRetention_dayPastIt_freesItsDisk() throws Exception {
    CollectedEvent old = EventFixture.request(1, NOW_NANOS).event();
    CollectedEvent young = EventFixture.request(2, NOW_NANOS + DAY_NANOS).event();
    try (TelemetryStore store = open(folder, () -> NOW)) {
      store.apply(1, List.of(old, young));
      long bytesBefore = store.status().bytes();
      assertThat(store.enforceRetention(NOW.plus(Duration.ofDays(RETENTION_DAYS)))).isZero();
      Instant later = NOW.plus(Duration.ofDays(RETENTION_DAYS + 1));
      assertThat(store.enforceRetention(later)).isEqualTo(1);
      assertThat(store.status().days()).isEqualTo(1);
      assertThat(store.status().bytes()).isLessThan(bytesBefore);
      assertThat(traceOf(store, old)).isEmpty();
      assertThat(traceOf(store, young)).containsExactly(young);
      store.apply(2, List.of(EventFixture.request(3, NOW_NANOS).event()));
      assertThat(store.status().expiredEvents()).isEqualTo(1);
      assertThat(store.status().days()).isEqualTo(1);
    }
  }

  @Test
  void enforceRetention_moreBytesThanAllowed_deletesOldestDaysButNeverToday() throws Exception {
    List<CollectedEvent> batch = new ArrayList<>();
    for (int day = 0; day <= RETENTION_DAYS; day++) {
      batch.add(EventFixture.request(day, NOW_NANOS - day * DAY_NANOS).event());
    }
    batch.add(EventFixture.request(90, NOW_NANOS + DAY_NANOS).event());
    try (TelemetryStore store = open(folder, () -> NOW)) {
      store.apply(5, batch);
      assertThat(store.enforceRetention(NOW, store.status().bytes())).isZero();
      assertThat(store.enforceRetention(NOW, store.status().bytes() - 1)).isEqualTo(1);
      assertThat(traceOf(store, batch.get(RETENTION_DAYS))).isEmpty();
      assertThat(traceOf(store, batch.get(RETENTION_DAYS - 1))).hasSize(1);
      assertThat(store.enforceRetention(NOW, 0)).isEqualTo(RETENTION_DAYS - 1);
      assertThat(store.status().days()).isEqualTo(2);
      store.apply(6, batch);
      assertThat(store.status().expiredEvents()).isEqualTo(RETENTION_DAYS);
      assertThat(store.status().duplicateEvents()).isEqualTo(2);
    }
    try (TelemetryStore store = open(folder, () -> NOW)) {
      assertThat(store.appliedPosition()).isEqualTo(6);
      assertThat(finished(store)).isEqualTo(2);
    }
  }

  @Test
  void enforceRetention_allDaysPastIt_keepsPosition() throws Exception {
    try (TelemetryStore store = open(folder, () -> NOW)) {
      store.apply(7, List.of(EventFixture.request(1, NOW_NANOS).event()));
      assertThat(store.enforceRetention(NOW.plus(Duration.ofDays(30)))).isEqualTo(1);
      assertThat(finished(store)).isZero();
    }
    try (TelemetryStore store = open(folder, () -> NOW.plus(Duration.ofDays(30)))) {
      assertThat(store.appliedPosition()).isEqualTo(7);
    }
  }

  @Test
  void operations_percentiles_areThoseOfARecountWithinTheirError() throws Exception {
    Random random = new Random(11);
    List<Long> lapsed = new ArrayList<>();
    List<CollectedEvent> batch = new ArrayList<>();
    for (int i = 0; i < 4_321; i++) {
      long nanos = (long) Math.exp(random.nextGaussian() * 2 + 14);
      lapsed.add(nanos);
      batch.add(EventFixture.request(i, NOW_NANOS + i - (i % 2) * DAY_NANOS).lapsed(nanos).event());
    }
    try (TelemetryStore store = open(folder, () -> NOW)) {
      store.apply(1, batch);
      OperationSummary all = queries(store).operations("shop", ALWAYS).get(0);
      Collections.sort(lapsed);
      assertThat(all.count()).isEqualTo(lapsed.size());
      assertNear(all.percentiles().p50Nanos(), quantile(lapsed, 0.5));
      assertNear(all.percentiles().p95Nanos(), quantile(lapsed, 0.95));
      assertNear(all.percentiles().p99Nanos(), quantile(lapsed, 0.99));
      assertThat(all.maxNanos()).isEqualTo(lapsed.get(lapsed.size() - 1));
      assertThat(all.totalNanos()).isEqualTo(lapsed.stream().mapToLong(n -> n).sum());
    }
  }

  @Test
  void foldedEvent_countsAsTheEventsItStandsFor() throws Exception {
    String query = "select 1";
    List<CollectedEvent> batch = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      batch.add(query(i, query).lapsed(1_000 + i).event());
    }
    batch.add(folded(20, query, "\"count\":99900,\"errors\":0,\"total\":99900000,\"max\":5000"));
    batch.add(folded(21, query, "\"count\":7,\"errors\":7,\"total\":70,\"max\":10"));
    batch.add(folded(22, "select 2", "\"count\":2,\"errors\":0,\"total\":3,\"max\":2"));
    batch.add(folded(23, "select 3", "\"count\":\"x\",\"errors\":-1,\"total\":1.5"));
    try (TelemetryStore store = open(folder, () -> NOW)) {
      store.apply(1, batch);
      List<OperationSummary> all = queries(store).operations("shop", ALWAYS);
      assertThat(all)
          .extracting(OperationSummary::operation, OperationSummary::fingerprint)
          .containsExactly(
              tuple(query, "sql-wstmt-query"),
              tuple("select 2", "sql-wstmt-query"),
              tuple("select 3", "sql-wstmt-query"));
      assertThat(all.get(0).count()).isEqualTo(99_917);
      assertThat(all.get(0).errors()).isEqualTo(7);
      assertThat(all.get(0).totalNanos()).isEqualTo(10_045 + 99_900_000 + 70);
      assertThat(all.get(0).maxNanos()).isEqualTo(5_000);
      StatementSummary top = queries(store).statements(null, ALWAYS, 10).get(0);
      assertThat(top.count()).isEqualTo(99_917);
      assertThat(top.errors()).isEqualTo(7);
      assertThat(top.totalNanos()).isEqualTo(all.get(0).totalNanos());
      assertThat(top.maxNanos()).isEqualTo(5_000);
    }
  }

  private static EventFixture query(int n, String query) {
    return EventFixture.request(n, NOW_NANOS + n).kind("sql-wstmt-query", query);
  }

  private static CollectedEvent folded(int n, String query, String numbers) {
    return EventFixture.request(n, NOW_NANOS + n)
        .kind("folded", query)
        .attributes("{\"of\":\"sql-wstmt-query\"," + numbers + ",\"p50\":2}")
        .event();
  }

  private static void assertNear(long nanos, long exactNanos) {
    double error = exactNanos * Buckets.MAX_RELATIVE_ERROR;
    assertThat((double) nanos).isBetween(exactNanos - error, exactNanos + error);
  }

  private static long quantile(List<Long> sorted, double share) {
    return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
  }

  @Test
  void apply_hostileAndForeignTexts_areJustTexts() throws Exception {
    List<String> names =
        List.of(
            "'; DROP TABLE events; --",
            "\"quoted\" \\ %s ? $1 :all",
            "Käse \uD83E\uDDC0 日本語 \u202Eright",
            "nul\u0000inside",
            "");
    try (TelemetryStore store = open(folder, () -> NOW)) {
      long id = 0;
      for (String name : names) {
        CollectedEvent event =
            EventFixture.request(++id, NOW_NANOS).service(name).kind(name, name).event();
        store.apply(id, List.of(event));
        assertThat(traceOf(store, event)).containsExactly(event);
        assertThat(queries(store).operations(name, ALWAYS)).hasSize(1);
        assertThat(queries(store).series(name, new TimeRange(0, 10), 10)).hasSize(1);
      }
      assertThat(queries(store).services(ALWAYS)).hasSize(names.size());
    }
  }

  @Test
  void apply_attributesOfAMegabyte_comeBackWhole() throws Exception {
    StringBuilder text = new StringBuilder();
    Random random = new Random(5);
    while (text.length() < 1 << 20) {
      text.appendCodePoint('ä' + random.nextInt(5_000));
    }
    CollectedEvent event =
        EventFixture.request(1, NOW_NANOS).attributes("{\"big\":\"" + text + "\"}").event();
    try (TelemetryStore store = open(folder, () -> NOW)) {
      store.apply(1, List.of(event));
    }
    try (TelemetryStore store = open(folder, () -> NOW)) {
      assertThat(traceOf(store, event)).containsExactly(event);
    }
  }

  protected final List<CollectedEvent> traceOf(TelemetryStore store, CollectedEvent event)
      throws Exception {
    TraceEvents trace = queries(store).trace(event.traceHigh(), event.traceLow());
    return trace == null ? List.of() : trace.events();
  }

  /** How many finished events the store shows, of all services. */
  protected final long finished(TelemetryStore store) throws Exception {
    long count = 0;
    for (var service : queries(store).services(ALWAYS)) {
      for (OperationSummary operation : queries(store).operations(service.service(), ALWAYS)) {
        count += operation.count();
      }
    }
    return count;
  }
}
