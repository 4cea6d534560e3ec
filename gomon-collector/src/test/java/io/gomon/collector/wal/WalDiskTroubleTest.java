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
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When force() happens, and what an acknowledgement is worth when the disk fails. */
final class WalDiskTroubleTest {
  @TempDir Path folder;

  /** The real disk, with a gate before force() and faults on demand. */
  private static final class TroubledDisk extends FileOps {
    final Semaphore gate = new Semaphore(Integer.MAX_VALUE / 2);
    final CountDownLatch forcing = new CountDownLatch(1);
    final AtomicInteger forces = new AtomicInteger();
    final AtomicInteger folderForces = new AtomicInteger();
    volatile boolean writesFail;
    volatile boolean forcesFail;
    volatile boolean truncatesFail;
    volatile boolean createsFail;
    volatile boolean faultAfterWrite;

    @Override
    FileChannel create(Path file) throws IOException {
      fail(createsFail, "no room for a file");
      return super.create(file);
    }

    @Override
    void write(FileChannel channel, ByteBuffer bytes, long offset) throws IOException {
      if (writesFail && bytes.remaining() > RecordFormat.SEGMENT_HEADER_BYTES) {
        super.write(channel, bytes.slice(bytes.position(), 10), offset);
      }
      fail(writesFail, "No space left on device");
      super.write(channel, bytes, offset);
      if (faultAfterWrite) {
        faultAfterWrite = false;
        throw new OutOfMemoryError("on purpose");
      }
    }

    @Override
    void force(FileChannel channel) throws IOException {
      forcing.countDown();
      gate.acquireUninterruptibly();
      forces.incrementAndGet();
      fail(forcesFail, "Input/output error");
      super.force(channel);
    }

    @Override
    void forceFolder(Path folder) throws IOException {
      folderForces.incrementAndGet();
      super.forceFolder(folder);
    }

    @Override
    void truncate(FileChannel channel, long size) throws IOException {
      fail(truncatesFail, "cannot cut");
      super.truncate(channel, size);
    }

    private static void fail(boolean fail, String message) throws IOException {
      if (fail) {
        throw new IOException(message);
      }
    }
  }

  private final TroubledDisk disk = new TroubledDisk();

  @Test
  void append_forceHasNotReturned_isNotAcknowledged() throws Exception {
    try (Wal wal = open()) {
      disk.gate.drainPermits();
      CompletableFuture<Long> first = append(wal, entry("first"));
      CompletableFuture<Long> second = append(wal, entry("second"));
      assertThatThrownBy(() -> first.get(200, TimeUnit.MILLISECONDS))
          .isInstanceOf(java.util.concurrent.TimeoutException.class);
      assertThat(wal.forcedPosition()).isZero();
      assertThat(bodies(wal, 0)).isEmpty();
      disk.gate.release(100);
      assertThat(get(first)).isLessThan(get(second));
      assertThat(bodies(wal, 0)).containsExactly("first", "second");
    }
  }

  @Test
  void disk_fails_isTroubleUntilAWriteSucceeds() throws Exception {
    try (Wal wal = open()) {
      assertThat(wal.trouble()).isNull();
      disk.writesFail = true;
      assertThatThrownBy(() -> appendAndWait(wal, "refused")).isNotNull();
      assertThat(wal.trouble())
          .isEqualTo("the write-ahead log cannot be written: No space left on device");
      disk.writesFail = false;
      appendAndWait(wal, "taken");
      assertThat(wal.trouble()).isNull();
    }
  }

  @Test
  void append_manyWhileOneIsForced_shareTheNextForce() throws Exception {
    try (Wal wal = open()) {
      disk.gate.drainPermits();
      int forcesBefore = disk.forces.get();
      List<CompletableFuture<Long>> results = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        results.add(append(wal, entry("n" + i)));
      }
      disk.gate.release(100);
      for (CompletableFuture<Long> result : results) {
        get(result);
      }
      assertThat(disk.forces.get() - forcesBefore).isBetween(1, 3);
    }
  }

  @Test
  void append_newSegment_forcesTheFolder() throws Exception {
    try (Wal wal = open()) {
      assertThat(disk.folderForces).hasValue(1);
      for (int i = 0; i < 10; i++) {
        appendAndWait(wal, i + "x".repeat(900));
      }
      assertThat(disk.folderForces).hasValue(wal.segmentCount()).hasPositiveValue();
    }
  }

  @Test
  void append_diskFull_failsTheCallerAndLeavesNoTrace() throws Exception {
    try (Wal wal = open()) {
      appendAndWait(wal, "before");
      long usedBytes = wal.usedBytes();
      disk.writesFail = true;
      for (int i = 0; i < 5; i++) {
        assertFails(append(wal, entry("lost")), "No space left on device");
      }
      assertThat(wal.usedBytes()).isEqualTo(usedBytes);
      disk.writesFail = false;
      appendAndWait(wal, "after");
      assertThat(bodies(wal, 0)).containsExactly("before", "after");
      assertThat(segmentFiles(folder)).hasSize(1);
    }
    assertReopened(List.of("before", "after"));
  }

  @Test
  void append_forceFails_failsTheCallerAndLeavesTheSegment() throws Exception {
    try (Wal wal = open()) {
      appendAndWait(wal, "before");
      disk.forcesFail = true;
      for (int i = 0; i < 5; i++) {
        assertFails(append(wal, entry("lost")), "Input/output error");
      }
      disk.forcesFail = false;
      appendAndWait(wal, "after");
      assertThat(bodies(wal, 0)).containsExactly("before", "after");
      assertThat(segmentFiles(folder)).hasSize(2);
    }
    assertReopened(List.of("before", "after"));
  }

  @Test
  void append_evenTheCutFails_readersSeeOnlyWhatWasAcknowledged() throws Exception {
    try (Wal wal = open()) {
      appendAndWait(wal, "before");
      disk.forcesFail = true;
      disk.truncatesFail = true;
      assertFails(append(wal, entry("unknown")), "Input/output error");
      disk.forcesFail = false;
      disk.truncatesFail = false;
      appendAndWait(wal, "after");
      assertThat(bodies(wal, 0)).containsExactly("before", "after");
    }
    assertReopened(List.of("before", "after")); // the next segment says where this one ends
  }

  @Test
  void append_aFaultInTheMiddleOfAGroup_isCutOffLikeAFailedWrite() throws Exception {
    try (Wal wal = open()) {
      appendAndWait(wal, "before");
      disk.faultAfterWrite = true;
      assertThatThrownBy(() -> appendAndWait(wal, "refused"))
          .hasRootCauseInstanceOf(OutOfMemoryError.class);
    }
    assertReopened(List.of("before"));
  }

  @Test
  void append_noNewSegmentCanBeMade_failsAndRecovers() throws Exception {
    try (Wal wal = open()) {
      long last = 0;
      for (int i = 0; i < 5; i++) {
        last = appendAndWait(wal, i + "x".repeat(900));
      }
      disk.createsFail = true;
      assertFails(append(wal, entry("lost")), "no room for a file");
      assertFails(append(wal, entry("lost")), "no room for a file");
      disk.createsFail = false;
      assertThat(appendAndWait(wal, "after")).isGreaterThan(last);
      assertThat(bodies(wal, last)).containsExactly("after");
    }
  }

  @Test
  void append_listenerFails_theNextOnesAreTaken() throws Exception {
    try (Wal wal = open()) {
      wal.append(
          entry("first"),
          new AppendListener() {
            @Override
            public void forced(long position) {
              throw new OutOfMemoryError("on purpose");
            }

            @Override
            public void failed(IOException cause) {}
          });
      appendAndWait(wal, "second");
      assertThat(bodies(wal, 0)).containsExactly("first", "second");
    }
  }

  private Wal open() throws IOException {
    return Wal.open(config(folder), 0, record -> {}, disk);
  }

  private void assertReopened(List<String> expected) throws IOException {
    try (Wal wal = Wal.open(config(folder), 0, record -> {})) {
      assertThat(bodies(wal, 0)).containsExactlyElementsOf(expected);
    }
  }

  private static void assertFails(CompletableFuture<Long> result, String message) {
    assertThatThrownBy(() -> get(result))
        .isInstanceOf(ExecutionException.class)
        .hasRootCauseMessage(message);
  }
}
