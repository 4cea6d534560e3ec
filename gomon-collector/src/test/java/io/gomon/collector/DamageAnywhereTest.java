/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.collector.applier.Applier;
import io.gomon.collector.log.QuietLog;
import io.gomon.collector.store.CollectedEvent;
import io.gomon.collector.store.LoggedBatch;
import io.gomon.collector.store.Project;
import io.gomon.collector.wal.AppendListener;
import io.gomon.collector.wal.Wal;
import io.gomon.collector.wal.WalConfig;
import io.gomon.collector.wal.WalEntry;
import io.gomon.collector.wal.WalRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A log of several files, and damage at each single byte of it: what reaches the store is all that
 * was not hit, and the loss is told.
 */
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class DamageAnywhereTest {
  private static final int RECORDS = 12;
  private static final int HEADER_BYTES = 16;

  @TempDir Path folder;
  private final List<Path> files = new ArrayList<>();
  private final List<byte[]> contents = new ArrayList<>();

  @BeforeEach
  void writeSeveralSegments() throws Exception {
    Path whole = folder.resolve("whole");
    try (Wal wal = open(whole, new ArrayList<>())) {
      for (int i = 0; i < RECORDS; i++) {
        append(wal, new WalEntry(i, (byte) 1, "n" + i, "1", bytes(i + " ".repeat(i))));
      }
    }
    try (var listed = Files.list(whole)) {
      files.addAll(listed.sorted().toList());
    }
    for (Path file : files) {
      contents.add(Files.readAllBytes(file));
    }
    assertThat(files).hasSizeGreaterThan(4);
  }

  @Test
  void log_anyByteFlipped_losesOneRecordAtMostAndTellsIt() throws Exception {
    damageEachByte((bytes, at) -> flip(bytes, at, at % 3 == 0 ? 0x01 : 0x10));
  }

  @Test
  void log_anySixteenBytesZeroed_losesTwoRecordsAtMostAndTellsIt() throws Exception {
    damageEachByte(
        (bytes, at) -> {
          byte[] zeroed = bytes.clone();
          Arrays.fill(zeroed, at, Math.min(bytes.length, at + 16), (byte) 0);
          return zeroed;
        });
  }

  @Test
  void log_anyFileCutAtAnyByte_losesWhatIsBehindInThatFileAndTellsIt() throws Exception {
    damageEachByte(Arrays::copyOf);
  }

  @Test
  void log_anyFileVanished_isTold() throws Exception {
    for (int file = 0; file < contents.size(); file++) {
      Path damaged = copy();
      Files.delete(damaged.resolve(files.get(file).getFileName()));
      boolean isSegment = files.get(file).toString().endsWith(".wal");
      boolean isFirst = file == 0;
      Outcome outcome = store(damaged);
      assertThat(outcome.lostBytes > 0)
          .as("without %s", files.get(file).getFileName())
          .isEqualTo(isSegment && !isFirst); // a new store knows of nothing before the first file
      assertThat(outcome.stored.size() < RECORDS).isEqualTo(isSegment);
    }
  }

  @Test
  void log_bodyFullOfMarkersInADamagedRecord_isReadInTime() throws Exception {
    int size = 24 << 20;
    ByteBuffer body = ByteBuffer.allocate(size);
    while (body.remaining() >= 16) {
      body.put(bytes("GMR2")).putInt(size / 2).putLong(0);
    }
    ByteBuffer old = ByteBuffer.allocate(size);
    while (old.remaining() >= 16) {
      old.put(bytes("GMR1")).putInt(size / 2).putLong(0);
    }
    for (byte[] crafted : List.of(body.array(), old.array())) {
      Path large = Files.createTempDirectory(folder, "large");
      WalConfig config = new WalConfig(large, 1 << 28, 1 << 27, 1 << 20, Duration.ofMillis(5));
      try (Wal wal = Wal.open(config, 0, record -> {})) {
        append(wal, new WalEntry(1, (byte) 1, "", "", crafted));
        append(wal, new WalEntry(1, (byte) 1, "", "", bytes("after")));
      }
      Path file = large.resolve("0000000000000000.wal");
      byte[] damaged = Files.readAllBytes(file);
      damaged[0] ^= 1; // which makes it believe that records of the first version may be there
      damaged[HEADER_BYTES + 20] ^= 1;
      Files.write(file, damaged);
      List<String> found = new ArrayList<>();
      long beginNanos = System.nanoTime();
      Wal.open(config, 0, record -> found.add(text(record))).close();
      long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - beginNanos);
      assertThat(found).containsExactly("after");
      System.out.println("a start over 24 MiB of false markers took " + seconds + " s");
      assertThat(seconds).isLessThan(20);
    }
  }

  /** Damages a file's content at a byte. */
  private interface Damage {
    byte[] at(byte[] content, int offset);
  }

  private void damageEachByte(Damage damage) throws Exception {
    for (int file = 0; file < contents.size(); file++) {
      byte[] whole = contents.get(file);
      for (int at = 0; at < whole.length; at++) {
        byte[] bytes = damage.at(whole, at);
        if (Arrays.equals(bytes, whole)) {
          continue;
        }
        Path damaged = copy();
        Files.write(damaged.resolve(files.get(file).getFileName()), bytes);
        check(store(damaged), hit(whole, bytes, file), file + " at " + at);
      }
    }
  }

  /** Which records have a byte that is not as it was. */
  private List<Integer> hit(byte[] whole, byte[] damaged, int file) {
    List<Integer> hit = new ArrayList<>();
    if (!files.get(file).toString().endsWith(".wal")) {
      return hit;
    }
    ByteBuffer bytes = ByteBuffer.wrap(whole);
    for (int at = HEADER_BYTES; at < whole.length; ) {
      int end = at + 16 + bytes.getInt(at + 4);
      if (Arrays.mismatch(
              Arrays.copyOfRange(whole, at, end),
              Arrays.copyOfRange(
                  damaged, Math.min(at, damaged.length), Math.min(end, damaged.length)))
          >= 0) {
        hit.add((int) bytes.getLong(at + 16));
      }
      at = end;
    }
    return hit;
  }

  private static void check(Outcome outcome, List<Integer> hit, String what) {
    List<Integer> expected = new ArrayList<>();
    for (int i = 0; i < RECORDS; i++) {
      if (!hit.contains(i)) {
        expected.add(i);
      }
    }
    assertThat(outcome.stored).as(what).isEqualTo(expected);
    if (!hit.isEmpty()) {
      assertThat(outcome.lostBytes).as(what).isPositive();
    }
  }

  /** What came into the store, in its order, and how many bytes are said to be lost. */
  private record Outcome(List<Integer> stored, long lostBytes) {}

  private Outcome store(Path damaged) throws Exception {
    MemoryStore store = new MemoryStore();
    List<String> seen = new ArrayList<>();
    QuietLog log = new QuietLog(System.getLogger("io.gomon.collector.test.quiet"));
    try (Wal wal = open(damaged, seen)) {
      Applier.Load load = new Applier.Load(seen.size(), 1 << 20);
      try (Applier applier = new Applier(wal, store, DamageAnywhereTest::decode, load, log)) {
        applier.start();
        applier.close(Duration.ofSeconds(20));
      }
      assertThat(store.appliedPosition()).isGreaterThanOrEqualTo(wal.forcedPosition());
      List<Integer> stored =
          store.awaitEvents(0).stream().map(event -> (int) event.startNanos()).toList();
      return new Outcome(stored, wal.recovery().damagedBytes());
    }
  }

  private static LoggedBatch decode(WalRecord record) {
    int number = Integer.parseInt(text(record).strip());
    CollectedEvent event =
        new CollectedEvent(
            1, number, 0, 0, 1, 1, 0, 0, "s", "custom", "custom", number, 1, false, "{}");
    return new LoggedBatch(record.position(), Project.DEFAULT, List.of(event));
  }

  private Path copy() throws IOException {
    Path damaged = folder.resolve("damaged");
    Files.createDirectories(damaged);
    try (var old = Files.list(damaged)) {
      for (Path file : old.toList()) {
        Files.delete(file);
      }
    }
    for (int i = 0; i < files.size(); i++) {
      Files.write(damaged.resolve(files.get(i).getFileName()), contents.get(i));
    }
    return damaged;
  }

  private static Wal open(Path folder, List<String> seen) throws IOException {
    WalConfig config = new WalConfig(folder, 1 << 20, 90, 1 << 20, Duration.ofMillis(5));
    return Wal.open(config, 0, record -> seen.add(text(record)));
  }

  private static void append(Wal wal, WalEntry entry) throws Exception {
    CompletableFuture<Long> result = new CompletableFuture<>();
    wal.append(
        entry,
        new AppendListener() {
          @Override
          public void forced(long position) {
            result.complete(position);
          }

          @Override
          public void failed(IOException cause) {
            result.completeExceptionally(cause);
          }
        });
    result.get(20, TimeUnit.SECONDS);
  }

  private static byte[] flip(byte[] bytes, int at, int bits) {
    byte[] flipped = bytes.clone();
    flipped[at] ^= (byte) bits;
    return flipped;
  }

  private static String text(WalRecord record) {
    return new String(record.entry().body(), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
