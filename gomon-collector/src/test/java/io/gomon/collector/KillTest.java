/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.collector.Shipment.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real program, killed under load again and again, by all wires: nothing that was acknowledged
 * is missing, and nothing is there twice, though every batch without an answer is sent again after
 * the restart.
 */
@Timeout(value = 1800, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class KillTest {
  private static final int ROUNDS = Integer.getInteger("kill.rounds", 20);
  private static final int SENDERS = 4;
  private static final int LEFT_AT_MOST = 20;
  private static final int EVENTS_PER_BATCH = 40;
  private static final long SEED = 20_261_121;
  private static final int OLD_DAYS = 3;
  private static final List<Aim> AIMS = List.of(Aim.values());
  private static final List<Wire> WIRES = List.of(Wire.values());

  /** What is hit. */
  private enum Aim {
    LOAD,
    /** Opening the store, reading the log, storing what was left. */
    START,
    /** Draining, and the checkpoint with which the store closes its files. */
    STOP,
    /** The deletion of the oldest day, which comes first of all after a start. */
    RETENTION
  }

  @TempDir Path folder;
  private final Random random = new Random(SEED);
  private final LocalDate today = LocalDate.now(ZoneOffset.UTC);
  private final Map<Long, Shipment> acknowledged = new ConcurrentHashMap<>();

  /** Of a day that is deleted now and then. */
  private final Map<Long, Shipment> old = new ConcurrentHashMap<>();

  private final Queue<Shipment> unanswered = new ConcurrentLinkedQueue<>();
  private final AtomicInteger answered = new AtomicInteger();
  private int hitRequests;
  private int deletedDays;

  @Test
  void collector_killedUnderLoad_losesNothingThatWasAcknowledged() throws Exception {
    long startNanos = Shipment.nowNanos();
    for (int round = 0; round < ROUNDS; round++) {
      Aim aim = AIMS.get(round % AIMS.size());
      boolean hadOld = hasOldDay();
      kill(aim);
      deletedDays += hadOld && !hasOldDay() ? 1 : 0;
      hitRequests += aim != Aim.START && !unanswered.isEmpty() ? 1 : 0;
    }
    sendTheRest();
    assertThat(acknowledged.size()).isGreaterThan(ROUNDS);
    assertThat(hitRequests).as("rounds that were killed in a request").isPositive();
    assertThat(deletedDays).as("days that retention deleted").isPositive();
    long end = Shipment.nowNanos() + 1;
    long rows = assertOnce(StoredShipments.read(folder, startNanos, end));
    rows += assertOnce(StoredShipments.read(folder, midnight(0) - 1_000, midnight(0) + 1_000));
    assertOnce(StoredShipments.read(folder, midnight(OLD_DAYS), midnight(OLD_DAYS) + 1_000));
    assertThat(rows)
        .as("events of all batches that were acknowledged")
        .isEqualTo(acknowledged.values().stream().mapToLong(Shipment::events).sum());
    System.out.printf(
        "kill -9: %d rounds, %d batches acknowledged, %d events stored, %d rounds hit a request,"
            + " %d days deleted%n",
        ROUNDS, acknowledged.size(), rows, hitRequests, deletedDays);
  }

  /** What is there of a batch is all of it, once. Gives how many events of kept days. */
  private long assertOnce(StoredShipments stored) {
    long rows = 0;
    for (long number : stored.numbers()) {
      Shipment batch = acknowledged.get(number);
      rows += batch == null ? 0 : stored.rows(number);
      Shipment sent = batch == null ? old.get(number) : batch;
      assertThat(sent).as("batch %s", number).isNotNull();
      assertThat(stored.rows(number)).as("rows of %s", sent).isEqualTo((long) sent.events());
      assertThat(stored.ids(number)).as("ids of %s", sent).isEqualTo((long) sent.events());
    }
    return rows;
  }

  private void kill(Aim aim) throws Exception {
    switch (aim) {
      case LOAD -> load(random.nextInt(60), -1);
      case START -> CollectorProcess.killInStart(folder, 200 + random.nextInt(900));
      case STOP -> load(20, random.nextInt(250));
      case RETENTION -> load(random.nextInt(3), -1, "--retention", "1d");
    }
  }

  /**
   * Sends from all sides, then kills.
   *
   * @param answers how many batches are acknowledged before that, for the speed of the machine
   *     should not decide about it
   * @param stopMillis how long it may do what it does at SIGTERM; -1: it is not asked
   */
  private void load(int answers, int stopMillis, String... options) throws Exception {
    int before = answered.get();
    List<String> all = new ArrayList<>(List.of(options));
    all.addAll(List.of("--max-wal-size", "1m"));
    try (CollectorProcess collector = CollectorProcess.start(folder, all.toArray(String[]::new))) {
      List<Thread> senders = new ArrayList<>();
      for (int i = 0; i < SENDERS; i++) {
        long seed = random.nextLong();
        senders.add(new Thread(() -> sendUntilKilled(collector, new Random(seed)), "sender-" + i));
      }
      senders.forEach(Thread::start);
      while (answered.get() < before + answers) {
        park(1);
      }
      park(random.nextInt(20));
      if (stopMillis >= 0) {
        collector.askToStop();
        park(stopMillis);
      }
      collector.kill();
      for (Thread sender : senders) {
        sender.join();
      }
    }
  }

  private static void park(int millis) {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
  }

  private void sendUntilKilled(CollectorProcess collector, Random choice) {
    while (collector.isAlive()) {
      Shipment waiting = unanswered.size() > LEFT_AT_MOST ? unanswered.poll() : null;
      Shipment batch = waiting == null ? newBatch(choice) : waiting;
      boolean leaves = waiting == null && choice.nextInt(8) == 0;
      if (leaves ? leave(collector, batch) : !send(collector, batch)) {
        unanswered.add(batch);
      }
    }
  }

  /**
   * Sends a batch and does not wait for the answer: it is sent again later, perhaps to the next.
   */
  private static boolean leave(CollectorProcess collector, Shipment batch) {
    try (RawConnection connection = new RawConnection(collector.port())) {
      connection.write(batch.head());
      connection.write(batch.body());
    } catch (IOException e) {
      return true; // killed
    }
    return true;
  }

  /** False when it was not taken, or only the next start can tell. */
  private boolean send(CollectorProcess collector, Shipment batch) {
    try (RawConnection connection = new RawConnection(collector.port())) {
      RawConnection.Answer answer = connection.ask(batch.head(), batch.body());
      if (answer.status() == 200) {
        boolean kept = !old.containsKey(batch.number());
        if (kept) {
          acknowledged.put(batch.number(), batch);
        }
        answered.incrementAndGet();
        return true;
      }
      assertThat(answer.status()).as(answer.body()).isIn(429, 503);
      return false;
    } catch (IOException e) {
      return false; // killed
    }
  }

  /** Of any wire; some lie on both sides of midnight, some on a day that is soon deleted. */
  private Shipment newBatch(Random choice) {
    Wire wire = WIRES.get(choice.nextInt(WIRES.size()));
    boolean onTime = wire == Wire.LOGS_WITHOUT_TIME;
    int when = onTime ? 9 : choice.nextInt(10);
    long startNanos =
        when == 0 ? midnight(OLD_DAYS) : when < 4 ? midnight(0) - 20 : Shipment.nowNanos();
    Shipment batch = Shipment.of(wire, EVENTS_PER_BATCH, startNanos);
    if (when == 0) {
      old.put(batch.number(), batch);
    }
    // Without a name, ids must do; without times, ids differ each time, and the name must do.
    return onTime || choice.nextBoolean() ? batch.named() : batch;
  }

  /** Midnight (UTC) of today, or of some days before. */
  private long midnight(int daysAgo) {
    long seconds = today.minusDays(daysAgo).atStartOfDay(ZoneOffset.UTC).toEpochSecond();
    return TimeUnit.SECONDS.toNanos(seconds);
  }

  private boolean hasOldDay() throws IOException {
    String day = today.minusDays(OLD_DAYS).toString();
    Path store = folder.resolve("store");
    if (!Files.exists(store)) {
      return false;
    }
    try (var files = Files.newDirectoryStream(store, "*" + day + "*")) {
      return files.iterator().hasNext();
    }
  }

  private void sendTheRest() throws Exception {
    try (CollectorProcess collector = CollectorProcess.start(folder, "--max-wal-size", "1m")) {
      Queue<Shipment> rest = new ArrayDeque<>(unanswered);
      while (!rest.isEmpty()) {
        Shipment batch = rest.poll();
        if (!send(collector, batch)) {
          rest.add(batch);
        }
      }
      assertThat(collector.stop()).as("exit code of SIGTERM").isEqualTo(143);
    }
  }
}
