/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.collector.http.Limits;
import io.gomon.collector.store.CollectedEvent;
import io.gomon.collector.store.Project;
import io.gomon.collector.wal.AppendListener;
import io.gomon.collector.wal.Wal;
import io.gomon.collector.wal.WalConfig;
import io.gomon.collector.wal.WalEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log as a failing disk leaves it, and the collector that starts on it. */
final class RestartTest {
  private static final byte GOMON_JSON = 3;

  @TempDir Path folder;

  @Test
  void batch_refusedAndYetOnDisk_itsRetryIsStored() throws Exception {
    MemoryStore store = new MemoryStore();
    String retried = CollectorFixture.event();
    try (Wal wal = Wal.open(WalConfig.create(folder.resolve("wal"), 1 << 20), 0, r -> {})) {
      // the sender was told 503, no reader saw it; the file has it all the same
      append(wal, "retried", retried);
      long stored = append(wal, "between", CollectorFixture.event());
      store.apply(stored, List.of()); // the store went past the first one, and never got it
      append(wal, "retried", retried); // this time it was acknowledged
    }
    Collector collector =
        Collector.start(
            CollectorFixture.config(folder, CollectorFixture.LIMITS, 1 << 20),
            CollectorFixture.wiring(store));
    try {
      assertThat(store.awaitEvents(1)).hasSize(1);
    } finally {
      collector.close();
    }
  }

  @Test
  void batch_ofATakenNameAndAnotherBody_isStoredAfterTheRestart() throws Exception {
    MemoryStore store = new MemoryStore();
    try (Wal wal = Wal.open(WalConfig.create(folder.resolve("wal"), 1 << 20), 0, r -> {})) {
      append(wal, "1", CollectorFixture.event());
      append(wal, "1", CollectorFixture.event());
    }
    try (Collector collector = start(store, CollectorFixture.LIMITS)) {
      assertThat(store.awaitEvents(2)).hasSize(2);
      assertThat(collector.status().nameConflicts()).isZero(); // of this run
    }
  }

  @Test
  void batch_largerThanTheLimitsOfToday_isStored() throws Exception {
    MemoryStore store = new MemoryStore();
    String blanks = " ".repeat(1 << 20); // inflates to a thousand times its size
    try (Wal wal = Wal.open(WalConfig.create(folder.resolve("wal"), 1 << 20), 0, r -> {})) {
      byte[] packed = CollectorFixture.gzip((blanks + CollectorFixture.event()).getBytes(UTF_8));
      append(wal, (byte) (GOMON_JSON | 1 << 6), "", packed);
      append(wal, "", CollectorFixture.event());
    }
    try (Collector collector = start(store, new Limits(10, 10, 1, 1_000))) {
      assertThat(store.awaitEvents(2)).hasSize(2);
      assertThat(collector.status().quarantinedBatches()).isZero();
    }
  }

  @Test
  void batch_ofAWireThatIsNotKnown_isKeptAsideAndTold() throws Exception {
    MemoryStore store = new MemoryStore();
    try (Wal wal = Wal.open(WalConfig.create(folder.resolve("wal"), 1 << 20), 0, r -> {})) {
      append(wal, (byte) 63, "", new byte[] {1, 2, 3});
      append(wal, "", CollectorFixture.event());
    }
    for (int run = 0; run < 2; run++) {
      try (Collector collector = start(store, CollectorFixture.LIMITS)) {
        assertThat(store.awaitEvents(1)).hasSize(1);
        assertThat(collector.status().quarantinedBatches()).isEqualTo(1);
      }
    }
  }

  @Test
  void batch_ofAProject_reachesTheStoreAsSuch() throws Exception {
    MemoryStore store = new MemoryStore();
    try (Wal wal = Wal.open(WalConfig.create(folder.resolve("wal"), 1 << 20), 0, r -> {})) {
      byte[] body = CollectorFixture.event().getBytes(UTF_8);
      append(wal, new WalEntry(0, GOMON_JSON, "1", "1+3@billing shop", body));
      append(wal, new WalEntry(0, GOMON_JSON, "1", "1 shop", body)); // of another project
    }
    try (Collector collector = start(store, CollectorFixture.LIMITS)) {
      assertThat(store.awaitEvents(2)).extracting(CollectedEvent::service).containsOnly("shop");
      assertThat(store.projects()).containsExactly(new Project("billing"), Project.DEFAULT);
      assertThat(collector.status().quarantinedBatches()).isZero();
    }
  }

  @Test
  void batch_whoseRecordLeftTheLog_isKnownAfterTheRestart() throws Exception {
    MemoryStore store = new MemoryStore();
    String filling = " ".repeat(60_000); // segments are of 128 KiB
    String named = CollectorFixture.event();
    try (Collector collector = start(store, CollectorFixture.LIMITS)) {
      assertThat(send(collector, named, "named")).isEqualTo(200);
      for (int i = 1; i <= 20; i++) {
        assertThat(send(collector, CollectorFixture.event() + filling, "n" + i)).isEqualTo(200);
        assertThat(store.awaitEvents(i + 1)).hasSize(i + 1);
      }
    }
    Path first = folder.resolve("wal").resolve("0000000000000000.wal");
    assertThat(first).as("the file of the named batch").doesNotExist();
    try (Collector collector = start(store, CollectorFixture.LIMITS)) {
      assertThat(send(collector, named, "named")).isEqualTo(200);
      assertThat(send(collector, CollectorFixture.event(), "new")).isEqualTo(200);
      assertThat(store.awaitEvents(22)).hasSize(22);
      assertThat(collector.status().duplicateBatches()).isEqualTo(1);
    }
  }

  private static int send(Collector collector, String event, String name) throws Exception {
    return CollectorFixture.send(
            CollectorFixture.postEvents(collector, event).header("Gomon-Batch-Id", name))
        .statusCode();
  }

  private Collector start(MemoryStore store, Limits limits) throws StartException {
    return Collector.start(
        CollectorFixture.config(folder, limits, 1 << 20), CollectorFixture.wiring(store));
  }

  private static long append(Wal wal, String batchId, String event) throws Exception {
    return append(wal, GOMON_JSON, batchId, event.getBytes(UTF_8));
  }

  private static long append(Wal wal, byte kind, String batchId, byte[] body) throws Exception {
    return append(wal, new WalEntry(0, kind, batchId, "1 shop", body));
  }

  private static long append(Wal wal, WalEntry entry) throws Exception {
    CompletableFuture<Long> position = new CompletableFuture<>();
    wal.append(
        entry,
        new AppendListener() {
          @Override
          public void forced(long end) {
            position.complete(end);
          }

          @Override
          public void failed(IOException cause) {
            position.completeExceptionally(cause);
          }
        });
    return position.get(20, TimeUnit.SECONDS);
  }
}
