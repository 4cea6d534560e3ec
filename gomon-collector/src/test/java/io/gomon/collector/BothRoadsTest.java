/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector;

import static io.gomon.collector.CollectorFixture.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.EventTracker;
import io.gomon.Gomon;
import io.gomon.exporter.ExportFormat;
import io.gomon.exporter.HttpExporter;
import io.gomon.testkit.Conditions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * Generated events of all types of values go to two collectors, by OTLP and as GoMon JSON, each
 * through its log, its real store and its API: what comes out is equal, field by field. But for NaN
 * in a key that names an operation: as JSON that is a text, which counts as one.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class BothRoadsTest {
  private static final int EVENTS = 150;
  private static final String[] FINGERPRINTS = {
    "http-servlet", "http-roundtripper", "sql-wconn-query", "conn-prepare", "segment", "own"
  };
  private static final String[] KEYS = {
    "a",
    "id",
    "attr.id",
    "error",
    "url",
    "method",
    "route",
    "query",
    "shape",
    "name",
    "of",
    "response_code",
    "resp-status",
    "errors",
    "exception.type",
    "service",
    "operation",
    "k.\u00e9",
    ""
  };

  /** Not at the top: there OTLP cannot tell them from {@code route} and {@code query}. */
  private static final String[] INNER_KEYS = {
    "a", "", "id", "error", "http.route", "db.query.text"
  };

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(longs = {1, 20261121, 77})
  void events_ofAnySeed_areEqualByBothRoads(long seed) throws Exception {
    try (Collector otlp = start("otlp");
        Collector json = start("json")) {
      HttpExporter first = exporter(otlp, ExportFormat.OTLP_PROTOBUF);
      HttpExporter second = exporter(json, ExportFormat.GOMON_JSON);
      Gomon gomon =
          Gomon.builder("roads")
              .listener(first)
              .listener(second)
              .shutdownHook(false)
              .discoverPlugins(false)
              .start();
      EventTracker root = gomon.start("root");
      Random random = new Random(seed);
      for (int i = 0; i < EVENTS; i++) {
        fill(root, i, random);
      }
      root.finish();
      gomon.stop(Duration.ofSeconds(20));
      assertThat(first.stats().lost() + second.stats().lost()).isZero();
      long stored = EVENTS + 2; // the root, and the run
      Conditions.await("all stored", () -> stored(otlp) >= stored && stored(json) >= stored);
      JsonNode left = theTrace(otlp);
      JsonNode right = theTrace(json);
      assertThat(left.get("events").size()).as("seed %s", seed).isEqualTo(EVENTS + 1);
      for (int i = 0; i < left.get("events").size(); i++) {
        assertThat(left.get("events").get(i))
            .as("seed %s, event %s", seed, i)
            .isEqualTo(right.get("events").get(i));
      }
    }
  }

  private static void fill(EventTracker root, int i, Random random) {
    // no two of one kind, else they are folded
    String fingerprint = FINGERPRINTS[random.nextInt(FINGERPRINTS.length)];
    EventTracker event = root.newChild(i < 60 ? fingerprint : fingerprint + i);
    for (int key = random.nextInt(8); key >= 0; key--) {
      set(event, KEYS[random.nextInt(KEYS.length)], random);
    }
    if (random.nextInt(4) == 0) {
      event.addError(new IllegalStateException(text(random)));
    }
    event.finish();
  }

  private static void set(EventTracker event, String key, Random random) {
    switch (random.nextInt(8)) {
      case 0 -> event.set(key, text(random));
      case 1 -> event.set(key, random.nextLong() >> random.nextInt(64));
      case 2 -> event.set(key, key.equals("a") ? decimal(random) : random.nextInt() / 8.0);
      case 3 -> event.set(key, random.nextBoolean());
      case 4 -> {
        byte[] bytes = new byte[random.nextInt(20)];
        random.nextBytes(bytes);
        event.set(key, bytes);
      }
      case 5 -> event.set(key, list(random, 3));
      case 6 -> event.set(key, map(random, 3));
      default -> event.set(key, "/" + random.nextInt(100));
    }
  }

  private static Object value(Random random, int depth) {
    return switch (random.nextInt(depth > 0 ? 6 : 4)) {
      case 0 -> text(random);
      case 1 -> random.nextLong();
      case 2 -> decimal(random);
      case 3 -> random.nextBoolean();
      case 4 -> list(random, depth - 1);
      default -> map(random, depth - 1);
    };
  }

  private static List<Object> list(Random random, int depth) {
    List<Object> list = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      list.add(random.nextInt(8) == 0 ? null : value(random, depth));
    }
    return list;
  }

  private static Map<String, Object> map(Random random, int depth) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      map.put(INNER_KEYS[random.nextInt(INNER_KEYS.length)], value(random, depth));
    }
    return map;
  }

  private static double decimal(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> Double.NaN;
      case 1 -> Double.NEGATIVE_INFINITY;
      case 2 -> -0.0;
      case 3 -> random.nextInt(100);
      default -> Double.longBitsToDouble(random.nextLong());
    };
  }

  /** Any of the first 300 characters, and now and then a pair or half of one. */
  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(12); i > 0; i--) {
      switch (random.nextInt(12)) {
        case 0 -> text.appendCodePoint(0x1F600 + random.nextInt(16));
        case 1 -> text.append((char) (0xD800 + random.nextInt(0x800)));
        default -> text.append((char) random.nextInt(300));
      }
    }
    return text.toString();
  }

  private Collector start(String name) throws Exception {
    Path data = folder.resolve(name);
    return Collector.start(
        CollectorFixture.config(data, CollectorFixture.LIMITS, 64 << 20), Wiring::standard);
  }

  private static HttpExporter exporter(Collector collector, ExportFormat format) {
    return HttpExporter.builder("http://127.0.0.1:" + collector.port()).format(format).build();
  }

  private static long stored(Collector collector) {
    return collector.status().store().storedEvents();
  }

  private static JsonNode theTrace(Collector collector) throws Exception {
    JsonNode traces = ask(collector, "/api/v1/traces").get("traces");
    assertThat(traces.size()).isEqualTo(1);
    return ask(collector, "/api/v1/traces/" + traces.get(0).get("trace").asString());
  }

  private static JsonNode ask(Collector collector, String path) throws Exception {
    return new ObjectMapper().readTree(send(CollectorFixture.to(collector, path).GET()).body());
  }
}
