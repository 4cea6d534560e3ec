/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.gomon.Event;
import io.gomon.EventTracker;
import io.gomon.jdbc.sql.SqlDialect;
import io.gomon.testkit.GomonExtension;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Whatever is read in whatever order, the kept values are those of a table written down plainly.
 */
class RowsRecordTest {
  @RegisterExtension final GomonExtension gomon = GomonExtension.create();

  @Test
  void reads_inAnyOrder_areKeptLikeInAPlainTable() {
    Random random = new Random(20_260_101);
    for (int round = 0; round < 500; round++) {
      int maxRows = random.nextInt(40);
      gomon.gomon().settings().set("jdbc.max-rows", maxRows);
      gomon.recorded().clear();
      check(random, maxRows, 1 + random.nextInt(70));
    }
  }

  private void check(Random random, int maxRows, int width) {
    // Of a text the columns of last time are remembered, whatever they were.
    SqlText text =
        random.nextBoolean()
            ? null
            : JdbcPolicy.of(gomon.gomon()).textOf("select 1", SqlDialect.H2);
    RowsRecord record =
        new RowsRecord(gomon.gomon().start("sql-wrows"), JdbcPolicy.of(gomon.gomon()), text);
    List<Object> columns = new ArrayList<>();
    List<Map<Object, Object>> rows = new ArrayList<>();
    int rowCount = random.nextInt(60);
    for (int row = 0; row < rowCount; row++) {
      record.atRow();
      Map<Object, Object> values = new LinkedHashMap<>();
      for (int reads = random.nextInt(2 * width); reads > 0; reads--) {
        read(record, random, 1 + random.nextInt(width), columns, values, rows.size() < maxRows);
      }
      if (!values.isEmpty()) {
        rows.add(values);
      }
    }
    record.finish();
    Event event = gomon.events("sql-wrows").get(0);
    assertThat(event.get("row-count")).isEqualTo((long) rowCount);
    assertThat(event.get("columns")).isEqualTo(columns.isEmpty() ? null : columns);
    assertThat(event.get("rows")).isEqualTo(rows.isEmpty() ? null : table(columns, rows));
  }

  @Test
  void manyRows_areLookedAtNowAndThen_andTakenForTheLikeOfThose() {
    RowsRecord record =
        new RowsRecord(gomon.gomon().start("sql-wrows"), JdbcPolicy.of(gomon.gomon()), null);
    int watched = 0;
    long bytes = 0;
    for (int row = 1; row <= 64_000; row++) {
      goOn(record);
      String value = "x".repeat(row / 100);
      bytes += value.length();
      if (record.watchesRow()) {
        watched++;
        record.read(1, value);
      }
    }
    assertThat(record.passesRow() && record.atEnd()).isFalse();
    record.finish();
    Event event = gomon.events("sql-wrows").get(0);
    // The distance grows by a 64th: 256 * (65/64)^n = 64,000 has n = 356.
    assertThat(watched).isBetween(256 + 340, 256 + 372);
    assertThat(event.get("row-count")).isEqualTo(64_000L);
    assertThat(event.get("rows-unread")).isNull();
    // Each that is watched is at most a 64th larger than those it stands for.
    assertThat((Long) event.get("bytes")).isBetween(bytes, bytes + bytes / 32);
  }

  @Test
  void rowsUnreadBehindTheFirst_areNotTakenForTheLikeOfThose() {
    RowsRecord record =
        new RowsRecord(gomon.gomon().start("sql-wrows"), JdbcPolicy.of(gomon.gomon()), null);
    for (int row = 1; row <= 1_000; row++) {
      goOn(record);
      if (row <= 256) {
        record.read(1, "ten bytes!");
      }
    }
    record.finish();
    Event event = gomon.events("sql-wrows").get(0);
    assertThat((Long) event.get("rows-unread")).isCloseTo(744L, withinPercentage(2));
    assertThat((Long) event.get("bytes")).isCloseTo(2_560L, withinPercentage(2));
  }

  @Test
  void rowsOfAllWaysToGo_areCounted_whereverOneFails() {
    Random random = new Random(20_261_121);
    for (int round = 0; round < 200; round++) {
      gomon.recorded().clear();
      RowsRecord record =
          new RowsRecord(gomon.gomon().start("sql-wrows"), JdbcPolicy.of(gomon.gomon()), null);
      long rows = 0;
      for (int step = random.nextInt(5_000); step > 0; step--) {
        switch (random.nextInt(2_000)) {
          case 0 -> record.nextFailed(record.passesRow(), new IllegalStateException("no row"));
          case 1 -> record.fetchSize(random.nextInt(300));
          case 2 -> {
            if (!record.passesRow()) {
              record.atNoRow();
            } else {
              assertThat(record.atEnd()).isFalse();
            }
            assertThat(record.watchesRow()).isFalse();
          }
          case 3 -> {
            record.atRow();
            rows++;
          }
          default -> {
            goOn(record);
            rows++;
            // Until so many are kept as are wanted, no row is passed.
            record.read(1, step);
          }
        }
      }
      record.finish();
      assertThat(gomon.events("sql-wrows").get(0).get("row-count")).isEqualTo(rows);
    }
  }

  @Test
  void fetchPauses_areExpectedBehindEachMultipleOfTheFetchSize() {
    RowsRecord record =
        new RowsRecord(gomon.gomon().start("sql-wrows"), JdbcPolicy.of(gomon.gomon()), null);
    record.fetchSize(1_000);
    List<Integer> expected = new ArrayList<>();
    for (int row = 1; row <= 4_500; row++) {
      if (!record.passesRow()) {
        if (record.fetchesNext()) {
          expected.add(row);
        }
        record.atRow();
      }
    }
    assertThat(expected).containsExactly(1_001, 2_001, 3_001, 4_001);
  }

  /** MySQL's driver takes the least integer for "row by row". */
  @Test
  void fetchSize_negativeBehindAnother_isNone_andRowsAreStillLookedAt() {
    RowsRecord record =
        new RowsRecord(gomon.gomon().start("sql-wrows"), JdbcPolicy.of(gomon.gomon()), null);
    record.fetchSize(10);
    record.fetchSize(Integer.MIN_VALUE);
    for (int row = 1; row <= 300; row++) {
      goOn(record);
      assertThat(record.fetchesNext()).isFalse();
      if (record.watchesRow()) {
        record.read(1, "ten bytes!");
      }
    }
    record.finish();
    Event event = gomon.events("sql-wrows").get(0);
    assertThat(event.get("row-count")).isEqualTo(300L);
    assertThat((Long) event.get("bytes")).isCloseTo(3_000L, withinPercentage(2));
    assertThat(event.get("rows-unread")).isNull();
  }

  @Test
  void finish_onAnotherThread_whileTheReaderAsksForNull_throwsNothing() throws Exception {
    JdbcPolicy policy = JdbcPolicy.of(gomon.gomon());
    ExecutorService reader = Executors.newSingleThreadExecutor();
    for (int round = 0; round < 5_000; round++) {
      RowsRecord record = new RowsRecord(new Taken().event(), policy, null);
      CountDownLatch reading = new CountDownLatch(1);
      Future<?> reads =
          reader.submit(
              () -> {
                record.atRow();
                record.read(1, 5);
                reading.countDown();
                while (!record.isFinished()) {
                  record.wasNull();
                }
                record.wasNull();
              });
      reading.await();
      record.finish();
      reads.get();
    }
    reader.shutdown();
  }

  private static void goOn(RowsRecord record) {
    if (!record.passesRow()) {
      record.atRow();
    }
  }

  @Test
  void finish_onAnotherThread_doesNotShareTheArrayWithTheReader() throws Exception {
    JdbcPolicy policy = JdbcPolicy.of(gomon.gomon());
    ExecutorService reader = Executors.newSingleThreadExecutor();
    for (int round = 0; round < 5_000; round++) {
      Taken taken = new Taken();
      RowsRecord record = new RowsRecord(taken.event(), policy, null);
      CountDownLatch reading = new CountDownLatch(1);
      Future<?> reads =
          reader.submit(
              () -> {
                record.atRow();
                for (long value = 0; !record.isFinished(); value++) {
                  record.read(1, value);
                  reading.countDown();
                }
              });
      reading.await();
      record.finish();
      reads.get();
      assertThat(taken.rows).hasToString(taken.rowsThen);
    }
    reader.shutdown();
  }

  /** An event that notes what its rows were when it got them. */
  private static final class Taken {
    private List<?> rows = List.of();
    private String rowsThen = "";

    EventTracker event() {
      return (EventTracker)
          Proxy.newProxyInstance(
              getClass().getClassLoader(),
              new Class<?>[] {EventTracker.class},
              (proxy, method, arguments) -> {
                if (method.getName().equals("set") && arguments[0].equals("rows")) {
                  rows = (List<?>) arguments[1];
                  rowsThen = rows.toString();
                }
                return method.getReturnType() == EventTracker.class ? proxy : null;
              });
    }
  }

  private static void read(
      RowsRecord record,
      Random random,
      int column,
      List<Object> columns,
      Map<Object, Object> values,
      boolean expected) {
    Object name = column % 3 == 0 ? (Object) ("c" + column) : (Object) (long) column;
    long value = random.nextLong();
    if (name instanceof String label) {
      record.read(label, value);
    } else {
      record.read(column, value);
    }
    if (!expected) {
      return;
    }
    if (!columns.contains(name) && columns.size() < 64) {
      columns.add(name);
    }
    if (columns.contains(name)) {
      values.put(name, value);
    }
  }

  private static List<List<Object>> table(List<Object> columns, List<Map<Object, Object>> rows) {
    List<List<Object>> table = new ArrayList<>();
    for (Map<Object, Object> row : rows) {
      List<Object> values = new ArrayList<>();
      columns.forEach(column -> values.add(row.get(column)));
      table.add(values);
    }
    return table;
  }
}
