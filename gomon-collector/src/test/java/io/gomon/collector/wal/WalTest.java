/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.wal;

import static io.gomon.collector.wal.WalFixture.append;
import static io.gomon.collector.wal.WalFixture.appendAndWait;
import static io.gomon.collector.wal.WalFixture.bodies;
import static io.gomon.collector.wal.WalFixture.config;
import static io.gomon.collector.wal.WalFixture.entry;
import static io.gomon.collector.wal.WalFixture.get;
import static io.gomon.collector.wal.WalFixture.segmentFiles;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WalTest {
  @TempDir Path folder;

  @Test
  void append_reopened_givesTheSameEntries() throws Exception {
    WalEntry sent = new WalEntry(1234, (byte) 0x41, "bätch", "7 shop €", new byte[] {0, -1, 5});
    long position;
    try (Wal wal = open()) {
      position = get(append(wal, sent));
    }
    try (Wal wal = open();
        WalCursor cursor = wal.read(0)) {
      WalRecord record = cursor.next();
      assertThat(record.position()).isEqualTo(position).isEqualTo(wal.forcedPosition());
      assertThat(record.entry()).usingRecursiveComparison().isEqualTo(sent);
      assertThat(cursor.next()).isNull();
    }
  }

  @Test
  void read_fromAPosition_givesWhatStandsBehindIt() throws Exception {
    try (Wal wal = open()) {
      appendAndWait(wal, "a");
      long afterB = appendAndWait(wal, "b");
      appendAndWait(wal, "c");
      assertThat(bodies(wal, afterB)).containsExactly("c");
    }
  }

  @Test
  void read_whileWritten_followsFromSegmentToSegment() throws Exception {
    try (Wal wal = open();
        WalCursor cursor = wal.read(0)) {
      for (int i = 0; i < 50; i++) {
        long position = appendAndWait(wal, i + "x".repeat(500));
        assertThat(cursor.next().position()).isEqualTo(position);
        assertThat(cursor.next()).isNull();
        assertThat(cursor.position()).isGreaterThanOrEqualTo(position);
      }
      assertThat(wal.segmentCount()).isGreaterThan(5);
    }
  }

  @Test
  void positions_overManySegmentsAndRestarts_onlyGrow() throws Exception {
    long last = 0;
    for (int run = 0; run < 5; run++) {
      try (Wal wal = open()) {
        for (int i = 0; i < 10; i++) {
          long position = appendAndWait(wal, run + "-" + i + "x".repeat(700));
          assertThat(position).isGreaterThan(last);
          last = position;
        }
      }
    }
    try (Wal wal = open()) {
      assertThat(bodies(wal, 0)).hasSize(50);
      assertThat(wal.recovery()).isEqualTo(new WalRecovery(50, 0, 0, 0));
    }
  }

  @Test
  void open_storeIsAheadOfTheLog_goesOnBehindTheStore() throws Exception {
    try (Wal wal = Wal.open(config(folder), 1_000_000, record -> {})) {
      assertThat(wal.forcedPosition()).isEqualTo(1_000_000);
      long position = appendAndWait(wal, "new");
      assertThat(position).isGreaterThan(1_000_000);
      assertThat(bodies(wal, 1_000_000)).containsExactly("new");
    }
  }

  @Test
  void open_segmentWithoutRecords_endsWhereTheLastRecordEnds() throws Exception {
    open().close();
    try (Wal wal = open();
        WalCursor cursor = wal.read(0)) {
      assertThat(wal.forcedPosition()).isZero();
      assertThat(cursor.next()).isNull();
    }
  }

  @Test
  void append_capReached_isRefusedUntilSegmentsAreDeleted() throws Exception {
    long cap = 4L * WalFixture.SEGMENT_BYTES;
    try (Wal wal = Wal.open(config(folder, cap), 0, record -> {})) {
      long last = 0;
      int taken = 0;
      IOException refused = null;
      while (refused == null) {
        try {
          last = appendAndWait(wal, taken + "x".repeat(900));
          taken++;
        } catch (WalFullException e) {
          refused = e;
        }
      }
      assertThat(refused).hasMessageContaining("write-ahead log is full");
      assertThat(wal.usedBytes()).isLessThanOrEqualTo(cap);
      assertThat(filesBytes()).isEqualTo(wal.usedBytes());
      assertThat(bodies(wal, 0)).hasSize(taken);

      wal.deleteApplied(last);
      assertThat(appendAndWait(wal, "again" + "x".repeat(900))).isGreaterThan(last);
      assertThat(filesBytes()).isEqualTo(wal.usedBytes());
    }
  }

  @Test
  void deleteApplied_keepsTheNewestAppliedSegmentAndAllBehindThePosition() throws Exception {
    try (Wal wal = open()) {
      List<Long> positions = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        positions.add(appendAndWait(wal, i + "x".repeat(900)));
      }
      int before = wal.segmentCount();
      wal.deleteApplied(positions.get(15));
      assertThat(wal.segmentCount()).isLessThan(before);
      assertThat(bodies(wal, positions.get(15))).hasSize(14);
      wal.deleteApplied(positions.get(29));
      assertThat(segmentFiles(folder)).hasSize(2);
    }
  }

  @Test
  void append_fromManyThreads_allAreThereOnceAndInTheOrderOfTheirPositions() throws Exception {
    try (Wal wal = Wal.open(config(folder, 64 << 20), 0, record -> {})) {
      List<CompletableFuture<Long>> results =
          IntStream.range(0, 2_000)
              .parallel()
              .mapToObj(i -> appendUnchecked(wal, "n" + i))
              .toList();
      for (CompletableFuture<Long> result : results) {
        get(result);
      }
      assertThat(bodies(wal, 0)).hasSize(2_000).doesNotHaveDuplicates();
    }
  }

  @Test
  void append_closed_isRefused() throws Exception {
    Wal wal = open();
    wal.close();
    assertThatThrownBy(() -> append(wal, entry("late")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void append_largerThanTheWriteBuffer_isReadBack() throws Exception {
    String large = "y".repeat(700_000);
    try (Wal wal = Wal.open(config(folder, 64 << 20), 0, record -> {})) {
      appendAndWait(wal, large);
      appendAndWait(wal, "small");
    }
    try (Wal wal = open()) {
      assertThat(bodies(wal, 0)).containsExactly(large, "small");
    }
  }

  @Test
  void open_strangeFilesInTheFolder_areLeftAlone() throws Exception {
    Path strange = Files.writeString(folder.resolve("notes.txt"), "mine");
    try (Wal wal = open()) {
      appendAndWait(wal, "a");
    }
    assertThat(strange).hasContent("mine");
  }

  private Wal open() throws IOException {
    return Wal.open(config(folder), 0, record -> {});
  }

  private long filesBytes() throws IOException {
    long bytes = 0;
    for (Path file : segmentFiles(folder)) {
      bytes += Files.size(file);
    }
    return bytes;
  }

  private static CompletableFuture<Long> appendUnchecked(Wal wal, String body) {
    try {
      return append(wal, entry(body));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
