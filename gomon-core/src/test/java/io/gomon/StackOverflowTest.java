/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A recursion of the application's that ends on a full stack must not take the queue with it. */
class StackOverflowTest {
  private static final int ROUNDS = 2_000;

  private final Gomon gomon = Recorder.builder(event -> {}).start();

  @Test
  void finish_onAFullStack_leavesNoHoleInTheQueue() throws Exception {
    for (int i = 0; i < 4; i++) {
      Thread thread = new Thread(null, this::overflowOften, "deep", 200_000L + 1_000L * i);
      thread.start();
      thread.join();
    }
    gomon.start("after").finish();
    assertThat(gomon.flush(Duration.ofSeconds(5))).isTrue();
    gomon.stop(Duration.ofSeconds(5));
    GomonStats stats = gomon.stats();
    assertThat(stats.pending()).isZero();
    assertThat(stats.droppedStopped()).isZero();
  }

  private void overflowOften() {
    for (int i = 0; i < ROUNDS; i++) {
      try {
        descend(i % 97);
      } catch (StackOverflowError e) {
        // the point of the test
      }
    }
  }

  /** Frames of another size first, so that the stack ends at another place each time. */
  private long descend(long frames) {
    if (frames > 0) {
      return descend(frames - 1) + 1;
    }
    return recurse(frames, 1, 2, 3);
  }

  @SuppressWarnings("InfiniteRecursion") // the point of the test
  private long recurse(long a, long b, long c, long d) {
    try (EventTracker tracker = gomon.start("deep")) {
      return recurse(a + 1, b + 1, c + 1, d + 1) + a;
    }
  }
}
