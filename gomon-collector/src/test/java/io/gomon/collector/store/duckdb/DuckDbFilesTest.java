/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.store.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gomon.collector.query.TimeRange;
import io.gomon.collector.query.duckdb.DuckDbQueries;
import io.gomon.collector.query.duckdb.QueryLimits;
import io.gomon.collector.store.Applied;
import io.gomon.collector.store.CollectedEvent;
import io.gomon.collector.store.EventFixture;
import io.gomon.collector.store.KilledWriter;
import io.gomon.collector.store.StoreException;
import io.gomon.collector.store.StoreInitException;
import io.gomon.collector.store.StoreOpenException;
import io.gomon.testkit.Conditions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What only the DuckDB store has: files that can be damaged, and statements that can be slow. */
final class DuckDbFilesTest {
  private static final Instant NOW = KilledWriter.NOW;
  private static final long NOW_NANOS = NOW.getEpochSecond() * 1_000_000_000L;
  private static final String TODAY = "events-2026-11-21.duckdb";

  @TempDir Path folder;

  private StoreSettings settings() {
    return StoreSettings.of(folder).withClock(() -> NOW);
  }

  private DuckDbEventStore open() throws StoreException {
    return DuckDbEventStore.open(settings());
  }

  private void writeOneDay() throws StoreException {
    try (DuckDbEventStore store = open()) {
      store.apply(1, List.of(EventFixture.request(1, NOW_NANOS).event()));
    }
  }

  @Test
  void open_fileThatIsNoDatabase_saysWhichAndWhatToDo() throws Exception {
    Files.writeString(folder.resolve(TODAY), "not a database");
    assertThatThrownBy(this::open)
        .isInstanceOf(StoreOpenException.class)
        .hasMessageContaining(TODAY)
        .hasMessageContaining("move it away");
    Files.delete(folder.resolve(TODAY));
    open().close();
  }

  @Test
  void open_truncatedFile_isRefused() throws Exception {
    writeOneDay();
    byte[] whole = Files.readAllBytes(folder.resolve(TODAY));
    Files.write(folder.resolve(TODAY), java.util.Arrays.copyOf(whole, 5_000));
    assertThatThrownBy(this::open).isInstanceOf(StoreOpenException.class);
  }

  @Test
  void open_newerSchema_isRefused() throws Exception {
    writeOneDay();
    alterToday("UPDATE d.store_meta SET schema_version = 99");
    assertThatThrownBy(this::open)
        .isInstanceOf(StoreOpenException.class)
        .hasMessageContaining("schema version 99");
  }

  @Test
  void open_databaseOfAnother_isRefused() throws Exception {
    writeOneDay();
    alterToday("DROP TABLE d.store_meta");
    assertThatThrownBy(this::open)
        .isInstanceOf(StoreOpenException.class)
        .hasMessageContaining("not one of this collector");
  }

  private void alterToday(String sql) throws Exception {
    Path other = folder.resolve("other");
    try (DuckDbEngine engine = DuckDbEngine.start(StoreSettings.of(other), folder)) {
      engine.attach(folder.resolve(TODAY), "d");
      engine.execute(sql);
      engine.detach("d");
    }
  }

  @Test
  void open_folderInUse_isRefused() throws Exception {
    try (DuckDbEventStore store = open()) {
      assertThat(store.appliedPosition()).isZero();
      assertThatThrownBy(this::open)
          .isInstanceOf(StoreOpenException.class)
          .hasMessageContaining("Another collector");
    }
    open().close();
  }

  @Test
  void open_folderThatCannotBeMade_isAnotherException() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    StoreSettings settings = StoreSettings.of(file.resolve("below"));
    assertThatThrownBy(() -> DuckDbEventStore.open(settings))
        .isInstanceOf(StoreInitException.class)
        .hasMessageContaining("Cannot make the data folder");
  }

  @Test
  void open_leftoversOfAKilledProcess_areRemoved() throws Exception {
    Path halfMade = Files.writeString(folder.resolve(TODAY + ".new"), "half");
    Path orphanedWal = Files.writeString(folder.resolve("events-2026-11-01.duckdb.wal"), "x");
    Path foreign = Files.writeString(folder.resolve("events-2026-99-99.duckdb"), "not ours");
    open().close();
    assertThat(halfMade).doesNotExist();
    assertThat(orphanedWal).doesNotExist();
    assertThat(foreign).exists();
  }

  @Test
  void open_folderWithQuotesAndSpaces_works() throws Exception {
    Path strange = folder.resolve("it's a \"folder\"; --");
    try (DuckDbEventStore store = DuckDbEventStore.open(StoreSettings.of(strange))) {
      store.apply(1, List.of());
    }
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "needs /proc to find the loaded library")
  void open_nativeLibrary_isNotLeftInTheTemporaryFolder() throws Exception {
    open().close();
    assertThat(NativeLibrary.loaded()).isEmpty();
    assertThat(Files.readString(Path.of("/proc/self/maps"))).contains("libduckdb_java");
  }

  /** The position was in the file that is gone: the log is replayed into the ones that stay. */
  @Test
  void apply_newestFileTakenAway_replaysWithoutDuplicates() throws Exception {
    try (DuckDbEventStore store = open()) {
      for (long position = 1; position <= 5; position++) {
        store.apply(position, KilledWriter.batch(position));
      }
    }
    Files.delete(folder.resolve(TODAY));
    try (DuckDbEventStore store = open()) {
      assertThat(store.appliedPosition()).isZero();
      for (long position = 2; position <= 6; position += 2) {
        store.apply(position, both(KilledWriter.batch(position - 1), KilledWriter.batch(position)));
      }
      long finished =
          DuckDbQueries.create(store, QueryLimits.DEFAULT)
              .operations("shop", new TimeRange(0, TimeRange.MAX_MILLIS))
              .stream()
              .mapToLong(operation -> operation.count())
              .sum();
      assertThat(finished).isEqualTo(6 * KilledWriter.FINISHED_PER_POSITION);
    }
  }

  private static List<CollectedEvent> both(List<CollectedEvent> one, List<CollectedEvent> other) {
    return java.util.stream.Stream.concat(one.stream(), other.stream()).toList();
  }

  /** A null breaks a column's rule in the middle of the transaction, as a full disk might. */
  @Test
  void apply_failsHalfWay_leavesAllAsItWas() throws Exception {
    EventFixture announced = EventFixture.request(1, NOW_NANOS);
    CollectedEvent finished = announced.event();
    CollectedEvent bad = EventFixture.request(2, NOW_NANOS).kind(null, "broken").event();
    try (DuckDbEventStore store = open()) {
      store.apply(1, List.of(announced.open().event()));
      assertThatThrownBy(() -> store.apply(2, List.of(finished, bad)))
          .isInstanceOf(StoreException.class);
      DuckDbQueries queries = DuckDbQueries.create(store, QueryLimits.DEFAULT);
      assertThat(queries.trace(finished.traceHigh(), finished.traceLow()).events())
          .containsExactly(announced.open().event());
      assertThat(store.appliedPosition()).isEqualTo(1);
      store.apply(2, List.of(finished));
      assertThat(queries.trace(finished.traceHigh(), finished.traceLow()).events())
          .containsExactly(finished);
    }
  }

  /** As if killed between the two transactions of a batch over two days. */
  @Test
  void apply_secondDayFails_positionStaysBehind() throws Exception {
    CollectedEvent yesterday =
        EventFixture.request(1, NOW_NANOS - TimeUnit.DAYS.toNanos(1)).event();
    CollectedEvent today = EventFixture.request(2, NOW_NANOS).event();
    CollectedEvent bad = EventFixture.request(3, NOW_NANOS).kind(null, "broken").event();
    try (DuckDbEventStore store = open()) {
      store.apply(1, List.of());
      assertThatThrownBy(() -> store.apply(2, List.of(yesterday, today, bad)))
          .isInstanceOf(StoreException.class);
    }
    try (DuckDbEventStore store = open()) {
      assertThat(store.appliedPosition()).isEqualTo(1);
      store.apply(2, List.of(yesterday, today));
      assertThat(store.status().duplicateEvents()).isEqualTo(1);
      assertThat(store.status().storedEvents()).isEqualTo(1);
    }
  }

  @Test
  void read_endlessStatement_isCancelledAndStopsNoWriter() throws Exception {
    ExecutorService reader = Executors.newSingleThreadExecutor();
    Endless question = new Endless();
    try (DuckDbEventStore store = open()) {
      store.apply(1, List.of(EventFixture.request(1, NOW_NANOS).event()));
      Future<Long> endless = reader.submit(() -> question.read(store, Duration.ofSeconds(2)));
      Conditions.await("running", question::isRunning);
      for (int position = 2; position <= 20; position++) {
        store.apply(position, List.of(EventFixture.request(position, NOW_NANOS).event()));
      }
      assertThat(endless.isDone()).isFalse();
      assertThatThrownBy(() -> endless.get(20, TimeUnit.SECONDS))
          .hasCauseInstanceOf(SQLTimeoutException.class);
    } finally {
      reader.shutdownNow();
    }
  }

  @Test
  void read_endlessStatementIsCancelled_endsLongBeforeItsTime() throws Exception {
    ExecutorService reader = Executors.newSingleThreadExecutor();
    Endless question = new Endless();
    try (DuckDbEventStore store = open()) {
      store.apply(1, List.of(EventFixture.request(1, NOW_NANOS).event()));
      Future<Long> endless = reader.submit(() -> question.read(store, Duration.ofSeconds(55)));
      Conditions.await("running", question::isRunning);
      Conditions.await(
          "ended",
          () -> {
            question.session.cancel(); // it may not have begun yet the first time
            return endless.isDone();
          });
      assertThatThrownBy(() -> endless.get(20, TimeUnit.SECONDS))
          .hasCauseInstanceOf(SQLException.class)
          .hasStackTraceContaining("INTERRUPT");
      assertThatThrownBy(() -> question.session.query("SELECT 1")).isInstanceOf(SQLException.class);
    } finally {
      reader.shutdownNow();
    }
  }

  /** A question that does not end by itself. */
  private static final class Endless {
    private volatile DaySession session;
    private volatile Thread thread;

    long read(DuckDbEventStore store, Duration limit) throws Exception {
      return store.read(
          0,
          NOW_NANOS + 1,
          limit,
          asked -> {
            session = asked;
            thread = Thread.currentThread();
            try (ResultSet row =
                asked.query(
                    "SELECT count(*) FROM :all e, range(1000000000) a, range(1000000000) b"
                        + " WHERE a.range % 7 = (b.range + e.id_low) % 3")) {
              row.next();
              return row.getLong(1);
            }
          });
    }

    boolean isRunning() {
      Thread asking = thread;
      return asking != null
          && Arrays.stream(asking.getStackTrace())
              .anyMatch(frame -> frame.getMethodName().equals("executeQuery"));
    }
  }

  @Test
  void apply_thirtyDaysOneAfterTheOther_keepsKeysOfTwoInMemory() throws Exception {
    assertThat(daysInMemoryAfter(day -> day - 29)).isEqualTo(2);
  }

  /** As a backfill may do it, newest day first: those two and the one it is at. */
  @Test
  void apply_thirtyDaysBackwards_keepsKeysOfThreeInMemory() throws Exception {
    assertThat(daysInMemoryAfter(day -> -day)).isEqualTo(3);
  }

  private int daysInMemoryAfter(IntUnaryOperator dayOf) throws Exception {
    try (DuckDbEventStore store = DuckDbEventStore.open(settings().withRetentionDays(40))) {
      List<CollectedEvent> all = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        long start = NOW_NANOS + TimeUnit.DAYS.toNanos(dayOf.applyAsInt(i));
        CollectedEvent finished = EventFixture.request(2L * i, start).event();
        EventFixture announced = EventFixture.request(2L * i + 1, start);
        store.apply(i + 1, List.of(finished, announced.open().event()));
        all.addAll(List.of(finished, announced.event()));
      }
      int held = store.daysInMemory();
      Applied again = store.apply(31, all);
      assertThat(again.duplicates()).isEqualTo(30);
      assertThat(again.written()).hasSize(30).noneMatch(CollectedEvent::isOpen);
      assertThat(store.daysInMemory()).isLessThanOrEqualTo(3);
      return held;
    }
  }

  @Test
  void inDayTransaction_fails_isUndoneAndSaysSo() throws Exception {
    long today = Math.floorDiv(NOW_NANOS, TimeUnit.DAYS.toNanos(1));
    try (DuckDbEventStore store = open()) {
      assertThat(store.inDayTransaction(today, (connection, day) -> {})).isFalse();
      store.apply(1, List.of(EventFixture.request(1, NOW_NANOS).event()));
      assertThat(store.epochDays()).containsExactly(today);
      assertThat(store.inDayTransaction(today, tables("CREATE TABLE %s.mine AS SELECT 1 AS n")))
          .isTrue();
      assertThatThrownBy(
              () ->
                  store.inDayTransaction(
                      today, tables("INSERT INTO %s.mine VALUES (2)", "SELECT * FROM nothing")))
          .isInstanceOf(StoreException.class);
    }
    try (DuckDbEventStore store = open()) {
      List<Long> sums = new ArrayList<>();
      store.inDayTransaction(
          today,
          (connection, day) -> {
            try (ResultSet row =
                connection.createStatement().executeQuery("SELECT sum(n) FROM " + day + ".mine")) {
              row.next();
              sums.add(row.getLong(1));
            }
          });
      assertThat(sums).containsExactly(1L);
    }
  }

  private static DayTransaction tables(String... statements) {
    return (connection, day) -> {
      for (String sql : statements) {
        try (Statement statement = connection.createStatement()) {
          statement.execute(sql.formatted(day));
        }
      }
    };
  }

  @Test
  void apply_failedAtItsSecondDay_isToldOfWholeWhenItSucceeds() throws Exception {
    CollectedEvent yesterday =
        EventFixture.request(1, NOW_NANOS - TimeUnit.DAYS.toNanos(1)).event();
    CollectedEvent today = EventFixture.request(2, NOW_NANOS).event();
    CollectedEvent bad = EventFixture.request(3, NOW_NANOS).kind(null, "broken").event();
    try (DuckDbEventStore store = open()) {
      assertThatThrownBy(() -> store.apply(1, List.of(yesterday, bad)))
          .isInstanceOf(StoreException.class);
      assertThat(store.apply(1, List.of(yesterday, today)).written())
          .containsExactly(yesterday, today);
      assertThat(store.apply(2, List.of(yesterday, today)).written()).isEmpty();
    }
  }

  @Test
  void seenEvents_afterManyGenerations_neverSaysNewForAStoredOne() {
    SeenEvents seen = SeenEvents.withGenerationSize(100);
    for (int i = 0; i < 1_000; i++) {
      EventKey key = new EventKey(1, i, 0, 0);
      assertThat(seen.perhaps(key, i)).as("new %s", i).isFalse();
      seen.add(key, i);
    }
    for (int i = 0; i < 1_000; i++) {
      assertThat(seen.perhaps(new EventKey(1, i, 0, 0), i)).as("stored %s", i).isTrue();
    }
  }
}
