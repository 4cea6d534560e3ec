/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.applier;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.collector.store.CollectedEvent;
import io.gomon.collector.wal.Wal;
import io.gomon.collector.wal.WalConfig;
import io.gomon.testkit.Conditions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the store or the decoder will not take is kept aside, and nothing else is. */
final class ApplierRefusalsTest extends ApplierFixture {
  @Test
  void record_cannotBeDecodedAnyMore_isKeptAsideAndTheRestStored() throws Exception {
    appendOnly(0, 1);
    appendOnly(-1, 1);
    appendOnly(-2, 1);
    appendOnly(1, 1);
    begin(4);
    applier.start();
    assertStored(2);
    awaitPending(0);
    assertThat(quarantine.records()).isEqualTo(2);
    List<Path> files = List.of();
    try (Stream<Path> kept = Files.list(folder.resolve("quarantine"))) {
      files = kept.sorted().toList();
    }
    assertThat(files).hasSize(2);
    assertThat(bodyIn(files.get(0))).isEqualTo("-1 1");
    assertThat(bodyIn(files.get(1))).isEqualTo("-2 1");
  }

  @Test
  void record_isRefusedByTheStoreForEver_isFoundAndKeptAsideAndTheRestStored() throws Exception {
    store.choke(List.of(37L, 70L));
    for (int i = 0; i < 100; i++) {
      appendOnly(i, 1);
    }
    begin(100);
    applier.start();
    List<Long> stored = store.awaitEvents(98).stream().map(CollectedEvent::startNanos).toList();
    assertThat(stored)
        .isEqualTo(
            IntStream.range(0, 100)
                .filter(i -> i != 37 && i != 70)
                .mapToObj(i -> (long) i)
                .toList());
    awaitPending(0);
    assertThat(quarantine.records()).isEqualTo(2);
    try (Stream<Path> kept = Files.list(folder.resolve("quarantine"))) {
      assertThat(bodyIn(kept.sorted().toList().get(0))).isEqualTo("37 1");
    }
    assertThat(store.refusals()).isLessThan(40);
  }

  @Test
  void record_isRefusedForEverAndIsTheOnlyOne_isKeptAside() throws Exception {
    store.choke(List.of(0L));
    appendOnly(0, 1);
    begin(1);
    applier.start();
    awaitPending(0);
    assertThat(quarantine.records()).isEqualTo(1);
    append(1, 1);
    assertThat(store.awaitEvents(1)).extracting(CollectedEvent::startNanos).containsExactly(1L);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4, 5, 6, 7, 8})
  void store_cannotBeOpenedAnewYet_putsNothingAside(int times) throws Exception {
    appendOnly(0, 1);
    begin(1);
    store.beNotReady(times);
    applier.start();
    assertStored(1);
    assertThat(quarantine.records()).isZero();
  }

  @Test
  void store_isIllForLong_putsNothingAside() throws Exception {
    for (int i = 0; i < 20; i++) {
      appendOnly(i, 1);
    }
    begin(20);
    store.failTimes(Integer.MAX_VALUE);
    applier.start();
    Conditions.await("many refusals", () -> store.failuresLeft() < Integer.MAX_VALUE - 14);
    store.failTimes(0);
    assertStored(20);
    assertThat(quarantine.records()).isZero();
  }

  /** What a log finds in a folder that has nothing but a kept file. */
  private String bodyIn(Path file) throws Exception {
    Path alone = Files.createDirectory(folder.resolve("alone-" + file.getFileName()));
    Files.copy(file, alone.resolve(file.getFileName()));
    List<String> bodies = new ArrayList<>();
    Wal.open(
            WalConfig.create(alone, 1 << 20),
            0,
            record -> bodies.add(new String(record.entry().body(), StandardCharsets.UTF_8)))
        .close();
    assertThat(bodies).hasSize(1);
    return bodies.get(0);
  }
}
