/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.wal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A log under load on a disk that remembers everything it was told, and the power cut after each
 * single step of it: what had been forced by then is there; of the rest anything may be, whole, in
 * part or not at all, in any order. Each such disk is opened, and the log goes on from there.
 */
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class PowerCutTest {
  private static final long SEED = 20_261_121;

  /** All subsets of what was not forced are tried up to here, and as many random ones beyond. */
  private static final int MAX_SUBSETS = 24;

  @TempDir Path folder;
  private int disks;

  @Test
  void log_powerCutAtEachStep_keepsWhatWasAcknowledgedExactlyOnce() throws Exception {
    for (long seed = SEED; seed < SEED + 4; seed++) {
      Random random = new Random(seed);
      RecordedDisk disk = new RecordedDisk(new Random(seed), 0);
      Life life = Life.run(Files.createDirectory(folder.resolve("run-" + seed)), disk, "a");
      assertThat(life.acknowledged()).as("seed %s", seed).hasSizeGreaterThan(30);
      cutEverywhere(life, seed, random);
    }
    System.out.println("power cuts: " + disks + " disks, seeds from " + SEED);
    assertThat(disks).isGreaterThan(1_000);
  }

  @Test
  void log_powerCutOnAFailingDisk_bringsNothingBackThatWasRefused() throws Exception {
    for (long seed = SEED; seed < SEED + 4; seed++) {
      Random random = new Random(seed);
      RecordedDisk disk = new RecordedDisk(new Random(seed), 12);
      Life life = Life.run(Files.createDirectory(folder.resolve("bad-" + seed)), disk, "a");
      assertThat(life.refused()).as("seed %s", seed).isNotEmpty();
      cutEverywhere(life, seed, random);
    }
    System.out.println("power cuts on a failing disk: " + disks + " disks, seeds from " + SEED);
  }

  @Test
  void log_powerCutInThreeLives_keepsWhatEachOfThemAcknowledged() throws Exception {
    for (long seed = SEED; seed < SEED + 40; seed++) {
      Random random = new Random(seed);
      Set<String> acknowledged = new HashSet<>();
      Path data = Files.createDirectory(folder.resolve("lives-" + seed));
      for (int number = 0; number < 3; number++) {
        Life life = Life.run(data, new RecordedDisk(random, 0), seed + "-" + number);
        int cut = random.nextInt(life.disk.steps.size() + 1);
        acknowledged.addAll(life.acknowledgedBefore(cut));
        data = folder.resolve("lives-" + seed + "-" + number);
        DiskImage image = DiskImage.atStart(life.start);
        image.replay(life.disk.steps.subList(0, cut), random);
        image.write(data);
        String what = "seed " + seed + ", life " + number + ", cut " + cut;
        assertThat(found(data, what)).as(what).containsAll(acknowledged).doesNotHaveDuplicates();
      }
    }
  }

  private void cutEverywhere(Life life, long seed, Random random) throws Exception {
    for (int cut = 0; cut <= life.disk.steps.size(); cut++) {
      List<DiskStep> steps = life.disk.steps.subList(0, cut);
      int pending = DiskImage.pending(steps);
      int subsets = pending < 5 ? 1 << pending : MAX_SUBSETS;
      for (int subset = 0; subset < subsets; subset++) {
        DiskImage image = DiskImage.atStart(life.start);
        if (pending < 5) {
          image.replay(steps, subset);
        } else {
          image.replay(steps, random);
        }
        Path data = folder.resolve("disk-" + disks++);
        image.write(data);
        check(life, cut, data, "seed " + seed + ", cut " + cut + ", disk " + data.getFileName());
      }
    }
  }

  private static void check(Life life, int cut, Path data, String what) throws Exception {
    List<String> found = found(data, what);
    assertThat(found).as(what).doesNotHaveDuplicates().containsAll(life.acknowledgedBefore(cut));
    assertThat(found).as(what).allMatch(life.sent::contains);
    assertThat(life.refusedForGoodBefore(cut)).as(what).noneMatch(found::contains);
    List<String> order = new ArrayList<>(life.sent);
    order.retainAll(found);
    assertThat(found).as(what).isEqualTo(order);
    try (Wal wal = Life.open(data)) {
      WalFixture.appendAndWait(wal, "after the cut");
    }
    List<String> again = new ArrayList<>(found);
    again.add("after the cut");
    assertThat(found(data, what)).as(what).isEqualTo(again);
    delete(data);
  }

  /** What a start finds; it must not take for lost what nobody was promised. */
  private static List<String> found(Path data, String what) throws Exception {
    List<String> visited = new ArrayList<>();
    try (Wal wal = Wal.open(Life.config(data), 0, visit(visited), new RecordedDisk.Forceless())) {
      assertThat(wal.recovery().damagedBytes()).as(what).isZero();
      assertThat(WalFixture.bodies(wal, 0)).as(what).isEqualTo(visited);
      try (WalCursor cursor = wal.read(0)) {
        while (cursor.next() != null) {
          assertThat(cursor.position()).isPositive();
        }
        assertThat(cursor.damagedBytes()).as(what).isZero();
      }
    }
    return visited;
  }

  private static java.util.function.Consumer<WalRecord> visit(List<String> bodies) {
    return record -> bodies.add(new String(record.entry().body(), StandardCharsets.UTF_8));
  }

  private static void delete(Path data) throws Exception {
    try (var files = Files.list(data)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(data);
  }

  /** One run of a log, and what its senders were told, and when. */
  private record Life(
      RecordedDisk disk, Map<String, byte[]> start, List<String> sent, Map<String, int[]> told) {

    static WalConfig config(Path folder) {
      return WalFixture.config(folder, 8 << 20);
    }

    static Wal open(Path folder) throws Exception {
      return Wal.open(config(folder), 0, record -> {}, new RecordedDisk.Forceless());
    }

    static Life run(Path folder, RecordedDisk disk, String name) throws Exception {
      Map<String, byte[]> start = DiskImage.read(folder);
      List<String> sent = new ArrayList<>();
      Map<String, int[]> told = new HashMap<>();
      Random random = new Random(name.hashCode());
      try (Wal wal = Wal.open(config(folder), 0, record -> {}, disk)) {
        disk.troubled(true);
        for (int group = 0; group < 16; group++) {
          disk.hold();
          List<java.util.concurrent.CompletableFuture<Long>> results = new ArrayList<>();
          for (int i = 0; i < 1 + random.nextInt(5); i++) {
            String body = name + "-" + group + "-" + i + "-" + "x".repeat(random.nextInt(400));
            sent.add(body);
            results.add(
                WalFixture.append(wal, WalFixture.entry(body))
                    .whenComplete(
                        (position, failure) ->
                            told.put(
                                body, new int[] {disk.steps.size(), failure == null ? 1 : 0})));
          }
          disk.release();
          for (var result : results) {
            result
                .handle((position, failure) -> true)
                .get(20, java.util.concurrent.TimeUnit.SECONDS);
          }
        }
        disk.troubled(false);
        String last = name + "-last";
        sent.add(last);
        WalFixture.appendAndWait(wal, last);
        told.put(last, new int[] {disk.steps.size(), 1});
      }
      return new Life(disk, start, sent, told);
    }

    List<String> acknowledged() {
      return acknowledgedBefore(Integer.MAX_VALUE);
    }

    List<String> acknowledgedBefore(int cut) {
      return sent.stream().filter(b -> told.get(b)[1] == 1 && told.get(b)[0] <= cut).toList();
    }

    List<String> refused() {
      return sent.stream().filter(body -> told.get(body)[1] == 0).toList();
    }

    /** Refused, and the disk has worked again since. */
    List<String> refusedForGoodBefore(int cut) {
      int works = -1;
      for (String body : acknowledgedBefore(cut)) {
        works = Math.max(works, told.get(body)[0]);
      }
      int worked = works;
      return refused().stream().filter(body -> told.get(body)[0] < worked).toList();
    }
  }
}
