/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.collector.ingest.Verdict;
import io.gomon.collector.store.Project;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The names of batches: how many are known, and that they outlive their records and the process.
 */
final class BatchNamesTest {
  private static final Verdict ONE = new Verdict(1, 0, "");

  @TempDir Path folder;

  @Test
  void ring_fullManyTimes_knowsTheNewestAndForgetsTheOldest() {
    NameRing ring = new NameRing(4096);
    Map<Long, Long> newestPosition = new HashMap<>();
    Random random = new Random(7);
    List<Long> added = new ArrayList<>();
    for (int i = 1; i <= 20_000; i++) {
      long name = random.nextInt(3_000);
      ring.add(new NameRing.Entry(name, i, i, ONE));
      added.add(name);
      newestPosition.put(name, (long) i);
    }
    assertThat(ring.size()).isEqualTo(4096);
    for (int i = 1; i <= 20_000; i++) {
      NameRing.Entry found = ring.find(added.get(i - 1), i);
      assertThat(found != null).as("batch %s", i).isEqualTo(i > 20_000 - 4096);
    }
    newestPosition.forEach(
        (name, position) -> assertThat(ring.hasName(name)).isEqualTo(position > 20_000 - 4096));
    assertThat(ring.between(19_000, 19_500)).hasSize(500);
  }

  @Test
  void names_leftTheLogAndRestarted_areKnownWithTheirAnswers() throws Exception {
    BatchIds ids = BatchIds.open(folder, 0);
    for (int i = 0; i < 100; i++) {
      ids.taken(key("n" + i), i + 1, new Verdict(i, i % 3, ""));
    }
    ids.leaveLog(0, 40);
    ids.leaveLog(40, 90);
    BatchIds again = BatchIds.open(folder, 90);
    assertThat(again.size()).isEqualTo(90);
    for (int i = 0; i < 90; i++) {
      BatchIds.Claim claim = again.claim(key("n" + i));
      assertThat(claim.isNew()).isFalse();
      assertThat(claim.entry().outcome).isCompletedWithValue(new Verdict(i, i % 3, ""));
    }
    assertThat(again.claim(key("n90")).isNew()).isTrue();
    assertThat(again.claim(new BatchIds.Key(Project.DEFAULT, "n1", 1, 1)).isConflict()).isTrue();
  }

  @Test
  void names_moreThanAreKept_takeTheirRoomOnDiskOnly() throws Exception {
    List<NameRing.Entry> read = new ArrayList<>();
    NameLog log = NameLog.open(folder, 1_000, read::add);
    for (int i = 0; i < 100; i++) {
      int chunk = i;
      log.append(
          IntStream.range(0, 100)
              .mapToObj(n -> new NameRing.Entry(chunk * 100 + n, 5, 1, ONE))
              .toList());
      assertThat(bytes()).isLessThan(2 * 1_000 * 24 + 2 * 10 * 12 + 1);
    }
    NameLog.open(folder, 1_000, read::add);
    assertThat(read).hasSizeBetween(1_000, 2_000);
    assertThat(read.get(read.size() - 1).name()).isEqualTo(9_999);
    assertThat(read.get(0).name()).isEqualTo(10_000 - read.size());
  }

  @Test
  void names_fileTornAtAnyByte_knowsTheChunksBeforeAndGoesOn() throws Exception {
    NameLog log = NameLog.open(folder, 1_000, entry -> {});
    log.append(List.of(new NameRing.Entry(1, 1, 1, ONE)));
    log.append(List.of(new NameRing.Entry(2, 2, 2, ONE)));
    Path file = folder.resolve("newer.names");
    byte[] whole = Files.readAllBytes(file);
    for (int at = whole.length / 2; at < whole.length; at++) {
      byte[] flipped = whole.clone();
      flipped[at] ^= 4;
      Files.write(file, at % 2 == 0 ? java.util.Arrays.copyOf(whole, at) : flipped);
      NameLog reopened = NameLog.open(folder, 1_000, entry -> {});
      reopened.append(List.of(new NameRing.Entry(3, 3, 3, ONE)));
      List<NameRing.Entry> read = new ArrayList<>();
      NameLog.open(folder, 1_000, read::add);
      assertThat(read).extracting(NameRing.Entry::name).containsExactly(1L, 3L);
    }
  }

  private long bytes() throws Exception {
    long bytes = 0;
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        bytes += Files.size(file);
      }
    }
    return bytes;
  }

  private static BatchIds.Key key(String name) {
    return BatchIds.Key.of(Project.DEFAULT, name, name.getBytes(StandardCharsets.UTF_8));
  }
}
