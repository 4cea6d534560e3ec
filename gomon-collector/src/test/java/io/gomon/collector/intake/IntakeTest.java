/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gomon.collector.ingest.BadBatchException;
import io.gomon.collector.ingest.BatchDecoder;
import io.gomon.collector.ingest.Wire;
import io.gomon.collector.store.CollectedEvent;
import io.gomon.collector.wal.Wal;
import io.gomon.collector.wal.WalConfig;
import io.gomon.collector.wal.WalEntry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two requests with one batch id at the same time: the decoder waits until the test lets it go. */
final class IntakeTest {
  @TempDir Path folder;
  private final CountDownLatch decoding = new CountDownLatch(1);
  private final CountDownLatch release = new CountDownLatch(1);
  private final AtomicInteger acknowledged = new AtomicInteger();
  private final BatchIds ids = new BatchIds();
  private Wal wal;
  private Intake intake;

  @BeforeEach
  void open() throws Exception {
    wal = Wal.open(WalConfig.create(folder, 1 << 20), 0, record -> {});
    BatchDecoder decoder = this::decode;
    RecordCodec codec = new RecordCodec(Map.of(Wire.OTLP_PROTOBUF, decoder), 1 << 20);
    intake =
        new Intake(
            wal,
            codec,
            ids,
            (position, events) -> acknowledged.addAndGet(events.size()),
            Clock.systemUTC());
  }

  @AfterEach
  void close() throws Exception {
    release.countDown();
    wal.close();
  }

  @Test
  void batch_repeatedWhileTheFirstIsInFlight_waitsForItAndCountsOnce() throws Exception {
    CompletableFuture<Integer> first = takeInBackground("good");
    assertThat(decoding.await(20, TimeUnit.SECONDS)).isTrue();
    CompletableFuture<Integer> second = take("good");
    assertThat(second).isNotDone();
    release.countDown();
    assertThat(first.get(20, TimeUnit.SECONDS)).isEqualTo(1);
    assertThat(second.get(20, TimeUnit.SECONDS)).isEqualTo(1);
    assertThat(acknowledged).hasValue(1);
    assertThat(intake.duplicateBatches()).isEqualTo(1);
  }

  @Test
  void batch_firstIsRefusedInFlight_soIsTheRepeatedOneAndTheNameIsFree() throws Exception {
    CompletableFuture<Integer> first = takeInBackground("bad");
    assertThat(decoding.await(20, TimeUnit.SECONDS)).isTrue();
    CompletableFuture<Integer> second = take("bad");
    release.countDown();
    assertThatThrownBy(() -> first.get(20, TimeUnit.SECONDS))
        .hasRootCauseInstanceOf(BadBatchException.class);
    assertThatThrownBy(() -> second.get(20, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(BadBatchException.class);
    assertThat(take("good").get(20, TimeUnit.SECONDS)).isEqualTo(1);
    assertThat(acknowledged).hasValue(1);
  }

  @Test
  void batch_logIsClosed_isRefusedAndTheNameIsFree() throws Exception {
    release.countDown();
    wal.close();
    assertThatThrownBy(() -> take("good")).hasMessageContaining("closed");
    byte[] body = "good".getBytes(StandardCharsets.UTF_8);
    assertThat(ids.claim(BatchIds.Key.of("id", body)).isNew()).isTrue();
  }

  @Test
  void batch_ofATakenNameAndAnotherBody_isTakenToo() throws Exception {
    release.countDown();
    for (String body : List.of("one", "two", "one", "two", "three")) {
      assertThat(take(body).get(20, TimeUnit.SECONDS)).isEqualTo(1);
    }
    assertThat(acknowledged).hasValue(3);
    assertThat(intake.duplicateBatches()).isEqualTo(2);
    assertThat(intake.nameConflicts()).isEqualTo(2);
  }

  @Test
  void restoredIds_secondRecordOfANameAndBody_isRepeated() {
    ids.restore(logged("a", "1"), 100, 1);
    ids.restore(logged("a", "1"), 200, 1);
    ids.restore(logged("a", "2"), 300, 1);
    assertThat(ids.isRepeated(logged("a", "1"), 100)).isFalse();
    assertThat(ids.isRepeated(logged("a", "1"), 200)).isTrue();
    assertThat(ids.isRepeated(logged("a", "2"), 300)).isFalse();
    assertThat(ids.isRepeated(logged("", "1"), 200)).isFalse();
    assertThat(ids.isRepeated(logged("b", "1"), 200)).isFalse();
  }

  private static WalEntry logged(String name, String body) {
    return new WalEntry(0, (byte) 1, name, "", body.getBytes(StandardCharsets.UTF_8));
  }

  private CompletableFuture<Integer> takeInBackground(String body) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return take(body).get(20, TimeUnit.SECONDS);
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private CompletableFuture<Integer> take(String body) throws Exception {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return intake.<RuntimeException>take(
        new Batch(Wire.OTLP_PROTOBUF, false, "id", "", bytes), taken -> {});
  }

  private List<CollectedEvent> decode(byte[] body, String service) throws BadBatchException {
    decoding.countDown();
    try {
      assertThat(release.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    if (new String(body, StandardCharsets.UTF_8).equals("bad")) {
      throw new BadBatchException("bad");
    }
    return List.of(
        new CollectedEvent(1, 1, 0, 0, 1, 1, 0, 0, "s", "custom", "custom", 1, 1, false, "{}"));
  }
}
