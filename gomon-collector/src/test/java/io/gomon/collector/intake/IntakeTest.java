/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gomon.collector.ingest.BadBatchException;
import io.gomon.collector.ingest.Decoded;
import io.gomon.collector.ingest.IngestAdapter;
import io.gomon.collector.ingest.IngestAdapters;
import io.gomon.collector.ingest.Origin;
import io.gomon.collector.ingest.Packing;
import io.gomon.collector.ingest.Rejection;
import io.gomon.collector.ingest.Room;
import io.gomon.collector.ingest.Verdict;
import io.gomon.collector.store.CollectedEvent;
import io.gomon.collector.store.LoggedBatch;
import io.gomon.collector.store.Project;
import io.gomon.collector.wal.AppendListener;
import io.gomon.collector.wal.Wal;
import io.gomon.collector.wal.WalConfig;
import io.gomon.collector.wal.WalEntry;
import java.io.IOException;
import java.nio.file.Path;
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
  private static final Verdict ONE = Verdict.accepted(1);
  private static final Verdict PARTLY = new Verdict(1, 6, "letters");

  @TempDir Path folder;
  private final CountDownLatch decoding = new CountDownLatch(1);
  private final CountDownLatch release = new CountDownLatch(1);
  private final AtomicInteger acknowledged = new AtomicInteger();
  private final AtomicInteger missed = new AtomicInteger();
  private final BatchIds ids = new BatchIds();
  private volatile boolean noMemory;
  private final IngestAdapter adapter = new GatedAdapter();
  private Wal wal;
  private Intake intake;

  @BeforeEach
  void open() throws Exception {
    wal = Wal.open(WalConfig.create(folder, 1 << 20), 0, record -> {});
    RecordCodec codec = new RecordCodec(IngestAdapters.of(List.of(adapter)), 1 << 20);
    intake = new Intake(wal, codec, ids, new Applier());
  }

  @AfterEach
  void close() throws Exception {
    release.countDown();
    wal.close();
  }

  @Test
  void batch_repeatedWhileTheFirstIsInFlight_waitsForItAndCountsOnce() throws Exception {
    CompletableFuture<Verdict> first = takeInBackground("good");
    assertThat(decoding.await(20, TimeUnit.SECONDS)).isTrue();
    CompletableFuture<Verdict> second = take("good");
    assertThat(second).isNotDone();
    release.countDown();
    assertThat(first.get(20, TimeUnit.SECONDS)).isEqualTo(ONE);
    assertThat(second.get(20, TimeUnit.SECONDS)).isEqualTo(ONE);
    assertThat(acknowledged).hasValue(1);
    assertThat(intake.duplicateBatches()).isEqualTo(1);
  }

  @Test
  void batch_noMemoryToHandItOver_isAcknowledgedAndTold() throws Exception {
    release.countDown();
    noMemory = true;
    assertThat(take("good").get(20, TimeUnit.SECONDS)).isEqualTo(ONE);
    assertThat(acknowledged).hasValue(0);
    assertThat(missed).hasValue(1);
  }

  @Test
  void batch_firstIsRefusedInFlight_soIsTheRepeatedOneAndTheNameIsFree() throws Exception {
    CompletableFuture<Verdict> first = takeInBackground("bad");
    assertThat(decoding.await(20, TimeUnit.SECONDS)).isTrue();
    CompletableFuture<Verdict> second = take("bad");
    release.countDown();
    assertThatThrownBy(() -> first.get(20, TimeUnit.SECONDS))
        .hasRootCauseInstanceOf(BadBatchException.class);
    assertThatThrownBy(() -> second.get(20, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(BadBatchException.class);
    assertThat(take("good").get(20, TimeUnit.SECONDS)).isEqualTo(ONE);
    assertThat(acknowledged).hasValue(1);
  }

  @Test
  void batch_logIsClosed_isRefusedAndTheNameIsFree() throws Exception {
    release.countDown();
    wal.close();
    assertThatThrownBy(() -> take("good")).hasMessageContaining("closed");
    byte[] body = "good".getBytes(UTF_8);
    assertThat(ids.claim(BatchIds.Key.of(Project.DEFAULT, "id", body)).isNew()).isTrue();
  }

  @Test
  void batch_logIsFull_isRefusedBeforeItIsDecoded() throws Exception {
    CompletableFuture<Void> forced = new CompletableFuture<>();
    wal.append(
        new WalEntry(0, (byte) 1, "", "", new byte[(1 << 20) - 200]),
        new AppendListener() {
          @Override
          public void forced(long position) {
            forced.complete(null);
          }

          @Override
          public void failed(IOException cause) {
            forced.completeExceptionally(cause);
          }
        });
    forced.get(20, TimeUnit.SECONDS);
    String body = "good".repeat(100);
    assertThatThrownBy(() -> take(body)).hasMessageContaining("full");
    assertThat(decoding.getCount()).as("not begun").isEqualTo(1);
    assertThat(ids.claim(BatchIds.Key.of(Project.DEFAULT, "id", body.getBytes(UTF_8))).isNew())
        .isTrue();
  }

  @Test
  void batch_ofATakenNameAndAnotherBody_isTakenToo() throws Exception {
    release.countDown();
    for (String body : List.of("one", "two", "one", "two", "three")) {
      assertThat(take(body).get(20, TimeUnit.SECONDS)).isEqualTo(ONE);
    }
    assertThat(acknowledged).hasValue(3);
    assertThat(intake.duplicateBatches()).isEqualTo(2);
    assertThat(intake.nameConflicts()).isEqualTo(2);
  }

  @Test
  void batch_ofATakenNameInAnotherProject_isTakenToo() throws Exception {
    release.countDown();
    take("one").get(20, TimeUnit.SECONDS);
    take("one", new Project("other")).get(20, TimeUnit.SECONDS);
    take("one", new Project("other")).get(20, TimeUnit.SECONDS);
    assertThat(acknowledged).hasValue(2);
    assertThat(intake.nameConflicts()).isZero();
  }

  @Test
  void batch_partlyRejected_isToldSoAgainAfterARestart() throws Exception {
    release.countDown();
    assertThat(take("partly").get(20, TimeUnit.SECONDS)).isEqualTo(PARTLY);
    assertThat(intake.rejectedItems()).containsEntry(Rejection.WRONG_VALUE, 6L);
    wal.close();
    BatchIds restored = new BatchIds();
    wal =
        Wal.open(
            WalConfig.create(folder, 1 << 20),
            0,
            record -> restored.restore(record.entry(), record.position()));
    byte[] body = "partly".getBytes(UTF_8);
    BatchIds.Claim claim = restored.claim(BatchIds.Key.of(Project.DEFAULT, "id", body));
    assertThat(claim.isNew()).isFalse();
    assertThat(claim.entry().outcome).isCompletedWithValue(new Verdict(1, 6, ""));
  }

  @Test
  void restoredIds_secondRecordOfANameAndBody_isRepeated() {
    ids.restore(logged("a", "1"), 100);
    ids.restore(logged("a", "1"), 200);
    ids.restore(logged("a", "2"), 300);
    assertThat(ids.isRepeated(logged("a", "1"), 100)).isFalse();
    assertThat(ids.isRepeated(logged("a", "1"), 200)).isTrue();
    assertThat(ids.isRepeated(logged("a", "2"), 300)).isFalse();
    assertThat(ids.isRepeated(logged("", "1"), 200)).isFalse();
    assertThat(ids.isRepeated(logged("b", "1"), 200)).isFalse();
  }

  private static WalEntry logged(String name, String body) {
    return new WalEntry(0, (byte) 1, name, "", body.getBytes(UTF_8));
  }

  private CompletableFuture<Verdict> takeInBackground(String body) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return take(body).get(20, TimeUnit.SECONDS);
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private CompletableFuture<Verdict> take(String body) throws Exception {
    return take(body, Project.DEFAULT);
  }

  private CompletableFuture<Verdict> take(String body, Project project) throws Exception {
    byte[] bytes = body.getBytes(UTF_8);
    return intake.take(
        new Batch(adapter, Packing.NONE, "id", new Origin(project, "", 0), bytes), Room.UNLIMITED);
  }

  /** Waits for the test; takes one event of each body, and rejects the letters of "partly". */
  private final class GatedAdapter implements IngestAdapter {
    @Override
    public byte code() {
      return 1;
    }

    @Override
    public String path() {
      return "/test";
    }

    @Override
    public String contentType() {
      return "text/plain";
    }

    @Override
    public Decoded decode(byte[] plain, Origin origin, Room room) throws BadBatchException {
      decoding.countDown();
      try {
        assertThat(release.await(20, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      String body = new String(plain, UTF_8);
      if (body.equals("bad")) {
        throw new BadBatchException("bad");
      }
      List<CollectedEvent> events =
          List.of(
              new CollectedEvent(
                  1, 1, 0, 0, 1, 1, 0, 0, "s", "custom", "custom", 1, 1, false, "{}"));
      return body.equals("partly")
          ? new Decoded(events, 1, PARTLY, Map.of(Rejection.WRONG_VALUE, 6))
          : new Decoded(events, 1, ONE, Map.of());
    }

    @Override
    public byte[] answer(Verdict verdict) {
      return new byte[0];
    }
  }

  private final class Applier implements Acknowledged {
    @Override
    public void accept(LoggedBatch batch) {
      if (noMemory) {
        throw new OutOfMemoryError("on purpose");
      }
      acknowledged.addAndGet(batch.events().size());
    }

    @Override
    public void missed() {
      missed.incrementAndGet();
    }
  }
}
