/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TraceContextTest {
  private static final long ROOT = 0x8000_0001_0000_0007L;

  @Test
  void isRoot_idThatDiffersInItsUpperHalfOnly_isFalse() {
    Gomon gomon = Gomon.builder("trace").discoverPlugins(false).shutdownHook(false).start();
    try {
      TraceContext trace = new TraceContext(gomon, 1, 2, 1, "", 0).withRoot(ROOT);
      assertThat(trace.isRoot(ROOT)).isTrue();
      assertThat(trace.isRoot(ROOT + (1L << 32))).isFalse();
    } finally {
      gomon.stop(java.time.Duration.ofSeconds(10));
    }
  }
}
