/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gomon.collector.archive.Backups.Around;
import io.gomon.collector.archive.Backups.Phase;
import io.gomon.collector.archive.Backups.State;
import io.gomon.collector.store.CollectedEvent;
import io.gomon.collector.store.EventFixture;
import io.gomon.collector.store.duckdb.DuckDbEventStore;
import io.gomon.collector.store.duckdb.EventScan;
import io.gomon.collector.store.duckdb.StoreSettings;
import io.gomon.testkit.Conditions;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is copied, when, and what is left when it is not. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class BackupsTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final long NOW_NANOS = NOW.getEpochSecond() * 1_000_000_000L;
  private static final long DAY = 86_400_000_000_000L;
  private static final String YESTERDAY = "store/events-2026-11-20.duckdb";
  private static final String TODAY = "store/events-2026-11-21.duckdb";

  private static final String EMPTY_LIST =
      "{\"format\":\"1\",\"version\":\"1\",\"created\":\"2026-11-21T12:00:00Z\","
          + "\"completePosition\":1,\"files\":[]}";
  private static final String DAMAGED_LIST =
      "{\"format\":\"1\",\"version\":\"1\",\"created\":\"?\",\"completePosition\":1}";

  @TempDir Path folder;

  private DuckDbEventStore store;
  private long position;

  @BeforeEach
  void open() throws Exception {
    store = openStore(folder.resolve("data/store"));
    apply(1, NOW_NANOS - DAY);
    apply(2, NOW_NANOS);
  }

  @AfterEach
  void close() throws Exception {
    store.close();
  }

  private static DuckDbEventStore openStore(Path where) throws Exception {
    return DuckDbEventStore.open(StoreSettings.of(where).withClock(() -> NOW));
  }

  private void apply(long id, long start) throws Exception {
    store.apply(++position, List.of(EventFixture.request(id, start).event()));
  }

  private Backups backups(long stored, long minFreeBytes) {
    return new Backups(
        folder.resolve("data"),
        store,
        new Around("1.2.3", () -> 10, () -> stored, () -> minFreeBytes));
  }

  private static State ended(Backups backups) {
    Conditions.await("ended", () -> backups.state().phase() != Phase.RUNNING);
    return backups.state();
  }

  @Test
  void begin_storeIsBehind_waitsAndIsTheOnlyOne() throws Exception {
    Backups backups = backups(9, 0);
    State begun = backups.begin();
    assertThat(begun.phase()).isEqualTo(Phase.RUNNING);
    assertThat(backups.begin()).isNull();
    assertThat(backups.state()).isEqualTo(begun);
    backups.close();
    assertThat(ended(backups).phase()).isEqualTo(Phase.FAILED);
    assertThat(folder.resolve("data/backups")).doesNotExist();
  }

  @Test
  void begin_diskWouldBeTooFull_failsAndLeavesNothing() throws Exception {
    try (Backups backups = backups(10, Long.MAX_VALUE / 2)) {
      backups.begin();
      State failed = ended(backups);
      assertThat(failed.phase()).isEqualTo(Phase.FAILED);
      assertThat(failed.error()).contains("--min-free-disk");
      assertThat(folder.resolve("data/backups")).doesNotExist();
    }
  }

  @Test
  void begin_again_copiesWhatHasChangedAndKeepsTwo() throws Exception {
    try (Backups backups = backups(10, 0)) {
      backups.begin();
      Path first = ended(backups).folder();
      apply(3, NOW_NANOS + 1);
      backups.begin();
      Path second = ended(backups).folder();
      assertThat(Files.isSameFile(first.resolve(YESTERDAY), second.resolve(YESTERDAY))).isTrue();
      assertThat(Files.isSameFile(first.resolve(TODAY), second.resolve(TODAY))).isFalse();
      apply(4, NOW_NANOS - DAY);
      backups.begin();
      Path third = ended(backups).folder();
      assertThat(first).doesNotExist();
      assertThat(Files.isSameFile(second.resolve(YESTERDAY), third.resolve(YESTERDAY))).isFalse();
      assertThat(Files.isSameFile(second.resolve(TODAY), third.resolve(TODAY))).isTrue();
      assertThat(idsIn(second)).containsExactly(1L, 2L, 3L);
      assertThat(idsIn(third)).containsExactly(1L, 4L, 2L, 3L);
    }
  }

  @Test
  void begin_oldFileIsDamagedInTheBackupBefore_takesAGoodCopy() throws Exception {
    try (Backups backups = backups(10, 0)) {
      backups.begin();
      Path first = ended(backups).folder();
      Files.writeString(first.resolve(YESTERDAY), "damaged");
      backups.begin();
      assertThat(idsIn(ended(backups).folder())).containsExactly(1L, 2L);
    }
  }

  @Test
  void begin_clockWasAheadAtThoseBefore_keepsTheOneThatWasMade() throws Exception {
    for (String ahead : List.of("29990101T000000.000Z", "29990102T000000.000Z")) {
      Path backup = Files.createDirectories(folder.resolve("data/backups").resolve(ahead));
      Files.writeString(backup.resolve(BackupManifest.NAME), EMPTY_LIST);
    }
    try (Backups backups = backups(10, 0)) {
      backups.begin();
      assertThat(idsIn(ended(backups).folder())).containsExactly(1L, 2L);
      try (Stream<Path> kept = Files.list(folder.resolve("data/backups"))) {
        assertThat(kept).hasSize(2);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{\"format\":\"2\"}", DAMAGED_LIST})
  void begin_listOfTheBackupBeforeCannotBeRead_copiesAll(String list) throws Exception {
    try (Backups backups = backups(10, 0)) {
      backups.begin();
      Path first = ended(backups).folder();
      Files.writeString(first.resolve(BackupManifest.NAME), list);
      backups.begin();
      assertThat(idsIn(ended(backups).folder())).containsExactly(1L, 2L);
      assertThatThrownBy(() -> BackupCopy.restore(first, folder.resolve("restored")))
          .isInstanceOf(ArchiveException.class)
          .hasMessageContaining(BackupManifest.NAME);
    }
  }

  @Test
  void make_collectorAnswersNothing_givesUp() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      URI address = URI.create("http://127.0.0.1:" + silent.getLocalPort());
      CollectorClient client = new CollectorClient(address, Duration.ofMillis(100));
      assertThatThrownBy(() -> BackupRequest.make(client))
          .isInstanceOf(ArchiveException.class)
          .hasMessageContaining("timed out");
    }
  }

  @Test
  void open_halfMadeOneOfAKilledProcess_isDeleted() throws Exception {
    Path partial = folder.resolve("data/backups/x.partial/store");
    Files.createDirectories(partial);
    Files.writeString(partial.resolve("y"), "z");
    backups(10, 0).close();
    assertThat(folder.resolve("data/backups")).isEmptyDirectory();
  }

  @Test
  void copyDay_olderDayIsWrittenMeanwhile_isCopiedAgain() throws Exception {
    long yesterday = NOW_NANOS / DAY - 1;
    List<Integer> calls = new ArrayList<>();
    boolean there =
        store.copyDay(
            yesterday,
            files -> {
              calls.add(files.size());
              if (calls.size() == 1) {
                applyFromOtherThread();
              }
            });
    assertThat(there).isTrue();
    assertThat(calls).containsExactly(1, 1);
    calls.clear();
    store.copyDay(yesterday, files -> calls.add(files.size()));
    assertThat(calls).hasSize(1);
    assertThat(store.copyDay(yesterday - 1, files -> calls.add(0))).isFalse();
  }

  @Test
  void copyDay_newestDay_isNotWrittenMeanwhile() throws Exception {
    Thread writer = writer(NOW_NANOS);
    List<Integer> calls = new ArrayList<>();
    store.copyDay(
        NOW_NANOS / DAY,
        files -> {
          calls.add(files.size());
          writer.start();
          Conditions.await("it waits", () -> writer.getState() == Thread.State.WAITING);
        });
    writer.join();
    assertThat(calls).containsExactly(1);
  }

  private void applyFromOtherThread() {
    Thread writer = writer(NOW_NANOS - DAY);
    writer.start();
    try {
      writer.join(); // an older day is copied without the writer's lock
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private Thread writer(long start) {
    return new Thread(
        () -> {
          try {
            apply(9, start);
          } catch (Exception e) {
            throw new AssertionError(e);
          }
        });
  }

  @Test
  void restore_damagedOrFullOrNoBackup_saysWhich() throws Exception {
    try (Backups backups = backups(10, 0)) {
      backups.begin();
      Path backup = ended(backups).folder();
      Path data = folder.resolve("restored");
      assertThatThrownBy(() -> BackupCopy.restore(folder, data)).hasMessageContaining("no backup");
      assertThatThrownBy(() -> BackupCopy.restore(backup, folder))
          .hasMessageContaining("not empty");
      Path file = Files.writeString(folder.resolve("file"), "mine");
      assertThatThrownBy(() -> BackupCopy.restore(backup, file)).hasMessageContaining("no folder");
      assertThat(file).hasContent("mine");
      Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("unplugged"));
      assertThatThrownBy(() -> BackupCopy.restore(backup, link)).hasMessageContaining("no folder");
      assertThat(link).isSymbolicLink();
      byte[] bytes = Files.readAllBytes(backup.resolve(TODAY));
      bytes[bytes.length / 2] ^= 1;
      Files.write(backup.resolve(TODAY), bytes);
      assertThatThrownBy(() -> BackupCopy.restore(backup, data))
          .hasMessageContaining(TODAY + " is damaged");
      assertThat(data).doesNotExist();
      assertThatThrownBy(() -> BackupCopy.keep(backup, folder.resolve("kept")))
          .hasMessageContaining(TODAY + " is damaged");
      assertThat(folder.resolve("kept")).isEmptyDirectory();
    }
  }

  /** In the order of storing. */
  private List<Long> idsIn(Path backup) throws Exception {
    Path data = Files.createTempDirectory(folder, "restored");
    BackupCopy.restore(backup, data);
    List<Long> ids = new ArrayList<>();
    try (DuckDbEventStore restored = openStore(data.resolve("store"))) {
      EventScan scan = restored.scan(0, Long.MAX_VALUE);
      for (List<CollectedEvent> slice = scan.next(); slice != null; slice = scan.next()) {
        slice.forEach(event -> ids.add(event.idLow() & Long.MAX_VALUE));
      }
      assertThat(restored.appliedPosition()).isPositive();
    }
    try (Stream<Path> all = Files.list(data)) {
      assertThat(all.map(path -> path.getFileName().toString())).containsExactly("store");
    }
    return ids;
  }
}
