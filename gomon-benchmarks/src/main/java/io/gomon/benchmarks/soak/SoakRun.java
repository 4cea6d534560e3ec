/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.benchmarks.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Rounds of work, each with a Gomon of its own on the threads of one crew, until the time is over.
 * After each round its accounts must be exact, GoMon's threads gone, and the log without anything
 * that was not provoked; in the end, the live heap of the later rounds must be that of the earlier
 * ones.
 */
public final class SoakRun {
  /** The first quarter loads classes, fills caches and compiles. */
  private static final int WARM_UP_SHARE = 4;

  private static final int LEAST_ROUNDS = 12;

  /**
   * What the median of the live heap may grow by from the first half of the rounds to the second.
   * Flat runs were within 40 kB; one Gomon that each round forgets makes 2 MB in a minute.
   */
  private static final long TOLERATED_BYTES = 400_000;

  private SoakRun() {}

  /**
   * Soaks for so many seconds; ends with status 1, and says why, when something is wrong.
   *
   * @param args the seconds
   */
  public static void main(String[] args) throws Exception {
    long endNanos = System.nanoTime() + Long.parseLong(args[0]) * 1_000_000_000L;
    LogWatch log = LogWatch.install();
    List<Sample> samples = new ArrayList<>();
    long events = 0;
    try (Crew crew = new Crew()) {
      while (System.nanoTime() - endNanos < 0 || samples.size() < LEAST_ROUNDS) {
        Round round = new Round(samples.size(), crew);
        events += round.run();
        samples.add(Sample.take());
        log.check();
      }
    } catch (IllegalStateException e) {
      e.printStackTrace();
      System.exit(1);
    }
    System.exit(report(samples, events) ? 0 : 1);
  }

  private static boolean report(List<Sample> samples, long events) {
    List<Sample> warm = samples.subList(samples.size() / WARM_UP_SHARE, samples.size());
    List<Sample> early = warm.subList(0, warm.size() / 2);
    List<Sample> late = warm.subList(warm.size() / 2, warm.size());
    long before = Sample.medianOf(early, Sample::liveBytes);
    long after = Sample.medianOf(late, Sample::liveBytes);
    long threadsBefore = Sample.medianOf(early, Sample::threads);
    long threadsAfter = Sample.medianOf(late, Sample::threads);
    print("soak.rounds", samples.size(), "rounds");
    print("soak.events", events, "events");
    print("soak.heap.early", before, "B");
    print("soak.heap.late", after, "B");
    print("soak.threads.early", threadsBefore, "threads");
    print("soak.threads.late", threadsAfter, "threads");
    boolean flat = after - before <= TOLERATED_BYTES && threadsAfter <= threadsBefore;
    if (!flat) {
      System.out.println("NOT FLAT: " + samples);
    }
    return flat;
  }

  private static void print(String name, long value, String unit) {
    System.out.println(String.format(Locale.ROOT, "%s %d %s", name, value, unit));
  }
}
