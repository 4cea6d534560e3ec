/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.policy;

import static org.assertj.core.api.Assertions.assertThat;

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
    for (int row = 1; row <= 64_000; row++) {
      record.atRow();
      if (record.watchesRow()) {
        watched++;
        // Each second of those that are looked at is left unread.
        if (watched % 2 == 0) {
          record.read(1, "ten bytes!");
        }
      }
    }
    record.finish();
    Event event = gomon.events("sql-wrows").get(0);
    assertThat(watched).isEqualTo(256 + 64_000 / 64 - 4);
    assertThat(event.get("row-count")).isEqualTo(64_000L);
    assertThat(event.get("rows-unread")).isEqualTo(32_000L);
    assertThat(event.get("bytes")).isEqualTo(320_000L);
  }

  @Test
  void rowsUnreadBehindTheFirst_areNotTakenForTheLikeOfThose() {
    RowsRecord record =
        new RowsRecord(gomon.gomon().start("sql-wrows"), JdbcPolicy.of(gomon.gomon()), null);
    for (int row = 1; row <= 1_000; row++) {
      record.atRow();
      if (row <= 256) {
        record.read(1, "ten bytes!");
      }
    }
    record.finish();
    // 256 rows are read, and 11 that are looked at stand for 704 of the 744 others.
    Event event = gomon.events("sql-wrows").get(0);
    assertThat(event.get("rows-unread")).isEqualTo(Math.round(704 * 1_000.0 / 960));
    assertThat(event.get("bytes")).isEqualTo(Math.round(2_560 * 1_000.0 / 960));
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
