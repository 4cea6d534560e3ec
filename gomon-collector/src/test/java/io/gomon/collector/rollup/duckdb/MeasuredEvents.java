/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.rollup.duckdb;

import io.gomon.collector.query.NumberFilter;
import io.gomon.collector.query.NumberPoint;
import io.gomon.collector.query.TimeRange;
import io.gomon.collector.store.CollectedEvent;
import io.gomon.collector.store.EventFixture;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes events that measure, and others with the same keys; recounts what they have measured. */
final class MeasuredEvents {
  private static final String[] METRICS = {
    "jvm.memory.used", "jvm.gc.duration", "jvm.class.count", "queue.size"
  };

  private static final String[] KEYS = {
    "value", "count", "sum", "from", "heap-alloc", "threads", "cpu-process", "q/u\"e'e~"
  };

  private static final String[] FINGERPRINTS = {
    "metric", "rt-collect-memstat", "rt-own", "segment"
  };

  private final List<Sample> samples = new ArrayList<>();
  private long lastId;

  private record Sample(CollectedEvent event, String key, double value) {}

  long nextId() {
    return ++lastId;
  }

  /**
   * An event of a run. No two begin at the same nanosecond.
   *
   * @param kind 0 to 9
   */
  CollectedEvent next(SplittableRandom random, long millis, int run, int kind) {
    long id = nextId();
    Json json = new Json();
    String fingerprint = FINGERPRINTS[kind < 4 ? 0 : kind < 7 ? 1 : kind < 9 ? 2 : 3];
    String operation = fingerprint.equals("metric") ? METRICS[kind] : fingerprint;
    switch (fingerprint) {
      case "metric" -> metric(random, operation, json);
      case "rt-collect-memstat" -> memory(random, json);
      default -> {
        json.number(random, "q/u\"e'e~");
        json.number(random, random.nextBoolean() ? "value" : "heap-alloc");
        json.raw("text", "\"" + random.nextInt(3) + " of 3\"");
      }
    }
    CollectedEvent event =
        EventFixture.request(id, millis * 1_000_000 + id)
            .kind(fingerprint, operation)
            .service("s" + run % 2)
            .app(run + 1, -run)
            .lapsed(0)
            .attributes(json.text())
            .event();
    json.numbers.forEach((key, value) -> samples.add(new Sample(event, key, value)));
    return event;
  }

  private static void metric(SplittableRandom random, String name, Json json) {
    json.raw("name", "\"" + name + "\"");
    json.number("from", 1_763_000_000_000_000_000L);
    if (name.equals("jvm.gc.duration")) {
      json.raw("unit", random.nextBoolean() ? "\"s\"" : "\"ms\"");
      json.raw("temporality", random.nextBoolean() ? "\"delta\"" : "\"cumulative\"");
      json.number("count", random.nextInt(10));
      json.number("sum", random.nextInt(1_000));
      return;
    }
    if (name.equals("jvm.memory.used")) {
      String type = random.nextBoolean() ? "heap" : "non_heap";
      json.raw(
          "labels",
          ("{\"jvm.memory.type\":\"" + type + "\",\"pool\":\"") + (random.nextInt(2) + "\"}"));
    }
    if (random.nextInt(20) == 0) {
      json.raw("no-value", "true");
    } else {
      json.number("value", random.nextInt(1 << 20));
    }
  }

  private static void memory(SplittableRandom random, Json json) {
    json.number("threads", random.nextInt(100));
    if (random.nextInt(5) > 0) {
      json.number(random, "heap-alloc");
    }
    if (random.nextInt(5) > 0) {
      json.number("cpu-process", random.nextInt(1_000) / 1_000.0);
    }
    json.raw("gc", "[1,2]");
  }

  NumberFilter filter(SplittableRandom random) {
    return new NumberFilter(
        "s" + random.nextInt(2),
        KEYS[random.nextInt(KEYS.length)],
        random.nextBoolean() ? null : FINGERPRINTS[random.nextInt(4)],
        random.nextInt(4) > 0 ? null : METRICS[random.nextInt(4)]);
  }

  List<NumberPoint> recount(NumberFilter filter, TimeRange range, long stepMillis) {
    Map<Long, List<Sample>> steps = new TreeMap<>();
    for (Sample sample : samples) {
      CollectedEvent event = sample.event;
      if (event.service().equals(filter.service())
          && sample.key.equals(filter.key())
          && fits(filter.fingerprint(), event.fingerprint())
          && fits(filter.operation(), event.operation())
          && event.startNanos() >= range.fromNanos()
          && event.startNanos() < range.toNanos()) {
        long step = event.startNanos() / 1_000_000 / stepMillis * stepMillis;
        steps.computeIfAbsent(step, s -> new ArrayList<>()).add(sample);
      }
    }
    List<NumberPoint> points = new ArrayList<>();
    steps.forEach((step, ofStep) -> points.add(point(step, ofStep)));
    return points;
  }

  private static boolean fits(@Nullable String wanted, String value) {
    return wanted == null || wanted.equals(value);
  }

  private static NumberPoint point(long step, List<Sample> samples) {
    samples.sort(Comparator.comparing(sample -> sample.event.startNanos()));
    DoubleSummaryStatistics sums = samples.stream().mapToDouble(Sample::value).summaryStatistics();
    return new NumberPoint(
        step,
        sums.getCount(),
        sums.getMin(),
        sums.getMax(),
        sums.getAverage(),
        samples.get(samples.size() - 1).value);
  }

  /** Attributes while they are written, and the numbers among them. */
  private static final class Json {
    final Map<String, Double> numbers = new TreeMap<>();
    private final StringBuilder text = new StringBuilder("{\"x\":true");

    void raw(String key, String json) {
      text.append(",\"").append(key.replace("\"", "\\\"")).append("\":").append(json);
    }

    void number(String key, double value) {
      numbers.put(key, value);
      boolean whole = value == Math.rint(value);
      raw(key, whole ? Long.toString((long) value) : Double.toString(value));
    }

    /** A number of any kind, or something that is none. */
    void number(SplittableRandom random, String key) {
      switch (random.nextInt(8)) {
        case 0 -> raw(key, "\"NaN\"");
        case 1 -> raw(key, "null");
        case 2 -> number(key, -random.nextInt(100));
        case 3 -> number(key, random.nextDouble() * 1e-9);
        case 4 -> {
          numbers.put(key, 12.5);
          raw(key, "\"12.5\"");
        }
        default -> number(key, random.nextInt());
      }
    }

    String text() {
      return text + "}";
    }
  }
}
