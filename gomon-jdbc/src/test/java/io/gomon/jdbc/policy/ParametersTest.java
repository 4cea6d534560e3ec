/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.Event;
import io.gomon.testkit.GomonExtension;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whatever is bound in whichever order, each execution says what was bound when it began. */
class ParametersTest {
  @RegisterExtension
  final GomonExtension gomon = GomonExtension.create(builder -> builder.maxQueuedEvents(65_536));

  @Test
  void boundInAnyOrder_isWhatTheExecutionSays() {
    Random random = new Random(20_261_122);
    for (int round = 0; round < 300; round++) {
      gomon.recorded().clear();
      ConnectionRecord connection = ConnectionRecord.opening(gomon::gomon, new Database());
      connection.opened();
      StatementRecord statement = connection.preparing("insert into t values (?)");
      statement.prepared();
      List<Object> expected = bindAndExecute(random, statement, 1 + random.nextInt(12));
      List<Object> said = new ArrayList<>();
      for (Event event : gomon.events("sql-wstmt-exec")) {
        said.add(event.get("params") == null ? "none" : event.get("params"));
      }
      assertThat(said).isEqualTo(expected);
      connection.closed(null);
    }
  }

  /** What the executions are to say. */
  private static List<Object> bindAndExecute(Random random, StatementRecord statement, int width) {
    List<Object> expected = new ArrayList<>();
    List<@Nullable Object> bound = new ArrayList<>();
    for (int step = 0; step < 60; step++) {
      int dice = random.nextInt(10);
      if (dice == 0) {
        statement.cleared();
        bound.clear();
      } else if (dice < 3) {
        statement.executed(statement.executionStarts(null));
        expected.add(bound.isEmpty() ? "none" : new ArrayList<>(bound));
      } else {
        int position = 1 + random.nextInt(width);
        Long value = random.nextInt(5) == 0 ? null : Long.valueOf(random.nextLong());
        statement.bound(position, value);
        bound.addAll(Collections.nCopies(Math.max(0, position - bound.size()), null));
        bound.set(position - 1, value);
      }
    }
    return expected;
  }
}
