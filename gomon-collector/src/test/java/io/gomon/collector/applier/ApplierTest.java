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
import io.gomon.collector.wal.WalFullException;
import io.gomon.collector.wal.WalRecord;
import io.gomon.testkit.Conditions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A record holds numbers; an event carries one of them as its start: order can be seen. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ApplierTest {
  @TempDir Path folder;
  private final MemoryStore store = new MemoryStore();
  private final AtomicInteger decodedFromLog = new AtomicInteger();
  private final AtomicInteger faults = new AtomicInteger();
  private Wal wal;
  private Applier applier;
  private Quarantine quarantine;

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

  @Test
  void batches_acknowledged_areStoredInOrderAndFromMemory() throws Exception {
    begin();
    awaitCaughtUp();
    for (int i = 0; i < 50; i++) {
      append(i, 1);
    }
    assertStored(50);
    assertThat(decodedFromLog).hasValueLessThan(50);
    awaitPending(0);
  }

  @Test
  void batches_manyAtOnce_areStoredInGroups() throws Exception {
    begin();
    awaitCaughtUp();
    for (int i = 0; i < 300; i++) {
      append(i, 1);
    }
    assertStored(300);
    assertThat(store.groups()).hasSizeLessThan(100);
  }

  @Test
  void start_recordsBehindTheStore_areReplayed() throws Exception {
    for (int i = 0; i < 20; i++) {
      appendOnly(i * 3, 3);
    }
    begin(20);
    assertThat(applier.hasReplayed()).isFalse();
    applier.start();
    assertStored(60);
    awaitPending(0);
    assertThat(applier.hasReplayed()).isTrue();
    assertThat(decodedFromLog).hasValue(20);
  }

  @Test
  void start_logIsFullOfWhatIsStored_makesRoom() throws Exception {
    wal.close();
    wal = Wal.open(new WalConfig(folder, 4_000, 500, 500, Duration.ZERO), 0, record -> {});
    int refusedAt = 0;
    try {
      for (; refusedAt < 1_000; refusedAt++) {
        appendOnly(refusedAt, 1);
      }
    } catch (WalFullException expected) {
      assertThat(refusedAt).isPositive();
    }
    store.apply(wal.forcedPosition(), events(0, refusedAt));
    begin(); // as after a kill between the storing and the deleting
    Conditions.await("room in the log", () -> wal.usedBytes() < 2_000);
    append(refusedAt, 1);
    assertStored(refusedAt + 1);
  }

  @Test
  void log_isSmallerThanItsSegments_takesOnWhenAllIsStored() throws Exception {
    wal.close();
    wal = Wal.open(new WalConfig(folder, 4_000, 500, 500, Duration.ZERO), 0, record -> {});
    begin();
    for (int i = 0; i < 10; i++) {
      int number = i;
      Conditions.await("taken", () -> takesLarge(number)); // full until the applier has told
      assertStored(i + 1);
    }
    assertThat(wal.segmentCount()).isLessThan(4);
  }

  @Test
  void decoder_failsWithAnError_isTriedAgain() throws Exception {
    appendOnly(0, 1);
    faults.set(2);
    begin(1);
    applier.start();
    assertStored(1);
    Conditions.await("no trouble", () -> applier.trouble() == null);
  }

  @Test
  void store_fails_losesNothingAndSaysWhy() throws Exception {
    begin();
    awaitCaughtUp();
    store.failTimes(Integer.MAX_VALUE);
    append(0, 1);
    Conditions.await("trouble", () -> applier.trouble() != null);
    assertThat(applier.trouble()).contains("the disk of the test is full");
    for (int i = 1; i < 10; i++) {
      append(i, 1);
    }
    store.failTimes(0);
    assertStored(10);
    Conditions.await("no trouble", () -> applier.trouble() == null);
  }

  @Test
  void store_isSlow_memoryIsBoundedAndTheLogIsReadAgain() throws Exception {
    begin();
    awaitCaughtUp();
    store.hold(true);
    int batches = 300;
    for (int i = 0; i < batches; i++) {
      append(i * 1_000, 1_000); // four times what may be in memory: 264 B each
    }
    assertThat(applier.pendingBatches()).isGreaterThan(100);
    store.hold(false);
    assertStored(batches * 1_000);
    assertThat(decodedFromLog).as("75 of them fit").hasValueBetween(1, batches - 70);
    awaitPending(0);
  }

  @Test
  void batch_couldNotBeHandedOver_isReadFromTheLog() throws Exception {
    begin();
    awaitCaughtUp();
    append(0, 1);
    append(1, 1, position -> applier.missed());
    append(2, 1);
    assertStored(3);
    awaitPending(0);
  }

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

  @Test
  void close_withDeadline_storesWhatIsLeft() throws Exception {
    begin();
    awaitCaughtUp();
    for (int i = 0; i < 100; i++) {
      append(i, 1);
    }
    applier.close(Duration.ofSeconds(20));
    assertThat(store.awaitEvents(100)).hasSize(100);
  }

  @Test
  void close_storeFails_endsAndLeavesItToTheLog() throws Exception {
    begin();
    awaitCaughtUp();
    store.failTimes(Integer.MAX_VALUE);
    append(0, 1);
    Conditions.await("trouble", () -> applier.trouble() != null);
    applier.close(Duration.ofSeconds(20));
    assertThat(applier.storedPosition()).isZero();
    assertThat(wal.forcedPosition()).isPositive();
  }

  /** A record of more than half of the log. */
  private boolean takesLarge(int number) {
    List<CollectedEvent> batch = events(number, 1);
    try {
      append(
          number, 1, "x".repeat(2_500), position -> applier.acknowledged(logged(position, batch)));
      return true;
    } catch (WalFullException e) {
      return false;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private void begin() {
    begin(0);
    applier.start();
  }

  private void begin(long pending) {
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
  private void awaitCaughtUp() {
    Conditions.await("caught up", () -> !applier.readsLog());
  }

  private void awaitPending(long batches) {
    Conditions.await(batches + " pending", () -> applier.pendingBatches() == batches);
  }

  private void assertStored(int events) throws InterruptedException {
    List<CollectedEvent> stored = store.awaitEvents(events);
    assertThat(stored).hasSize(events);
    assertThat(stored)
        .extracting(CollectedEvent::startNanos)
        .isEqualTo(IntStream.range(0, events).mapToObj(i -> (long) i).toList());
  }

  private static LoggedBatch logged(long position, List<CollectedEvent> events) {
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

  private static List<CollectedEvent> events(int first, int count) {
    return IntStream.range(first, first + count).mapToObj(ApplierTest::event).toList();
  }

  private static CollectedEvent event(int number) {
    return new CollectedEvent(
        1, number, 0, 0, 1, 1, 0, 0, "s", "custom", "custom", number, 1, false, "{}");
  }

  private void append(int first, int count) throws Exception {
    append(first, count, position -> applier.acknowledged(logged(position, events(first, count))));
  }

  private void appendOnly(int first, int count) throws Exception {
    append(first, count, position -> {});
  }

  private void append(int first, int count, java.util.function.LongConsumer forced)
      throws Exception {
    append(first, count, "", forced);
  }

  private void append(int first, int count, String note, java.util.function.LongConsumer forced)
      throws Exception {
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
