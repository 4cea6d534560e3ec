/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.store.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.collector.Seed;
import io.gomon.collector.store.CollectedEvent;
import io.gomon.collector.store.EventFixture;
import io.gomon.collector.store.OwnTraces;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything of a range is read, once and in order, whatever happens to the days meanwhile. */
final class EventScanTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final long NOW_NANOS = NOW.getEpochSecond() * 1_000_000_000L;
  private static final long DAY = 86_400_000_000_000L;

  @TempDir Path folder;

  private DuckDbEventStore store;

  @BeforeEach
  void open() throws Exception {
    store = DuckDbEventStore.open(StoreSettings.of(folder).withClock(() -> NOW));
  }

  @AfterEach
  void close() throws Exception {
    store.close();
  }

  @Test
  void next_severalDays_bringsAllInTheOrderOfStoring() throws Exception {
    List<CollectedEvent> events = requests(0, 7_000, NOW_NANOS - DAY);
    events.addAll(requests(7_000, 3_000, NOW_NANOS));
    store.apply(1, events.subList(0, 5_000));
    store.apply(2, events.subList(5_000, 10_000));
    assertThat(all(store.scan(0, Long.MAX_VALUE))).containsExactlyElementsOf(events);
  }

  @Test
  void next_range_isExact() throws Exception {
    List<CollectedEvent> events = requests(0, 5_000, NOW_NANOS);
    store.apply(1, events);
    assertThat(all(store.scan(NOW_NANOS + 2_100, NOW_NANOS + 2_200)))
        .containsExactlyElementsOf(events.subList(2_100, 2_200));
    assertThat(all(store.scan(NOW_NANOS - DAY, NOW_NANOS))).isEmpty();
  }

  /** Parents lie in other slices, before the range, in other batches, or nowhere. */
  @Test
  void next_randomTraces_comeBackEqual() throws Exception {
    long seed = Seed.get();
    Random random = new Random(seed);
    List<CollectedEvent> events = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      events.addAll(OwnTraces.trace(random, NOW_NANOS));
    }
    store.apply(1, events.subList(0, 5_030));
    store.apply(2, events.subList(5_030, events.size()));
    assertThat(all(store.scan(0, Long.MAX_VALUE)))
        .as("seed %d", seed)
        .containsExactlyInAnyOrderElementsOf(events);
    long middle = events.get(events.size() / 2).startNanos();
    List<CollectedEvent> later = new ArrayList<>(events);
    later.removeIf(event -> event.startNanos() < middle);
    assertThat(all(store.scan(middle, Long.MAX_VALUE)))
        .as("seed %d", seed)
        .containsExactlyInAnyOrderElementsOf(later);
  }

  @Test
  void next_largeEvents_sliceIsCutByLength() throws Exception {
    String large = "{\"a\":\"" + "x".repeat(700_000) + "\"}";
    List<CollectedEvent> events = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      events.add(EventFixture.request(i, NOW_NANOS + i).attributes(large).event());
    }
    events.addAll(requests(100, 2_000, NOW_NANOS + 100));
    store.apply(1, events);
    EventScan scan = store.scan(0, Long.MAX_VALUE);
    List<CollectedEvent> read = new ArrayList<>();
    for (List<CollectedEvent> slice = scan.next(); slice != null; slice = scan.next()) {
      assertThat(slice.stream().mapToInt(e -> e.attributes().length()).sum()).isLessThan(3 << 20);
      read.addAll(slice);
    }
    assertThat(read).containsExactlyElementsOf(events);
  }

  @Test
  void next_announcedEvents_comeFirstAndOnce() throws Exception {
    List<CollectedEvent> open = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      open.add(EventFixture.request(i, NOW_NANOS + i / 7).open().event());
    }
    CollectedEvent finished = EventFixture.request(1_000, NOW_NANOS).event();
    open.add(EventFixture.request(5, NOW_NANOS).foreign(77, 0, 1, 1).open().event());
    open.add(EventFixture.request(5, NOW_NANOS).foreign(77, 0, 1, 2).open().event());
    store.apply(1, open);
    store.apply(2, List.of(finished));
    List<CollectedEvent> read = all(store.scan(0, Long.MAX_VALUE));
    assertThat(read).hasSize(603).containsAll(open).endsWith(finished);
    assertThat(Set.copyOf(read)).hasSize(603);
  }

  @Test
  void next_eventFinishesMeanwhile_comesInBothForms() throws Exception {
    EventFixture request = EventFixture.request(1, NOW_NANOS);
    store.apply(1, requests(2, 10, NOW_NANOS));
    store.apply(2, List.of(request.open().event()));
    EventScan scan = store.scan(0, Long.MAX_VALUE);
    assertThat(scan.next()).containsExactly(request.open().event());
    store.apply(3, List.of(request.event()));
    assertThat(all(scan)).endsWith(request.event()).hasSize(11);
  }

  @Test
  void next_eventsStoredMeanwhile_areNotWaitedFor() throws Exception {
    List<CollectedEvent> first = requests(0, 3_000, NOW_NANOS);
    store.apply(1, first);
    EventScan scan = store.scan(0, Long.MAX_VALUE);
    List<CollectedEvent> read = new ArrayList<>(scan.next());
    store.apply(2, requests(3_000, 3_000, NOW_NANOS));
    read.addAll(all(scan));
    assertThat(read).containsExactlyElementsOf(first);
  }

  @Test
  void next_dayDeletedMeanwhile_tellsAndGoesOn() throws Exception {
    store.apply(1, requests(0, 5_000, NOW_NANOS - 2 * DAY));
    List<CollectedEvent> today = requests(5_000, 10, NOW_NANOS);
    store.apply(2, today);
    EventScan scan = store.scan(0, Long.MAX_VALUE);
    assertThat(scan.next()).isNotEmpty();
    // no reader holds the day between two slices: this does not wait
    assertThat(store.enforceRetention(NOW.plus(7, ChronoUnit.DAYS))).isOne();
    assertThat(all(scan)).containsExactlyElementsOf(today);
    assertThat(scan.vanishedDays()).containsExactly(LocalDate.parse("2026-11-19"));
  }

  private static List<CollectedEvent> all(EventScan scan) throws SQLException {
    List<CollectedEvent> all = new ArrayList<>();
    for (List<CollectedEvent> slice = scan.next(); slice != null; slice = scan.next()) {
      assertThat(slice).isNotEmpty().hasSizeLessThanOrEqualTo(2_048);
      all.addAll(slice);
    }
    return all;
  }

  private static List<CollectedEvent> requests(int firstId, int count, long startNanos) {
    List<CollectedEvent> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      events.add(EventFixture.request(firstId + i, startNanos + i).event());
    }
    return events;
  }
}
