/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.EventTracker;
import io.gomon.Gomon;
import io.gomon.collector.store.CollectedEvent;
import io.gomon.exporter.ExportFormat;
import io.gomon.exporter.HttpExporter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an application sets is what the collector has, by either wire. */
final class RoundTripTest {
  private static final String LONG_KEY = "k".repeat(200);

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(ExportFormat.class)
  void values_ofEveryKind_arriveAsTheyWereSet(ExportFormat format) throws Exception {
    assertThat(attributesOf(format, "x", RoundTripTest::fillValues))
        .isEqualTo(
            "{\"min\":-9223372036854775808,\"max\":9223372036854775807,\"zero\":0,"
                + "\"tiny\":4.9E-324,\"huge\":1.7976931348623157E308,\"whole\":3.0,\"minus\":-0.0,"
                + "\"nan\":\"NaN\",\"inf\":\"Infinity\",\"-inf\":\"-Infinity\","
                + "\"no\":false,\"empty\":\"\",\"nul\":\"a\\u0000b\",\"lone\":\"a\uFFFDb\","
                + "\"pair\":\"\uD83D\uDE00\",\"bytes\":{\"base64\":\"AP8=\"},"
                + "\"none\":{\"base64\":\"\"},\"list\":[null,[],{},1,1.5,\"Infinity\",true],"
                + "\"map\":{\"\":null,\"id\":1,\"error\":\"e\",\"list\":[null]},\"\":\"no key\"}");
  }

  private static void fillValues(EventTracker event) {
    event.set("min", Long.MIN_VALUE).set("max", Long.MAX_VALUE).set("zero", 0);
    event.set("tiny", Double.MIN_VALUE).set("huge", Double.MAX_VALUE).set("whole", 3.0);
    event.set("minus", -0.0).set("nan", Double.NaN).set("inf", Double.POSITIVE_INFINITY);
    event.set("-inf", Double.NEGATIVE_INFINITY).set("no", false).set("empty", "");
    event.set("nul", "a\0b").set("lone", "a\uD800b").set("pair", "\uD83D\uDE00");
    event.set("bytes", new byte[] {0, -1}).set("none", new byte[0]);
    event.set(
        "list", Arrays.asList(null, List.of(), Map.of(), 1, 1.5, Double.POSITIVE_INFINITY, true));
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("", null);
    map.put("id", 1);
    map.put("error", "e");
    map.put("list", Arrays.asList((Object) null));
    event.set("map", map).set("", "no key");
  }

  @ParameterizedTest
  @EnumSource(ExportFormat.class)
  void keys_ofTheEventItself_stepAside(ExportFormat format) throws Exception {
    assertThat(
            attributesOf(
                format,
                "x",
                event ->
                    event
                        .set("id", 1)
                        .set("attr.id", 2)
                        .set("error", "mine")
                        .set("trace", 3)
                        .set("gomon:start", 4)
                        .set("gomon:truncated", 5)
                        .set("service", "s")))
        .isEqualTo(
            "{\"attr.id\":1,\"attr.attr.id\":2,\"attr.error\":\"mine\",\"attr.trace\":3,"
                + "\"attr.gomon:start\":4,\"attr.gomon:truncated\":5,\"service\":\"s\"}");
  }

  @ParameterizedTest
  @EnumSource(ExportFormat.class)
  void keys_tooLongOrBroken_costNoBatch(ExportFormat format) throws Exception {
    assertThat(
            attributesOf(
                format,
                "f".repeat(5_000),
                event ->
                    event
                        .set(LONG_KEY + "x".repeat(2_000), "é".repeat(16_384))
                        .set("\uD800", 1)
                        .set("\uDC00", 2)
                        .set("map", Map.of("é".repeat(2_000), 1))))
        .contains("\"" + LONG_KEY + "\"", "\"\uFFFD\":1", "{\"" + "é".repeat(200) + "\":1}")
        .contains("é".repeat(16_384));
  }

  @ParameterizedTest
  @EnumSource(ExportFormat.class)
  void fingerprint_blank_costsNoBatch(ExportFormat format) throws Exception {
    assertThat(attributesOf(format, "\u2003", event -> event.set("a", 1))).isEqualTo("{\"a\":1}");
  }

  private interface Fill {
    void fill(EventTracker event);
  }

  /** Of the second event of three: the run's, that one, and the run's again. */
  private String attributesOf(ExportFormat format, String fingerprint, Fill fill) throws Exception {
    try (CollectorFixture collector = CollectorFixture.start(folder)) {
      HttpExporter exporter =
          HttpExporter.builder("http://127.0.0.1:" + collector.collector.port())
              .format(format)
              .build();
      Gomon gomon =
          Gomon.builder("trip")
              .listener(exporter)
              .shutdownHook(false)
              .discoverPlugins(false)
              .start();
      EventTracker event = gomon.start(fingerprint);
      fill.fill(event);
      event.finish();
      gomon.stop(Duration.ofSeconds(20));
      assertThat(exporter.stats().lost()).as("%s", exporter.stats()).isZero();
      List<CollectedEvent> stored = collector.store.awaitEvents(3);
      assertThat(stored).hasSize(3);
      return stored.stream()
          .filter(one -> !one.fingerprint().equals("application"))
          .findFirst()
          .orElseThrow()
          .attributes();
    }
  }
}
