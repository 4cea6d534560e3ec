/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.benchmarks.soak;

import io.gomon.Gomon;
import io.gomon.GomonBuilder;
import io.gomon.Overflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/**
 * The life of one Gomon under load: it is switched off and on, its settings change, listeners come
 * and go, others start and stop beside it, and in every other round it stops while the crew works.
 */
final class Round {
  private static final int STEPS = 20;
  private static final long STEP_NANOS = 20_000_000;
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);
  private static final int[] QUEUES = {64, 1_024, 4_096};

  private final int number;
  private final Crew crew;
  private final Random random;
  private final Listeners listeners = new Listeners();
  private final Tally tally = new Tally();
  private volatile boolean over;

  Round(int number, Crew crew) {
    this.number = number;
    this.crew = crew;
    this.random = new Random(number);
  }

  /** How many events there were. */
  long run() throws InterruptedException {
    boolean abrupt = number % 2 == 1;
    Gomon gomon = start();
    List<Runnable> work = new ArrayList<>();
    for (int i = 0; i < Crew.WORKERS; i++) {
      Work each = new Work(gomon, crew, tally, 31L * number + i);
      work.add(() -> each.until(() -> over));
    }
    List<Future<?>> working = crew.start(work);
    for (int step = 0; step < STEPS; step++) {
      LockSupport.parkNanos(STEP_NANOS);
      disturb(gomon);
    }
    over = !abrupt;
    if (!abrupt) {
      Crew.join(working);
    }
    gomon.stop(STOP_TIMEOUT);
    over = true;
    Crew.join(working);
    tally.check(gomon, listeners);
    Tally.require(Gomon.global() != gomon, "no longer the global one", gomon);
    return tally.handedOver();
  }

  private Gomon start() {
    GomonBuilder builder =
        Gomon.builder("soak")
            .overflow(number % 3 == 0 ? Overflow.DROP : Overflow.BLOCK)
            .maxQueuedEvents(QUEUES[number % QUEUES.length])
            .discoverPlugins(false)
            .setting("fold.after", number % 5 == 0 ? 0 : 10);
    listeners.addTo(builder);
    return builder.startGlobal();
  }

  private void disturb(Gomon gomon) {
    switch (random.nextInt(6)) {
      case 0 -> {
        gomon.disable();
        LockSupport.parkNanos(STEP_NANOS / 10);
        gomon.enable();
      }
      case 1 -> gomon.settings().set("fold.after", random.nextInt(50));
      case 2 -> gomon.settings().set("fold.enabled", random.nextInt(4) != 0);
      case 3 -> {
        Listeners.Late late = new Listeners.Late();
        gomon.addListener(late);
        gomon.flush(Duration.ofMillis(5));
        gomon.removeListener(late, Duration.ofMillis(50));
      }
      case 4 -> another();
      default -> gomon.flush(Duration.ofMillis(5));
    }
  }

  /** A short life beside this one. */
  private void another() {
    Listeners others = new Listeners();
    Tally mine = new Tally();
    GomonBuilder builder = Gomon.builder("another").discoverPlugins(false).maxQueuedEvents(256);
    others.addTo(builder);
    Gomon another = builder.start();
    for (int i = 0; i < 100; i++) {
      mine.finish(another.start("x").set("number", i));
    }
    another.stop(STOP_TIMEOUT);
    mine.check(another, others);
  }
}
