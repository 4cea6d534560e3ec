/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.Event;
import io.gomon.testkit.GomonExtension;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** However an application opens and closes its statements, what is kept of them is bounded. */
class OpenStatementsTest {
  @RegisterExtension
  final GomonExtension gomon = GomonExtension.create(builder -> builder.maxQueuedEvents(65_536));

  private final OpenStatements statements = new OpenStatements();

  @Test
  void openedAndClosedInTurn_keepsOne() {
    for (int i = 0; i < 10_000; i++) {
      StatementRecord statement = add();
      assertThat(statements.length()).isEqualTo(1);
      statement.closed(null);
    }
  }

  @Test
  void nextOpenedBeforeLastClosed_staysShort() {
    StatementRecord last = add();
    for (int i = 0; i < 10_000; i++) {
      StatementRecord next = add();
      last.closed(null);
      last = next;
      assertThat(statements.length()).isLessThan(40);
    }
  }

  @Test
  void cacheOfTwenty_staysShort() {
    ArrayDeque<StatementRecord> cache = new ArrayDeque<>();
    for (int i = 0; i < 10_000; i++) {
      cache.add(add());
      if (cache.size() > 20) {
        cache.remove().closed(null);
      }
      assertThat(statements.length()).isLessThan(80);
    }
    statements.closeAll();
    assertThat(cache).allMatch(StatementRecord::isClosed);
  }

  @Test
  void neverClosed_keepsTheNewestAndSaysSo() {
    ConnectionRecord connection = ConnectionRecord.opening(gomon::gomon, new Database());
    connection.opened();
    int opened = 4 * OpenStatements.MAX_OPEN;
    for (int i = 0; i < opened; i++) {
      connection.preparing("select " + i).prepared();
    }
    List<Event> forgotten = gomon.events("conn-prepare");
    assertThat(forgotten).hasSizeBetween(opened - 2 * OpenStatements.MAX_OPEN - 16, opened - 1);
    assertThat(forgotten).allMatch(event -> Boolean.TRUE.equals(event.get("forgotten")));
    connection.closed(null);
    assertThat(gomon.events("conn-prepare")).hasSize(opened);
  }

  @Test
  void manyThreads_closeAll_leavesNoneOpen() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<List<StatementRecord>>> futures = new ArrayList<>();
      for (int thread = 0; thread < 4; thread++) {
        futures.add(threads.submit(this::openManyCloseSome));
      }
      List<StatementRecord> open = new ArrayList<>();
      for (Future<List<StatementRecord>> future : futures) {
        open.addAll(future.get(30, TimeUnit.SECONDS));
      }
      assertThat(open).noneMatch(StatementRecord::isClosed);
      statements.closeAll();
      assertThat(open).hasSize(800).allMatch(StatementRecord::isClosed);
    } finally {
      threads.shutdownNow();
    }
  }

  private List<StatementRecord> openManyCloseSome() {
    List<StatementRecord> open = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      StatementRecord statement = add();
      if (i % 100 == 0) {
        open.add(statement);
      } else {
        statement.closed(null);
      }
    }
    return open;
  }

  private StatementRecord add() {
    StatementRecord statement =
        new StatementRecord(ConnectionRecord.opening(gomon::gomon, new Database()), null);
    statements.add(statement);
    return statement;
  }
}
