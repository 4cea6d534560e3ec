/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.profile;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.gomon.EventTracker;
import io.gomon.Scope;
import io.gomon.jdbc.policy.JdbcPolicy;
import io.gomon.testkit.GomonExtension;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ExecutionWatchTest {
  private static final int CALLS = 100_000;

  @RegisterExtension final GomonExtension gomon = GomonExtension.create();

  @Test
  void ended_underARequest_allocatesNothing() {
    ExecutionWatch watch = JdbcPolicy.of(gomon.gomon()).watch();
    gomon.gomon().settings().set("jdbc.stacks-per-second", 0);
    EventTracker request = gomon.gomon().start("test-request");
    EventTracker execution = request.newChild("test-execution");
    execution.finish();
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    try (Scope scope = request.makeCurrent()) {
      for (int round = 0; round < 10; round++) {
        long before = threads.getCurrentThreadAllocatedBytes();
        ShapeTimes times = null;
        for (int i = 0; i < CALLS; i++) {
          times = watch.ended(execution, "select ?", false, times, () -> null);
        }
        least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
      }
    }
    request.finish();
    assertThat(least).isLessThan(1_000);
    assertThat(gomon.events("sql-n-plus-one").get(0).get("count")).isEqualTo(10L * CALLS);
  }

  @Test
  void budget_takesSoManyInASecond_andAgainInTheNext() {
    AtomicLong nanos = new AtomicLong(5_000_000_000L);
    StackBudget budget = new StackBudget(() -> 2, nanos::get);
    assertThat(budget.take()).isTrue();
    assertThat(budget.take()).isTrue();
    assertThat(budget.take()).isFalse();
    nanos.addAndGet(1_000_000_000L);
    assertThat(budget.take()).isTrue();
  }
}
