/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.applier;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.collector.MemoryStore;
import io.gomon.collector.ingest.BadBatchException;
import io.gomon.collector.log.QuietLog;
import io.gomon.collector.store.CollectedEvent;
import io.gomon.collector.store.LoggedBatch;
import io.gomon.collector.store.Project;
import io.gomon.collector.wal.AppendListener;
import io.gomon.collector.wal.Wal;
import io.gomon.collector.wal.WalConfig;
import io.gomon.collector.wal.WalEntry;
import io.gomon.collector.wal.WalRecord;
import io.gomon.testkit.Conditions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * An applier between a real log and a store in memory. A record holds numbers; an event carries one
 * of them as its start: order can be seen.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class ApplierFixture {
  @TempDir Path folder;
  final MemoryStore store = new MemoryStore();
  final AtomicInteger decodedFromLog = new AtomicInteger();
  final AtomicInteger faults = new AtomicInteger();
  Wal wal;
  Applier applier;
  Quarantine quarantine;

  @BeforeEach
  void open() throws Exception {
    wal = Wal.open(WalConfig.create(folder, 64 << 20), 0, record -> {});
  }

  @AfterEach
  void close() throws Exception {
    store.hold(false);
    applier.close();
    wal.close();
  }

  void begin() {
    begin(0);
    applier.start();
  }

  void begin(long pending) {
    QuietLog log = new QuietLog(System.getLogger("io.gomon.collector.test"));
    try {
      quarantine = Quarantine.open(folder.resolve("quarantine"), log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Applier.Load load = new Applier.Load(pending, 20_000_000, new Applier.Backoff(5, 100));
    applier = new Applier(wal, store, quarantine.around(this::decode), load, log);
  }

  /** Batches are taken from memory only after the log was looked at once. */
  void awaitCaughtUp() {
    Conditions.await("caught up", () -> !applier.readsLog());
  }

  void awaitPending(long batches) {
    Conditions.await(batches + " pending", () -> applier.pendingBatches() == batches);
  }

  void assertStored(int events) throws InterruptedException {
    List<CollectedEvent> stored = store.awaitEvents(events);
    assertThat(stored).hasSize(events);
    assertThat(stored)
        .extracting(CollectedEvent::startNanos)
        .isEqualTo(IntStream.range(0, events).mapToObj(i -> (long) i).toList());
  }

  static LoggedBatch logged(long position, List<CollectedEvent> events) {
    return new LoggedBatch(position, Project.DEFAULT, events);
  }

  private LoggedBatch decode(WalRecord record) throws BadBatchException {
    decodedFromLog.incrementAndGet();
    if (faults.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      throw new LinkageError("on purpose");
    }
    String[] numbers = new String(record.entry().body(), StandardCharsets.UTF_8).split(" ", -1);
    if (numbers[0].equals("-1")) {
      throw new BadBatchException("a record of another version");
    }
    if (numbers[0].equals("-2")) {
      throw new IllegalStateException("a fault of the decoder");
    }
    return logged(
        record.position(), events(Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1])));
  }

  static List<CollectedEvent> events(int first, int count) {
    return IntStream.range(first, first + count).mapToObj(ApplierFixture::event).toList();
  }

  static CollectedEvent event(int number) {
    return new CollectedEvent(
        1, number, 0, 0, 1, 1, 0, 0, "s", "custom", "custom", number, 1, false, "{}");
  }

  void append(int first, int count) throws Exception {
    append(first, count, position -> applier.acknowledged(logged(position, events(first, count))));
  }

  void appendOnly(int first, int count) throws Exception {
    append(first, count, position -> {});
  }

  void append(int first, int count, LongConsumer forced) throws Exception {
    append(first, count, "", forced);
  }

  void append(int first, int count, String note, LongConsumer forced) throws Exception {
    CompletableFuture<Long> result = new CompletableFuture<>();
    byte[] body = (first + " " + count).getBytes(StandardCharsets.UTF_8);
    wal.append(
        new WalEntry(0, (byte) 1, "", note, body),
        new AppendListener() {
          @Override
          public void forced(long position) {
            forced.accept(position);
            result.complete(position);
          }

          @Override
          public void failed(IOException cause) {
            result.completeExceptionally(cause);
          }
        });
    result.get(20, TimeUnit.SECONDS);
  }
}
