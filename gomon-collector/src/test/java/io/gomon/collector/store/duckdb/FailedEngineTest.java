/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.store.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gomon.collector.store.ApplyGroup;
import io.gomon.collector.store.CollectedEvent;
import io.gomon.collector.store.EventFixture;
import io.gomon.collector.store.StoreException;
import io.gomon.testkit.Conditions;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine fails and would refuse everything from then on: the store goes on with another. */
final class FailedEngineTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final long NOW_NANOS = NOW.getEpochSecond() * 1_000_000_000L;

  @TempDir Path folder;

  private final ExecutorService asking = Executors.newSingleThreadExecutor();
  private DuckDbEventStore store;
  private long lastId;

  @BeforeEach
  void open() throws StoreException {
    store = DuckDbEventStore.open(StoreSettings.of(folder).withClock(() -> NOW));
    store.apply(ApplyGroup.of(1, events(10)));
  }

  @AfterEach
  void close() throws StoreException {
    asking.shutdown();
    store.close();
  }

  @Test
  void checkpoint_thatFails_costsNothing() throws Exception {
    execute("SET debug_checkpoint_abort = 'before_header'");
    ApplyGroup larger = ApplyGroup.of(2, events(FillingGroup.ROWS));
    assertThatThrownBy(() -> store.apply(larger))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("opened anew");
    assertThat(store.apply(larger).stored()).as("what the failed one left").isBetween(1L, 100L);
    assertThat(count()).isEqualTo(FillingGroup.ROWS + 10);
    assertThat(store.appliedPosition()).isEqualTo(2);
    assertThat(store.status().reopened()).isEqualTo(1);
  }

  @Test
  void close_behindAFailure_leavesWhatWasStored() throws Exception {
    execute("SET memory_limit = '1MB'");
    ApplyGroup group = ApplyGroup.of(2, events(20_000));
    assertThatThrownBy(() -> store.apply(group)).hasMessageContaining("opened anew");
    store.close();
    store = DuckDbEventStore.open(StoreSettings.of(folder).withClock(() -> NOW));
    assertThat(store.apply(group).stored()).isEqualTo(20_000);
    assertThat(count()).isEqualTo(20_010);
  }

  @Test
  void apply_withoutMemory_isDoneAtTheNextTry() throws Exception {
    execute("SET memory_limit = '1MB'");
    ApplyGroup group = ApplyGroup.of(2, events(20_000));
    assertThatThrownBy(() -> store.apply(group)).hasMessageContaining("opened anew");
    assertThat(store.apply(group).stored()).isEqualTo(20_000);
    assertThat(count()).isEqualTo(20_010);
    assertThat(store.status().reopened()).isEqualTo(1);
  }

  @Test
  void read_ofAnEngineThatRefusesEverything_isToBeAskedAgainAndThenAnswered() throws Exception {
    execute("SET debug_checkpoint_abort = 'before_header'");
    assertThatThrownBy(() -> execute("CHECKPOINT d20261121")).isInstanceOf(SQLException.class);
    assertThatThrownBy(this::count).isInstanceOf(SQLTransientException.class);
    assertThat(store.enforceRetention(NOW, Long.MAX_VALUE)).isZero();
    assertThat(count()).isEqualTo(10);
    assertThat(store.status().reopened()).isEqualTo(1);
  }

  @Test
  void question_thatRunsMeanwhile_isEndedAndToBeAskedAgain() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    Future<Long> question =
        asking.submit(
            () ->
                store.read(
                    NOW_NANOS,
                    NOW_NANOS + 1,
                    Duration.ofSeconds(60),
                    session -> {
                      begun.countDown();
                      return number(
                          session,
                          "SELECT count(*) FROM range(100000000) a, range(100000000) b"
                              + " WHERE a.range + b.range = 7");
                    }));
    begun.await();
    execute("SET memory_limit = '3MB'"); // more than the question has, and less than storing takes
    ApplyGroup group = ApplyGroup.of(2, events(20_000));
    assertThatThrownBy(() -> store.apply(group)).hasMessageContaining("opened anew");
    Conditions.await("stored", () -> isStored(group));
    assertThatThrownBy(question::get).hasCauseInstanceOf(SQLTransientException.class);
    assertThat(count()).isEqualTo(20_010);
  }

  private boolean isStored(ApplyGroup group) {
    try {
      return store.apply(group).stored() == 20_000;
    } catch (StoreException e) {
      return false;
    }
  }

  private long count() throws SQLException {
    return read(session -> number(session, "SELECT count(*) FROM d20261121.events"));
  }

  private void execute(String sql) throws SQLException {
    read(
        session -> {
          session.execute(sql);
          return sql;
        });
  }

  private <T> T read(DayReading<T> reading) throws SQLException {
    return store.read(NOW_NANOS, NOW_NANOS + 1, Duration.ofSeconds(60), reading);
  }

  private static long number(DaySession session, String sql) throws SQLException {
    try (ResultSet row = session.query(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  private List<CollectedEvent> events(int count) {
    List<CollectedEvent> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      events.add(EventFixture.request(++lastId, NOW_NANOS + lastId).event());
    }
    return events;
  }
}
