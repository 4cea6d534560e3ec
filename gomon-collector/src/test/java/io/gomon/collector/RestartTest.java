/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.collector.ingest.Wire;
import io.gomon.collector.wal.AppendListener;
import io.gomon.collector.wal.Wal;
import io.gomon.collector.wal.WalConfig;
import io.gomon.collector.wal.WalEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log as a failing disk leaves it, and the collector that starts on it. */
final class RestartTest {
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

  private static long append(Wal wal, String batchId, String event) throws Exception {
    CompletableFuture<Long> position = new CompletableFuture<>();
    byte[] body = event.getBytes(StandardCharsets.UTF_8);
    wal.append(
        new WalEntry(0, Wire.GOMON_JSON.code(), batchId, "1 shop", body),
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
