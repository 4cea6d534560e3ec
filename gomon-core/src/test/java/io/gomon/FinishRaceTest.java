/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.listener.EventJson;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/**
 * One thread writes while another finishes, as when a time limit strikes: nothing may come late.
 */
class FinishRaceTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int ROUNDS = 3_000;
  private static final String CANARY = "canary-4711";

  private interface Side {
    void act(EventTracker tracker, AtomicBoolean over);
  }

  /** Both sides act on the same tracker at the same time, on two threads, many times. */
  private static void race(Gomon gomon, Side writer, Side finisher) throws Exception {
    EventTracker[] trackers = new EventTracker[ROUNDS];
    AtomicBoolean[] over = new AtomicBoolean[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      trackers[i] = gomon.start("x");
      over[i] = new AtomicBoolean();
    }
    CyclicBarrier barrier = new CyclicBarrier(2);
    Thread other =
        new Thread(
            () -> {
              for (int i = 0; i < ROUNDS; i++) {
                await(barrier);
                writer.act(trackers[i], over[i]);
              }
            });
    other.start();
    for (int i = 0; i < ROUNDS; i++) {
      await(barrier);
      finisher.act(trackers[i], over[i]);
      over[i].set(true);
    }
    other.join();
    assertThat(gomon.flush(PATIENCE)).isTrue();
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (InterruptedException | BrokenBarrierException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void set_whileAnotherThreadFinishes_neverShowsASecretOrHalfAValue() throws Exception {
    Recorder recorder = new Recorder();
    Gomon gomon = Recorder.builder(recorder).overflow(Overflow.BLOCK).start();
    race(
        gomon,
        (tracker, over) -> {
          for (int i = 0; !over.get() || i < 20; i++) {
            tracker.set("password", CANARY).set("k" + i % 10, i).set("text", "token=" + CANARY);
            tracker.set("k" + i % 10, "pwd=" + CANARY);
            tracker.addError(new IllegalStateException("password=" + CANARY));
          }
        },
        (tracker, over) -> {
          Thread.onSpinWait();
          tracker.finish();
        });
    gomon.stop(PATIENCE);
    List<Event> events = recorder.events("x");
    assertThat(events).hasSize(ROUNDS);
    for (Event event : events) {
      assertThat(EventJson.toJson(event)).doesNotContain(CANARY);
      assertThat(event.errors()).allSatisfy(e -> assertThat(e).isInstanceOf(EventError.class));
    }
    assertThat(gomon.stats().listeners().get(0).failed()).isZero();
  }

  @Test
  void finish_manyThreadsAndAnnounce_oneFinishedEventEach() throws Exception {
    Recorder recorder = new Recorder();
    Gomon gomon = Recorder.builder(recorder).overflow(Overflow.BLOCK).start();
    race(
        gomon,
        (tracker, over) -> {
          tracker.announce();
          tracker.announce();
          tracker.finish();
        },
        (tracker, over) -> tracker.finish());
    gomon.stop(PATIENCE);
    Map<UUID, Integer> finished = new HashMap<>();
    Set<UUID> announced = new HashSet<>();
    for (Event event : recorder.events("x")) {
      if (event.isOpen()) {
        announced.add(event.id());
      } else {
        finished.merge(event.id(), 1, Integer::sum);
      }
    }
    assertThat(finished).hasSize(ROUNDS);
    assertThat(finished.values()).containsOnly(1);
    assertThat(finished.keySet()).containsAll(announced);
  }

  @Test
  void announce_thenFinishOnTheSameThread_comeInThatOrder() {
    Recorder recorder = new Recorder();
    Gomon gomon = Recorder.builder(recorder).overflow(Overflow.BLOCK).start();
    for (int i = 0; i < ROUNDS; i++) {
      EventTracker tracker = gomon.start("x").set("i", i);
      tracker.announce();
      tracker.finish();
    }
    gomon.stop(PATIENCE);
    List<Event> events = recorder.events("x");
    assertThat(events).hasSize(2 * ROUNDS);
    for (int i = 0; i < ROUNDS; i++) {
      assertThat(events.get(2 * i).isOpen()).isTrue();
      assertThat(events.get(2 * i + 1).isOpen()).isFalse();
      assertThat(events.get(2 * i).id()).isEqualTo(events.get(2 * i + 1).id());
    }
  }
}
