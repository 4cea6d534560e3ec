/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.uuid.Generators;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IdsTest {
  @Test
  void halves_makeUuidsOfVersion7_asTheJavaUuidGeneratorDoes() {
    long now = Instant.parse("2026-11-21T10:00:00.123456789Z").toEpochMilli() * 1_000_000 + 456_789;
    UUID ours = new UUID(Ids.high(now), Ids.low());
    UUID theirs = Generators.timeBasedEpochRandomGenerator().generate();
    assertThat(ours.version()).isEqualTo(7).isEqualTo(theirs.version());
    assertThat(ours.variant()).isEqualTo(2).isEqualTo(theirs.variant());
    UUID whole = Ids.newId(now);
    assertThat(whole.version()).isEqualTo(7);
    assertThat(whole.variant()).isEqualTo(2);
    assertThat(whole.getMostSignificantBits()).isEqualTo(ours.getMostSignificantBits());
    assertThat(ours.getMostSignificantBits() >>> 16).isEqualTo(now / 1_000_000);
    assertThat(theirs.getMostSignificantBits() >>> 16)
        .isBetween(System.currentTimeMillis() - 60_000, System.currentTimeMillis());
  }

  @Test
  void high_laterTime_isGreater() {
    long start = 1_781_234_567_890_000_000L;
    long last = 0;
    for (long nanos = start; nanos < start + 5_000_000; nanos += 245) {
      long high = Ids.high(nanos);
      assertThat(high).isGreaterThan(last);
      last = high;
    }
  }

  @Test
  void low_manyThreads_neverRepeats() {
    Set<Long> seen = ConcurrentHashMap.newKeySet();
    IntStream.range(0, 400_000).parallel().forEach(i -> seen.add(Ids.low()));
    assertThat(seen).hasSize(400_000);
    assertThat(new HashSet<>(seen)).allMatch(low -> low >>> 62 == 2);
  }

  @Test
  void next_manyThreads_neverRepeatsAndCarriesNothing() {
    Set<Long> seen = ConcurrentHashMap.newKeySet();
    IntStream.range(0, 400_000).parallel().forEach(i -> seen.add(Ids.next(ContextSlot.get())));
    assertThat(seen).hasSize(400_000);
    assertThat(seen).allMatch(low -> low >>> 62 == 2);
  }

  @Test
  void next_afterFirst_countsUpUntilItsBlockEnds() {
    Object[] slot = ContextSlot.get();
    long first = Ids.first(slot);
    long left = 32_768L - Math.floorMod(first, 32_768);
    for (long i = 1; i < left; i++) {
      assertThat(Ids.next(slot)).isEqualTo(first + i);
    }
    long drawn = Ids.next(slot);
    assertThat(Math.abs(drawn - first)).as("somewhere else").isGreaterThan(1L << 32);
    assertThat(Ids.next(slot)).isEqualTo(drawn + 1);
  }

  @Test
  void first_eachTime_isFarAway() {
    Object[] slot = ContextSlot.get();
    Set<Long> seen = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      seen.add(Ids.first(slot) >>> 16);
    }
    assertThat(seen).hasSize(1_000);
  }
}
