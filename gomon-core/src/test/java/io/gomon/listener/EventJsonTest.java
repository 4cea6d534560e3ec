/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.listener;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.Event;
import io.gomon.EventTracker;
import io.gomon.Gomon;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EventJsonTest {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private static List<String> lines(Consumer<Gomon> work) {
    List<String> lines = new ArrayList<>();
    Gomon gomon =
        Gomon.builder("test")
            .listener(LogListener.to(lines::add))
            .shutdownHook(false)
            .discoverPlugins(false)
            .start();
    work.accept(gomon);
    gomon.stop(Duration.ofSeconds(10));
    return lines;
  }

  private static JsonNode json(Consumer<EventTracker> fill) {
    List<String> lines =
        lines(
            gomon -> {
              EventTracker tracker = gomon.start("x");
              fill.accept(tracker);
              tracker.finish();
            });
    assertThat(lines).hasSize(3).noneMatch(line -> line.contains("\n"));
    return MAPPER.readTree(lines.get(1));
  }

  @Test
  void toJson_eachType_isAsDocumented() {
    JsonNode json =
        json(
            tracker ->
                tracker
                    .set("text", "a \"quoted\"\n\u0000 line")
                    .set("integer", Long.MIN_VALUE)
                    .set("decimal", 2.0)
                    .set("nan", Double.NaN)
                    .set("minus", Double.NEGATIVE_INFINITY)
                    .set("boolean", true)
                    .set("bytes", new byte[] {0, -1})
                    .set("list", Arrays.asList(1, null, List.of()))
                    .set("map", Map.of("k", Map.of("deep", 1.5)))
                    .set("id", "mine")
                    .set("attr.id", "mine, too")
                    .addError(new IllegalStateException("bad")));
    assertThat(json.get("gomon:fp").stringValue()).isEqualTo("x");
    assertThat(json.get("id").stringValue()).matches("[0-9a-f-]{36}");
    assertThat(json.get("parent").stringValue()).isEqualTo(json.get("app-id").stringValue());
    assertThat(json.get("trace").stringValue())
        .isEqualTo(json.get("id").stringValue().replace("-", ""));
    assertThat(json.get("gomon:lapsed").isIntegralNumber()).isTrue();
    assertThat(json.get("text").stringValue()).isEqualTo("a \"quoted\"\n\u0000 line");
    assertThat(json.get("integer").longValue()).isEqualTo(Long.MIN_VALUE);
    assertThat(json.get("decimal").toString()).isEqualTo("2.0");
    assertThat(json.get("nan").stringValue()).isEqualTo("NaN");
    assertThat(json.get("minus").stringValue()).isEqualTo("-Infinity");
    assertThat(json.get("boolean").booleanValue()).isTrue();
    assertThat(json.get("bytes").get("base64").stringValue()).isEqualTo("AP8=");
    assertThat(json.get("list").toString()).isEqualTo("[1,null,[]]");
    assertThat(json.get("map").get("k").get("deep").doubleValue()).isEqualTo(1.5);
    assertThat(json.get("attr.id").stringValue()).isEqualTo("mine");
    assertThat(json.get("attr.attr.id").stringValue()).isEqualTo("mine, too");
    JsonNode error = json.get("error").get(0);
    assertThat(error.get("type").stringValue()).isEqualTo("java.lang.IllegalStateException");
    assertThat(error.get("msg").stringValue()).isEqualTo("bad");
    assertThat(error.get("location").stringValue()).startsWith("EventJsonTest.java:");
  }

  @Test
  void toJson_openEvent_hasNoLapsed() {
    List<String> lines = lines(gomon -> {});
    assertThat(MAPPER.readTree(lines.get(0)).has("gomon:lapsed")).isFalse();
    assertThat(MAPPER.readTree(lines.get(0)).has("parent")).isFalse();
    assertThat(MAPPER.readTree(lines.get(1)).has("gomon:lapsed")).isTrue();
  }

  @Test
  void toJson_anyText_parsesBackEqual() {
    Random random = new Random(42);
    for (int round = 0; round < 2_000; round++) {
      char[] chars = new char[random.nextInt(20)];
      for (int i = 0; i < chars.length; i++) {
        chars[i] =
            (char) (random.nextBoolean() ? 0xD7F0 + random.nextInt(0x900) : random.nextInt());
      }
      String text = new String(chars);
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      // Java's encoder puts "?" where half a pair stands alone; we put U+FFFD.
      JsonNode json = MAPPER.readTree(EventJsonTest.single(text));
      String back = json.get("text").stringValue();
      assertThat(back.replace('\uFFFD', '?'))
          .isEqualTo(new String(utf8, StandardCharsets.UTF_8).replace('\uFFFD', '?'));
      assertThat(new String(back.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
          .isEqualTo(back);
    }
  }

  private static final int TEN_MEGABYTES = 10_000_000;

  @Test
  void toJson_tenMegabytes_areCutAtTheLimitsAndCounted() {
    String text = "x".repeat(16_383) + "\uD83D\uDE00".repeat(TEN_MEGABYTES / 2);
    byte[] bytes = new byte[TEN_MEGABYTES];
    JsonNode json =
        json(
            tracker ->
                tracker
                    .set("text", text)
                    .set("bytes", bytes)
                    .set("list", List.of(text, bytes, 1))
                    .set("map", Map.of("k", Map.of("deep", text)))
                    .set("wide", Collections.nCopies(TEN_MEGABYTES, 1))
                    .set(text, "long key")
                    .addError(new IllegalStateException(text)));
    String kept = "x".repeat(16_383); // not half of the pair behind it
    assertThat(json.get("text").stringValue()).isEqualTo(kept);
    assertThat(base64Bytes(json.get("bytes"))).isEqualTo(16_384);
    assertThat(json.get("list").get(0).stringValue()).isEqualTo(kept);
    assertThat(base64Bytes(json.get("list").get(1))).isEqualTo(16_384);
    assertThat(json.get("list").get(2).longValue()).isEqualTo(1);
    assertThat(json.get("map").get("k").get("deep").stringValue()).isEqualTo(kept);
    assertThat(json.get("wide")).hasSize(1_000);
    assertThat(json.get("x".repeat(200)).stringValue()).isEqualTo("long key");
    assertThat(json.get("error").get(0).get("msg").stringValue()).isEqualTo(kept);
    assertThat(json.get("error").get(0).get("stack").stringValue()).hasSizeLessThan(16_385);
    // text, bytes, two in the list, one in the map, the wide list, and the message
    assertThat(json.get("gomon:truncated").intValue()).isEqualTo(7);
  }

  private static int base64Bytes(JsonNode bytes) {
    return Base64.getDecoder().decode(bytes.get("base64").stringValue()).length;
  }

  @Test
  void set_afterTheFinish_countsNothingAsCut() {
    assertThat(
            json(tracker -> {
                  tracker.finish();
                  tracker.set("late", "x".repeat(20_000)).set("late", new byte[20_000]);
                })
                .has("gomon:truncated"))
        .isFalse();
  }

  private static final List<Event> LAST = new ArrayList<>();
  private static final Gomon GOMON =
      Gomon.builder("test")
          .listener(LAST::add)
          .shutdownHook(false)
          .discoverPlugins(false)
          .redactor(new NoRedactor())
          .start();

  private static String single(String text) {
    GOMON.start("x").set("text", text).finish();
    GOMON.flush(Duration.ofSeconds(10));
    return EventJson.toJson(LAST.get(LAST.size() - 1));
  }

  private static final class NoRedactor implements io.gomon.spi.Redactor {
    @Override
    public boolean isSecret(String key) {
      return false;
    }

    @Override
    public String redact(String text) {
      return text;
    }
  }

  @Test
  void logListener_toAStream_writesOneLineAnEvent() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Gomon gomon =
        Gomon.builder("test")
            .listener(LogListener.create(new PrintStream(bytes, false, StandardCharsets.UTF_8)))
            .shutdownHook(false)
            .discoverPlugins(false)
            .start();
    gomon.start("x").set("text", "ü").finish();
    gomon.stop(Duration.ofSeconds(10));
    String[] lines = bytes.toString(StandardCharsets.UTF_8).split("\\R");
    assertThat(lines).hasSize(3);
    assertThat(MAPPER.readTree(lines[1]).get("text").stringValue()).isEqualTo("ü");
  }
}
