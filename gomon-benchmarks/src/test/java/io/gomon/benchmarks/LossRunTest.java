/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.Overflow;
import org.junit.jupiter.api.Test;

class LossRunTest {
  @Test
  void blocking_fullSpeed_losesNothing() {
    assertThat(LossRun.run(Overflow.BLOCK, 300_000)).isEqualTo(new LossRun.Loss(0, 0));
  }

  @Test
  void dropping_fullSpeed_countsEachLoss() {
    assertThat(LossRun.run(Overflow.DROP, 300_000).uncounted()).isZero();
  }
}
