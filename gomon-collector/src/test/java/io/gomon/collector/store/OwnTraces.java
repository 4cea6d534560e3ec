/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.store;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/** Makes random traces with ids as our trackers make them, and with ids that nearly are so. */
public final class OwnTraces {
  private static final long VARIANT = 0x8000_0000_0000_0000L;
  private static final int PROCESSES = 4;
  private static final int EVENTS = 60;

  /** Where sums of a base and a number end, and where 0 has a meaning. */
  private static final List<Long> EDGES =
      List.of(0L, -1L, 1L, Long.MAX_VALUE, Long.MAX_VALUE - 3, Long.MIN_VALUE, -32_768L, 32_767L);

  private final Random random;
  private final long nowNanos;
  private final List<CollectedEvent> events = new ArrayList<>();
  private final long[] bases = new long[PROCESSES];

  private OwnTraces(Random random, long nowNanos) {
    this.random = random;
    this.nowNanos = nowNanos;
  }

  /** One trace, in the order in which a trace is shown. No two events share a low half. */
  public static List<CollectedEvent> trace(Random random, long nowNanos) {
    return new OwnTraces(random, nowNanos).make();
  }

  private List<CollectedEvent> make() {
    boolean hostile = random.nextInt(3) == 0;
    for (int i = 0; i < PROCESSES; i++) {
      bases[i] =
          hostile && random.nextBoolean()
              ? EDGES.get(random.nextInt(EDGES.size()))
              : VARIANT | random.nextLong() >>> 2;
    }
    long start = nowNanos - (random.nextInt() & 0xFFFF_FFFFL) * 1_000;
    long traceHigh = high(start);
    long traceLow = random.nextInt(4) == 0 ? random.nextLong() : bases[0];
    for (int i = 0; i < EVENTS; i++) {
      CollectedEvent event = event(start + random.nextInt(1_000_000_000), traceHigh, traceLow);
      if (events.stream().noneMatch(other -> other.idLow() == event.idLow())) {
        events.add(event);
      }
    }
    events.sort(
        Comparator.comparingLong(CollectedEvent::startNanos)
            .thenComparingLong(CollectedEvent::idHigh)
            .thenComparingLong(CollectedEvent::idLow));
    return events;
  }

  private CollectedEvent event(long start, long traceHigh, long traceLow) {
    int process = random.nextInt(PROCESSES);
    long low = bases[process] + random.nextInt(random.nextInt(9) == 0 ? 100_000 : 200);
    long appLow = VARIANT | process;
    long parentHigh = random.nextInt(9) == 0 ? 0 : high(start - random.nextInt(1_000_000));
    long parentLow = bases[random.nextInt(PROCESSES)] + random.nextInt(60_000);
    switch (random.nextInt(6)) {
      case 0 -> {
        parentHigh = 7;
        parentLow = appLow;
      }
      case 1 -> {
        parentHigh = 0;
        parentLow = 0;
      }
      case 2 -> {
        parentHigh = traceHigh;
        parentLow = traceLow;
      }
      case 3, 4 -> {
        if (!events.isEmpty()) {
          CollectedEvent parent = events.get(random.nextInt(events.size()));
          parentHigh = parent.idHigh() + (random.nextInt(9) == 0 ? 1 : 0);
          parentLow = parent.idLow();
        }
      }
      default -> {}
    }
    return new CollectedEvent(
        random.nextInt(9) == 0 ? random.nextLong() | 1 : high(start),
        low,
        parentHigh,
        parentLow,
        traceHigh,
        traceLow,
        7,
        appLow,
        "service " + process,
        "own",
        "operation",
        start,
        random.nextInt(20) == 0 ? CollectedEvent.OPEN : random.nextInt(1_000_000),
        random.nextInt(9) == 0,
        "{}");
  }

  private static long high(long startNanos) {
    return ((startNanos / 1_000_000) << 16) | 0x7000 | ((startNanos % 1_000_000) << 12) / 1_000_000;
  }
}
