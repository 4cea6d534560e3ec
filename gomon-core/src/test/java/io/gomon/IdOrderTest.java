/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.spi.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Ids of events are ordered as the events began, and stay different when the clock misbehaves. */
class IdOrderTest {
  /** What the documentation of {@link io.gomon.internal.Ids} promises to tell apart. */
  private static final long RESOLUTION_NANOS = 245;

  /** 2026-11-21T10:00Z. */
  private static final long SOME_NANOS = 1_795_255_200_000_000_000L;

  private static final int THREADS = 8;
  private static final int EVENTS_PER_THREAD = 20_000;
  private static final Comparator<UUID> AS_UNSIGNED =
      (a, b) -> Long.compareUnsigned(a.getMostSignificantBits(), b.getMostSignificantBits());

  /** Goes on by one step with each look, for all threads together. */
  private static final class SteppingClock implements Clock {
    private final AtomicLong nanos = new AtomicLong();
    private volatile long epochNanos = SOME_NANOS;
    private volatile long stepNanos = RESOLUTION_NANOS;

    @Override
    public long monotonicNanos() {
      return nanos.addAndGet(stepNanos);
    }

    @Override
    public long epochNanos() {
      return epochNanos + nanos.get();
    }
  }

  private final SteppingClock clock = new SteppingClock();
  private final Gomon gomon = Recorder.builder().clock(clock).start();

  @AfterEach
  void stop() {
    gomon.stop(Duration.ofSeconds(10));
  }

  /** Ids in the order in which one thread made them: a root now and then, children mostly. */
  private List<UUID> make(CountDownLatch start) throws InterruptedException {
    start.await();
    List<UUID> ids = new ArrayList<>(EVENTS_PER_THREAD);
    while (ids.size() < EVENTS_PER_THREAD) {
      EventTracker root = gomon.start("root");
      ids.add(root.id());
      for (int i = 0; i < 9; i++) {
        ids.add(root.newChild("child").id());
      }
    }
    return ids;
  }

  private List<List<UUID>> makeOnThreads() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    CountDownLatch start = new CountDownLatch(1);
    List<Future<List<UUID>>> futures = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      futures.add(pool.submit(() -> make(start)));
    }
    start.countDown();
    List<List<UUID>> made = new ArrayList<>();
    for (Future<List<UUID>> future : futures) {
      made.add(future.get());
    }
    pool.shutdown();
    return made;
  }

  private static Set<UUID> distinct(List<List<UUID>> made) {
    Set<UUID> all = new HashSet<>();
    made.forEach(all::addAll);
    return all;
  }

  @Test
  void ids_eachThread_growAsTheEventsBegin() throws Exception {
    List<List<UUID>> made = makeOnThreads();
    assertThat(made).allSatisfy(ids -> assertThat(ids).isSortedAccordingTo(AS_UNSIGNED));
    // The clock went on for each event of the process, so no two have the same upper half, and
    // what began later, on whichever thread, has the greater id.
    long uppers = distinct(made).stream().map(UUID::getMostSignificantBits).distinct().count();
    assertThat(uppers).isEqualTo((long) THREADS * EVENTS_PER_THREAD);
  }

  @Test
  void ids_clockStandsStill_neverRepeat() throws Exception {
    clock.stepNanos = 0;
    assertThat(distinct(makeOnThreads())).hasSize(THREADS * EVENTS_PER_THREAD);
  }

  @Test
  void ids_clockSetBack_neverRepeat_andATraceStaysInOrder() {
    clock.stepNanos = 0;
    Set<UUID> all = new HashSet<>();
    EventTracker early = gomon.start("early");
    all.add(early.id());
    for (int hour = 1; hour <= 100; hour++) {
      clock.epochNanos = SOME_NANOS - hour * 3_600_000_000_000L;
      gomon.followWallClock();
      EventTracker root = gomon.start("root");
      assertThat(AS_UNSIGNED.compare(root.id(), early.id())).isNegative();
      EventTracker child = early.newChild("child");
      assertThat(AS_UNSIGNED.compare(child.id(), early.id())).isNotNegative();
      all.add(root.id());
      all.add(child.id());
    }
    assertThat(all).hasSize(201);
  }
}
