/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.rollup.duckdb;

import io.gomon.collector.query.Percentiles;
import io.gomon.collector.query.SeriesPoint;
import io.gomon.collector.query.TimeRange;
import io.gomon.collector.rollup.Buckets;
import io.gomon.collector.rollup.Histogram;
import io.gomon.collector.store.CollectedEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What all events of a test add up to, counted one by one. */
final class Recount {
  private static final Pattern NUMBER = Pattern.compile("\"(count|errors|total|max|p50)\":(\\d+)");

  private static final Pattern TYPE = Pattern.compile("\"type\":\"(\\w+)\"");

  private final List<CollectedEvent> events;

  Recount(List<CollectedEvent> events) {
    this.events = events;
  }

  /** One key's sums, as text for comparison. */
  private static final class Sum {
    private long count;
    private long errors;
    private long total;
    private long max;
    private final Histogram histogram = new Histogram();

    void add(CollectedEvent event) {
      if (!event.fingerprint().equals("folded")) {
        count++;
        errors += event.failed() ? 1 : 0;
        total += event.lapsedNanos();
        max = Math.max(max, event.lapsedNanos());
        histogram.add(event.lapsedNanos());
        return;
      }
      Matcher number = NUMBER.matcher(event.attributes());
      while (number.find()) {
        long value = Long.parseLong(number.group(2));
        switch (number.group(1)) {
          case "count" -> count += value;
          case "errors" -> errors += value;
          case "total" -> total += value;
          case "max" -> max = Math.max(max, value);
          default -> histogram.add(value);
        }
      }
    }

    Percentiles percentiles() {
      return new Percentiles(quantile(0.5), quantile(0.95), quantile(0.99));
    }

    private long quantile(double share) {
      return Math.min(max, histogram.quantile(share));
    }

    @Override
    public String toString() {
      return count + " " + errors + " " + total + " " + max + " " + percentiles();
    }
  }

  static String fingerprint(CollectedEvent event) {
    return event.fingerprint().equals("folded") ? "sql-wstmt-query" : event.fingerprint();
  }

  static boolean isRequest(CollectedEvent event) {
    return event.fingerprint().equals("http-servlet") || event.fingerprint().equals("otel-server");
  }

  private <K> Map<K, Sum> sums(
      TimeRange range, Predicate<CollectedEvent> wanted, Function<CollectedEvent, K> key) {
    Map<K, Sum> sums = new TreeMap<>();
    for (CollectedEvent event : events) {
      if (isIn(range, event) && !event.isOpen() && wanted.test(event)) {
        sums.computeIfAbsent(key.apply(event), k -> new Sum()).add(event);
      }
    }
    return sums;
  }

  private static boolean isIn(TimeRange range, CollectedEvent event) {
    return event.startNanos() >= range.fromNanos() && event.startNanos() < range.toNanos();
  }

  /** Each group's sums by its key, as text. */
  Map<String, String> texts(
      TimeRange range, Predicate<CollectedEvent> wanted, Function<CollectedEvent, String> key) {
    Map<String, String> texts = new TreeMap<>();
    sums(range, wanted, key).forEach((name, sum) -> texts.put(name, sum.toString()));
    return texts;
  }

  /** How many failures there are by service and type, with the first and the last. */
  Map<String, String> failures(TimeRange range) {
    Map<String, long[]> groups = new TreeMap<>();
    for (CollectedEvent event : events) {
      Matcher type = TYPE.matcher(event.attributes());
      if (isIn(range, event) && event.failed() && type.find()) {
        long millis = event.startNanos() / 1_000_000;
        long[] group =
            groups.computeIfAbsent(
                event.service() + " " + type.group(1), name -> new long[] {0, millis, millis});
        group[0]++;
        group[1] = Math.min(group[1], millis);
        group[2] = Math.max(group[2], millis);
      }
    }
    Map<String, String> texts = new TreeMap<>();
    groups.forEach((name, group) -> texts.put(name, group[0] + " " + group[1] + " " + group[2]));
    return texts;
  }

  /** The requests of each caller ("null": not known) and service. */
  Map<String, String> edges(TimeRange range) {
    Map<List<Long>, List<CollectedEvent>> byId = new HashMap<>();
    for (CollectedEvent event : events) {
      List<Long> id = List.of(event.traceHigh(), event.traceLow(), event.idLow());
      byId.computeIfAbsent(id, key -> new ArrayList<>()).add(event);
    }
    return texts(
        range,
        event -> isRequest(event) || event.fingerprint().equals("otel-consumer"),
        event -> caller(event, byId) + " " + event.service());
  }

  private static @Nullable String caller(
      CollectedEvent request, Map<List<Long>, List<CollectedEvent>> byId) {
    List<Long> parent = List.of(request.traceHigh(), request.traceLow(), request.parentLow());
    return byId.getOrDefault(parent, List.of()).stream()
        .filter(event -> !event.fingerprint().equals("application"))
        .filter(event -> event.startNanos() >= request.startNanos() - 3_600_000_000_000L)
        .map(CollectedEvent::service)
        .min(Comparator.naturalOrder())
        .orElse(null);
  }

  /** When each service was last seen, in milliseconds. */
  Map<String, Long> lastSeenMillis(TimeRange range) {
    Map<String, Long> seen = new TreeMap<>();
    for (CollectedEvent event : events) {
      if (isIn(range, event)) {
        long endNanos = event.startNanos() + Math.max(0, event.lapsedNanos());
        seen.merge(event.service(), endNanos / 1_000_000, Math::max);
      }
    }
    return seen;
  }

  List<SeriesPoint> series(String service, TimeRange range, long stepMillis) {
    Map<Long, Sum> sums =
        sums(
            range,
            event -> isRequest(event) && event.service().equals(service),
            event -> event.startNanos() / 1_000_000 / stepMillis);
    List<SeriesPoint> points = new ArrayList<>();
    for (long step = range.fromMillis() / stepMillis;
        step * stepMillis < range.toMillis();
        step++) {
      Sum sum = sums.get(step);
      points.add(
          sum == null
              ? new SeriesPoint(step * stepMillis, 0, 0, null)
              : new SeriesPoint(step * stepMillis, sum.count, sum.errors, sum.percentiles()));
    }
    return points;
  }

  /** How many events, and failed ones, are in a step and a row of four an octave. */
  Map<String, String> heat(TimeRange range, long stepMillis, Predicate<CollectedEvent> wanted) {
    Map<String, String> cells = new TreeMap<>();
    sums(
            range,
            wanted,
            event ->
                (event.startNanos() / 1_000_000 / stepMillis * stepMillis)
                    + " "
                    + Buckets.lowest(Buckets.indexOf(event.lapsedNanos()) / 16 * 16))
        .forEach((cell, sum) -> cells.put(cell, sum.count + " " + sum.errors));
    return cells;
  }
}
