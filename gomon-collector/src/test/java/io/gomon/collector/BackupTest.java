/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.collector.ArchiveFixture.Ran;
import io.gomon.collector.store.CollectedEvent;
import io.gomon.collector.store.duckdb.EventScan;
import io.gomon.testkit.Conditions;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A backup of a collector that takes events, and what becomes of it. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class BackupTest {
  private static final int ROUNDS = 4;
  private static final int KILLS = 3;
  private static final long SEED = 20_261_121;

  @TempDir Path folder;
  private final Set<UUID> acknowledged = ConcurrentHashMap.newKeySet();
  private volatile boolean done;

  @Test
  void backup_underLoad_holdsAllThatWasAcknowledgedBeforeAndNothingTwice() throws Exception {
    Path kept = folder.resolve("kept");
    try (ArchiveFixture collector = new ArchiveFixture(folder.resolve("data"))) {
      Thread sender = new Thread(() -> sendUntilDone(collector), "sender");
      sender.start();
      for (int round = 1; round <= ROUNDS; round++) {
        int wanted = round * 2_000;
        Conditions.await("load", () -> acknowledged.size() > wanted);
        Set<UUID> before = Set.copyOf(acknowledged);
        Ran ran = ArchiveFixture.run("backup", "--url", collector.url(), "--to", kept.toString());
        assertThat(ran.code()).as(ran.err()).isZero();
        Path backup = Path.of(ran.out().strip().replaceAll(".*: ", ""));
        assertThat(backup).hasParent(kept);
        assertHolds(backup, before);
      }
      done = true;
      sender.join();
      Ran second = ArchiveFixture.run("--port", "0", "--data", folder.resolve("data").toString());
      assertThat(second.code()).as(second.err()).isEqualTo(5);
      assertThat(backups(folder.resolve("data/backups"))).isEqualTo(2);
      assertThat(backups(kept)).isEqualTo(ROUNDS);
    }
  }

  @Test
  void collector_killedDuringABackup_leavesNoneOrAWholeOne() throws Exception {
    Random random = new Random(SEED);
    Path data = Files.createDirectories(folder.resolve("data"));
    for (int round = 0; round < KILLS; round++) {
      try (CollectorProcess collector = CollectorProcess.start(data)) {
        try (Stream<Path> left = Files.walk(data)) {
          assertThat(left.map(Path::toString)).noneMatch(name -> name.endsWith(".partial"));
        }
        for (int i = 0; i < 5; i++) {
          Batch batch = Batch.create();
          acknowledge(batch, collector.postEvents(batch.body));
        }
        HttpResponse<String> begun = post(backup(collector));
        assertThat(begun.statusCode()).as(begun.body()).isEqualTo(202);
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(80)));
        collector.kill();
      }
    }
    int whole = backups(data.resolve("backups"));
    try (CollectorProcess collector = CollectorProcess.start(data)) {
      post(backup(collector));
      Conditions.await("done", () -> get(collector).body().contains("\"state\":\"done\""));
      collector.kill();
    }
    assertThat(backups(data.resolve("backups"))).isEqualTo(Math.min(2, whole + 1));
    try (Stream<Path> made = Files.list(data.resolve("backups"))) {
      Path newest = made.max(Path::compareTo).orElseThrow();
      assertHolds(newest, Set.copyOf(acknowledged));
      Ran spoiled = ArchiveFixture.run("--port", "0", "--data", newest.toString());
      assertThat(spoiled.code()).isEqualTo(4);
      assertThat(spoiled.err()).contains("is a backup");
    }
  }

  @Test
  void backup_ofAnIdleFolder_holdsWhatOnlyTheLogHas() throws Exception {
    Path data = Files.createDirectories(folder.resolve("data"));
    try (CollectorProcess collector = CollectorProcess.start(data)) {
      Batch batch = Batch.create();
      acknowledge(batch, collector.postEvents(batch.body));
      collector.kill();
    }
    Ran ran = ArchiveFixture.run("backup", "--data", data.toString());
    assertThat(ran.code()).as(ran.err()).isZero();
    assertHolds(Path.of(ran.out().strip().replaceAll(".*: ", "")), acknowledged);
  }

  @Test
  void backup_askedForByAWebPage_isRefused() throws Exception {
    try (ArchiveFixture collector = new ArchiveFixture(folder.resolve("data"))) {
      String path = "/api/v1/backup";
      assertThat(send(collector, "GET", "").statusCode()).isEqualTo(404);
      assertThat(send(collector, "POST", "").statusCode()).as("a form").isEqualTo(403);
      assertThat(send(collector, "POST", "http://evil.example").statusCode()).isEqualTo(403);
      assertThat(send(collector, "PUT", "").statusCode()).isEqualTo(405);
      assertThat(Files.exists(folder.resolve("data/backups"))).isFalse();
      HttpRequest.Builder ours =
          CollectorFixture.to(collector.collector, path)
              .header("Gomon-Command", "backup")
              .POST(HttpRequest.BodyPublishers.noBody());
      assertThat(CollectorFixture.send(ours).statusCode()).isEqualTo(202);
    }
  }

  private static HttpResponse<String> send(ArchiveFixture collector, String method, String origin)
      throws Exception {
    HttpRequest.Builder request =
        CollectorFixture.to(collector.collector, "/api/v1/backup")
            .method(method, HttpRequest.BodyPublishers.noBody());
    if (!origin.isEmpty()) {
      request.header("Origin", origin).header("Gomon-Command", "backup");
    }
    return CollectorFixture.send(request);
  }

  private static HttpRequest.Builder backup(CollectorProcess collector) {
    return collector
        .to("/api/v1/backup")
        .header("Gomon-Command", "backup")
        .POST(HttpRequest.BodyPublishers.noBody());
  }

  private static HttpResponse<String> post(HttpRequest.Builder request) throws Exception {
    return CollectorFixture.send(request);
  }

  private static HttpResponse<String> get(CollectorProcess collector) {
    try {
      return CollectorFixture.send(collector.to("/api/v1/backup").GET());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Events, and their ids: of today, and now and then of yesterday. */
  private record Batch(Set<UUID> ids, String body) {
    static Batch create() {
      Set<UUID> ids = new HashSet<>();
      StringBuilder body = new StringBuilder("[");
      long now = System.currentTimeMillis();
      for (int i = 0; i < 40; i++) {
        UUID id = UUID.randomUUID();
        ids.add(id);
        body.append(i == 0 ? "" : ",")
            .append("{\"id\":\"")
            .append(id)
            .append("\",\"trace\":\"")
            .append(id.toString().replace("-", ""))
            .append("\",\"app-id\":\"019f1c2e-0000-7abc-8000-000000000001\",")
            .append("\"gomon:fp\":\"custom\",\"gomon:start\":")
            .append((i % 13 == 0 ? now - 86_400_000 : now) * 1_000_000)
            .append(",\"gomon:lapsed\":5}");
      }
      return new Batch(ids, body.append(']').toString());
    }
  }

  private void sendUntilDone(ArchiveFixture collector) {
    try {
      while (!done) {
        Batch batch = Batch.create();
        acknowledge(batch, CollectorFixture.postEvents(collector.collector, batch.body));
      }
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void acknowledge(Batch batch, HttpRequest.Builder request)
      throws IOException, InterruptedException {
    assertTaken(request);
    acknowledged.addAll(batch.ids);
  }

  private static void assertTaken(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    HttpResponse<String> answer = CollectorFixture.send(request);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  /** A collector starts on what is restored, and its store has these, each once. */
  private void assertHolds(Path backup, Set<UUID> expected) throws Exception {
    Path data = folder.resolve("restored-" + UUID.randomUUID());
    Ran ran = ArchiveFixture.run("restore", "--from", backup.toString(), "--data", data.toString());
    assertThat(ran.code()).as(ran.err()).isZero();
    Map<UUID, Integer> times = new HashMap<>();
    try (ArchiveFixture restored = new ArchiveFixture(data)) {
      EventScan scan = restored.store().scan(0, Long.MAX_VALUE);
      for (List<CollectedEvent> slice = scan.next(); slice != null; slice = scan.next()) {
        slice.forEach(e -> times.merge(new UUID(e.idHigh(), e.idLow()), 1, Integer::sum));
      }
      Batch more = Batch.create();
      assertTaken(CollectorFixture.postEvents(restored.collector, more.body));
      restored.awaitStored();
    }
    assertThat(expected).allMatch(times::containsKey);
    assertThat(times.values()).allMatch(count -> count == 1);
  }

  /** How many backups a folder has, those that a killed collector left half made not counted. */
  private static int backups(Path where) throws IOException {
    if (!Files.exists(where)) {
      return 0;
    }
    try (Stream<Path> all = Files.list(where)) {
      return (int) all.filter(made -> !made.toString().endsWith(".partial")).count();
    }
  }
}
