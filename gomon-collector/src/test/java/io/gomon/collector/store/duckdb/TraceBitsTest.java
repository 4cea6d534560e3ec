/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.store.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class TraceBitsTest {
  private static final int TRACES = 6_500; // of a block, in traces of ten
  private static final int STRANGERS = 200_000;

  private final long[] traces = ids(new Random(1)).limit(TRACES).toArray();
  private final byte[] bits = TraceBits.of(traces, TRACES);

  @Test
  void of_traces_takesTwoBytesForEach() {
    assertThat(bits).hasSizeBetween(2 * TRACES, 2 * TRACES + Long.BYTES);
  }

  @Test
  void perhaps_itsOwn_forgetsNone() {
    assertThat(LongStream.of(traces)).allMatch(trace -> TraceBits.perhaps(bits, trace));
  }

  @Test
  void perhaps_others_takesAboutOneOfTwoThousandForItsOwn() {
    long taken =
        ids(new Random(2)).limit(STRANGERS).filter(it -> TraceBits.perhaps(bits, it)).count();
    assertThat(taken).isLessThan(STRANGERS / 1_500);
  }

  @Test
  void perhaps_bitsThatNobodyWrote_saysPerhaps() {
    assertThat(TraceBits.perhaps(new byte[0], 1)).isTrue();
    assertThat(TraceBits.perhaps(new byte[7], 1)).isTrue();
  }

  private static LongStream ids(Random random) {
    return LongStream.generate(() -> TraceBits.mixed(random.nextLong(), random.nextLong()));
  }
}
