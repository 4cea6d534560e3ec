/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.rollup.duckdb;

import io.gomon.collector.store.CollectedEvent;
import io.gomon.collector.store.EventFixture;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;

/** Traces over several services, whose callers come before, with or behind what they call. */
final class RandomTraces {
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final SplittableRandom random;
  private final List<Pending> pending = new ArrayList<>();
  private long nextId = 1;
  private int variety;

  /** An event that comes in a later round. */
  private record Pending(int round, CollectedEvent event) {}

  RandomTraces(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** What comes in a round: parts of new traces, and of former ones. */
  List<CollectedEvent> round(int round, long fromMillis, long toMillis, int traces, int kinds) {
    this.variety = kinds;
    List<CollectedEvent> batch = new ArrayList<>();
    for (int i = 0; i < traces; i++) {
      long startMillis = random.nextLong(fromMillis, toMillis);
      trace(round, startMillis * NANOS_PER_MILLI, batch);
    }
    for (Iterator<Pending> all = pending.iterator(); all.hasNext(); ) {
      Pending one = all.next();
      if (one.round <= round) {
        batch.add(one.event);
        all.remove();
      }
    }
    return batch;
  }

  /** All that has not come. */
  List<CollectedEvent> rest() {
    List<CollectedEvent> rest = pending.stream().map(Pending::event).toList();
    pending.clear();
    return rest;
  }

  private void trace(int round, long startNanos, List<CollectedEvent> batch) {
    CollectedEvent root = event(startNanos, "http-servlet").event();
    batch.add(root);
    CollectedEvent caller = root;
    for (int depth = random.nextInt(4); depth > 0; depth--) {
      caller = random.nextInt(4) == 0 ? message(caller, round, batch) : call(caller, round, batch);
    }
  }

  /** A call, and the request, sometimes two, that it leads to. */
  private CollectedEvent call(CollectedEvent root, int round, List<CollectedEvent> batch) {
    long startNanos = root.startNanos() + random.nextLong(2_000 * NANOS_PER_MILLI);
    String kind = random.nextInt(12) == 0 ? "application" : "http-roundtripper"; // calls nobody
    EventFixture call = event(startNanos, kind).service(root.service()).under(root);
    comes(call, round, batch);
    CollectedEvent request = null;
    for (int i = random.nextInt(8) == 0 ? 2 : 1; i > 0; i--) {
      long answeredNanos = startNanos + random.nextLong(-5, 500) * NANOS_PER_MILLI;
      boolean foreign = random.nextInt(4) == 0;
      EventFixture answered = event(answeredNanos, foreign ? "otel-server" : "http-servlet");
      CollectedEvent parent = call.event();
      request =
          (foreign
                  ? answered.foreign(
                      nextId++ * 0x9E37_79B9L,
                      parent.idLow(),
                      parent.traceHigh(),
                      parent.traceLow())
                  : answered.under(parent))
              .event();
      batch.add(request);
    }
    return request;
  }

  /** A message that a foreign tracer's consumer takes later, perhaps too late. */
  private CollectedEvent message(CollectedEvent root, int round, List<CollectedEvent> batch) {
    long spanId = nextId++ * 0x9E37_79B9L;
    long startNanos = root.startNanos() + random.nextLong(2_000 * NANOS_PER_MILLI);
    comes(
        event(startNanos, "otel-producer")
            .service(root.service())
            .foreign(spanId, root.idLow(), root.traceHigh(), root.traceLow()),
        round,
        batch);
    long delayMillis = random.nextLong(random.nextInt(3) == 0 ? 4_500_000 : 3_000);
    CollectedEvent taken =
        event(startNanos + delayMillis * NANOS_PER_MILLI, "otel-consumer")
            .foreign(nextId++ * 0x9E37_79B9L, spanId, root.traceHigh(), root.traceLow())
            .event();
    batch.add(taken);
    return taken;
  }

  private EventFixture event(long startNanos, String fingerprint) {
    EventFixture event =
        EventFixture.request(nextId++, startNanos)
            .app(nextId % 3, 7)
            .service("s" + random.nextInt(Math.min(4, variety)))
            .kind(fingerprint, "op")
            .lapsed(1L << random.nextInt(variety));
    return random.nextInt(6) == 0 ? event.failed() : event;
  }

  /** At once, in later rounds, announced before or never. */
  private void comes(EventFixture call, int round, List<CollectedEvent> batch) {
    int way = random.nextInt(10);
    if (way == 0) {
      return;
    }
    if (way < 3) {
      batch.add(call.open().event());
    }
    if (way == 1) {
      return; // announced, and never finished
    }
    if (way < 6) {
      batch.add(call.event());
    } else {
      pending.add(new Pending(round + 1 + random.nextInt(4), call.event()));
    }
  }
}
