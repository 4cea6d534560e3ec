/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.collector.store.duckdb.DuckDbEventStore;
import io.gomon.collector.store.duckdb.StoreSettings;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real program, killed under load again and again: nothing that was acknowledged is missing,
 * and nothing is there twice, though every batch without an answer is sent again after the restart.
 */
@Timeout(value = 1800, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class KillTest {
  private static final int ROUNDS = Integer.getInteger("kill.rounds", 20);
  private static final int SENDERS = 4;
  private static final int EVENTS_PER_BATCH = 40;
  private static final long SEED = 20_261_121;

  /** A batch on its way, until it is acknowledged. */
  private record Sent(String batchId, List<UUID> ids, String body) {}

  @TempDir Path folder;
  private final Set<UUID> acknowledged = ConcurrentHashMap.newKeySet();
  private final AtomicInteger acknowledgedBatches = new AtomicInteger();
  private final Queue<Sent> unanswered = new ConcurrentLinkedQueue<>();

  @Test
  void collector_killedUnderLoad_losesNothingThatWasAcknowledged() throws Exception {
    Random random = new Random(SEED);
    int roundsWithUnanswered = 0;
    for (int round = 0; round < ROUNDS; round++) {
      int lifeMillis = 20 + random.nextInt(400);
      try (CollectorProcess collector = CollectorProcess.start(folder, "--max-wal-size", "1m")) {
        List<Thread> senders = new ArrayList<>();
        for (int i = 0; i < SENDERS; i++) {
          senders.add(new Thread(() -> sendUntilKilled(collector), "sender-" + i));
        }
        senders.forEach(Thread::start);
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(lifeMillis));
        collector.kill();
        for (Thread sender : senders) {
          sender.join();
        }
      }
      roundsWithUnanswered += unanswered.isEmpty() ? 0 : 1;
    }
    sendTheRest();
    Map<UUID, Integer> stored = storedIds();
    assertThat(acknowledgedBatches.get()).isGreaterThan(ROUNDS);
    assertThat(roundsWithUnanswered).as("rounds that were killed in a request").isPositive();
    assertThat(acknowledged).allMatch(stored::containsKey);
    assertThat(stored.values()).allMatch(times -> times == 1);
    System.out.printf(
        "kill -9: %d rounds, %d batches acknowledged, %d events stored, %d rounds hit a request%n",
        ROUNDS, acknowledgedBatches.get(), stored.size(), roundsWithUnanswered);
  }

  private void sendUntilKilled(CollectorProcess collector) {
    while (collector.isAlive()) {
      Sent batch = unanswered.poll();
      if (batch == null) {
        batch = newBatch();
      }
      if (!send(collector, batch)) {
        unanswered.add(batch);
      }
    }
  }

  private boolean send(CollectorProcess collector, Sent batch) {
    try {
      HttpRequest.Builder request =
          collector.postEvents(batch.body).header("Gomon-Service", "kill");
      if (!batch.batchId.isEmpty()) {
        request.header("Gomon-Batch-Id", batch.batchId);
      }
      HttpResponse<String> answer = CollectorFixture.send(request);
      if (answer.statusCode() == 200) {
        acknowledged.addAll(batch.ids);
        acknowledgedBatches.incrementAndGet();
        return true;
      }
      assertThat(answer.statusCode()).as(answer.body()).isIn(429, 503);
      return false;
    } catch (java.io.IOException e) {
      return false; // killed: whether it was taken, only the next start can tell
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void sendTheRest() throws Exception {
    try (CollectorProcess collector = CollectorProcess.start(folder, "--max-wal-size", "1m")) {
      Queue<Sent> rest = new ArrayDeque<>(unanswered);
      while (!rest.isEmpty()) {
        Sent batch = rest.poll();
        if (!send(collector, batch)) {
          rest.add(batch);
        }
      }
      assertThat(collector.stop()).as("exit code of SIGTERM").isEqualTo(143);
    }
  }

  private Map<UUID, Integer> storedIds() throws Exception {
    Map<UUID, Integer> stored = new HashMap<>();
    long nowNanos = System.currentTimeMillis() * 1_000_000;
    long hourNanos = TimeUnit.HOURS.toNanos(1);
    try (DuckDbEventStore store =
        DuckDbEventStore.open(StoreSettings.of(folder.resolve("store")))) {
      store.read(
          nowNanos - hourNanos,
          nowNanos + hourNanos,
          Duration.ofSeconds(30),
          session -> {
            try (ResultSet row =
                session.prepare("SELECT id_high, id_low FROM :all").executeQuery()) {
              while (row.next()) {
                stored.merge(new UUID(row.getLong(1), row.getLong(2)), 1, Integer::sum);
              }
              return stored;
            }
          });
    }
    return stored;
  }

  private static Sent newBatch() {
    List<UUID> ids = new ArrayList<>();
    StringBuilder body = new StringBuilder("[");
    for (int i = 0; i < EVENTS_PER_BATCH; i++) {
      UUID id = UUID.randomUUID();
      ids.add(id);
      body.append(i == 0 ? "" : ",")
          .append("{\"id\":\"")
          .append(id)
          .append("\",\"trace\":\"")
          .append(id.toString().replace("-", ""))
          .append("\",\"app-id\":\"019f1c2e-0000-7abc-8000-000000000001\",\"gomon:fp\":\"custom\",")
          .append("\"gomon:start\":")
          .append(System.currentTimeMillis() * 1_000_000)
          .append(",\"gomon:lapsed\":5,\"filling\":\"some text of a usual length\"}");
    }
    UUID name = UUID.randomUUID();
    boolean isNamed = (name.getLeastSignificantBits() & 1) == 0; // else its events' ids must do
    return new Sent(isNamed ? name.toString() : "", ids, body.append(']').toString());
  }
}
