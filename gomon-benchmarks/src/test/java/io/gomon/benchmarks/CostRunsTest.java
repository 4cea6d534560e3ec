/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** That the runs run, and that an idle GoMon is small; how fast it is, is no test's business. */
class CostRunsTest {
  private static final long MAX_IDLE_BYTES = 1 << 20;

  @Test
  void scaleRun_manyThreads_deliversAll() throws Exception {
    assertThat(ScaleRun.cpuNanos(Thread::new, 8, 80_000)).isPositive();
  }

  @Test
  void startRun_freshMachine_holdsLessThanAMegabyte() throws Exception {
    StartRun.Cost cost = StartRun.measure();
    assertThat(cost.millis()).isPositive();
    assertThat(cost.classes()).isPositive();
    assertThat(cost.idleBytes()).isPositive().isLessThan(MAX_IDLE_BYTES);
  }
}
