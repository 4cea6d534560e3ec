/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.collector.archive.CollectorClient;
import io.gomon.collector.archive.EventImport;
import io.gomon.collector.store.Applied;
import io.gomon.collector.store.ApplyGroup;
import io.gomon.collector.store.StoreException;
import io.gomon.collector.store.StoreStatus;
import io.gomon.collector.store.TelemetryStore;
import io.gomon.testkit.Conditions;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An import into a collector that others keep busy. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class BusyImportTest {
  @TempDir Path folder;

  @Test
  void finish_whatOthersSendIsNotStoredYet_doesNotWaitForThat() throws Exception {
    SlowStore store = new SlowStore();
    try (Collector collector =
        Collector.start(
            CollectorFixture.config(folder, CollectorFixture.LIMITS, 64 << 20), store::wire)) {
      URI address = URI.create("http://127.0.0.1:" + collector.port());
      EventImport importing =
          EventImport.begin(new CollectorClient(address), Duration.ofSeconds(10));
      byte[] line = CollectorFixture.event().getBytes(StandardCharsets.UTF_8);
      importing.send(new ByteArrayInputStream(line));
      Conditions.await("being stored", () -> store.begun.get() == 1);
      int asked = store.asked.get();
      CompletableFuture<EventImport.Report> report =
          CompletableFuture.supplyAsync(() -> finish(importing));
      Conditions.await("asked, and answered once", () -> store.asked.get() >= asked + 2);
      CollectorFixture.send(CollectorFixture.postEvents(collector, CollectorFixture.event()));
      store.groups.release();
      assertThat(report.get(20, TimeUnit.SECONDS).stored()).isEqualTo(1);
      assertThat(collector.status().walPendingBatches()).isEqualTo(1);
      store.groups.release(100);
    }
  }

  private static EventImport.Report finish(EventImport importing) {
    try {
      return importing.finish();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** The real one, which stores a group when it is allowed to. */
  private static final class SlowStore implements TelemetryStore {
    private final Semaphore groups = new Semaphore(0);
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger asked = new AtomicInteger();
    private TelemetryStore real;

    Wiring wire(Path folder, Duration retention) throws StoreException {
      Wiring standard = Wiring.standard(folder, retention);
      real = standard.store();
      return new Wiring(this, standard.routes());
    }

    @Override
    public long appliedPosition() {
      return real.appliedPosition();
    }

    @Override
    public Applied apply(ApplyGroup group) throws StoreException {
      begun.incrementAndGet();
      groups.acquireUninterruptibly();
      return real.apply(group);
    }

    @Override
    public int enforceRetention(Instant now, long maxBytes) throws StoreException {
      return real.enforceRetention(now, maxBytes);
    }

    @Override
    public StoreStatus status() {
      asked.incrementAndGet();
      return real.status();
    }

    @Override
    public void close() throws StoreException {
      real.close();
    }
  }
}
