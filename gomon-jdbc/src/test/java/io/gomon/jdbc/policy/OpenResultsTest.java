/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.policy;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.testkit.GomonExtension;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A statement may have several results open at once; what is kept of them is bounded. */
class OpenResultsTest {
  @RegisterExtension
  final GomonExtension gomon = GomonExtension.create(builder -> builder.maxQueuedEvents(65_536));

  private StatementRecord executed() {
    ConnectionRecord connection = ConnectionRecord.opening(gomon::gomon, new Database());
    connection.opened();
    StatementRecord statement = connection.statement();
    statement.executed(statement.executionStarts("call several()"));
    return statement;
  }

  @Test
  void resultsLeftOpen_endWithTheStatement() {
    StatementRecord statement = executed();
    RowsRecord first = requireNonNull(statement.rows());
    RowsRecord second = requireNonNull(statement.rows());
    RowsRecord third = requireNonNull(statement.rows());
    second.finish();
    assertThat(first.isFinished()).isFalse();
    statement.closed(null);
    assertThat(first.isFinished()).isTrue();
    assertThat(third.isFinished()).isTrue();
    assertThat(gomon.events("sql-wrows")).hasSize(3);
  }

  @Test
  void moreResultsThanAreRemembered_endTheOldest() {
    StatementRecord statement = executed();
    List<RowsRecord> all = new ArrayList<>();
    for (int i = 0; i < 90; i++) {
      all.add(requireNonNull(statement.rows()));
    }
    assertThat(all.subList(90 - 33, 90)).noneMatch(RowsRecord::isFinished);
    assertThat(all.subList(0, 90 - 33)).allMatch(RowsRecord::isFinished);
    statement.closed(null);
    assertThat(all).allMatch(RowsRecord::isFinished);
    assertThat(gomon.events("sql-wrows")).hasSize(90);
  }

  @Test
  void closeOnCompletion_waitsForTheLastResult() {
    StatementRecord statement = executed();
    statement.closesOnCompletion();
    RowsRecord first = requireNonNull(statement.rows());
    RowsRecord second = requireNonNull(statement.rows());
    second.finish();
    statement.resultClosed();
    assertThat(statement.isClosed()).isFalse();
    first.finish();
    statement.resultClosed();
    assertThat(statement.isClosed()).isTrue();
  }
}
