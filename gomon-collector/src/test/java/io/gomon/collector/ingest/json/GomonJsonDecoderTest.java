/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ingest.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gomon.collector.ingest.BadBatchException;
import io.gomon.collector.ingest.Decoded;
import io.gomon.collector.ingest.ItemLimits;
import io.gomon.collector.ingest.Rejection;
import io.gomon.collector.ingest.Room;
import io.gomon.collector.ingest.Verdict;
import io.gomon.collector.store.CollectedEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GomonJsonDecoderTest {
  private static final String REQUIRED =
      "\"id\":\"019f1c2e-8a4b-7c31-9d2e-5b7f00a1c3d4\",\"trace\":\"019f1c2e8a407000A1110242ac120002\","
          + "\"app-id\":\"019f1c2e-0000-7abc-8000-000000000001\",\"gomon:start\":1781234567890123456";

  private final GomonJsonDecoder decoder = new GomonJsonDecoder();

  @Test
  void decode_eventOfTheDocumentation_hasAllOfIt() throws Exception {
    CollectedEvent event =
        json(
                "{"
                    + REQUIRED
                    + ",\"parent\":\"019f1c2e-8a40-7000-8a11-0242ac120002\","
                    + "\"gomon:fp\":\"sql-wstmt-query\",\"gomon:lapsed\":1843211,"
                    + "\"query\":\"select  name\\nfrom item\","
                    + "\"error\":[{\"type\":\"java.sql.SQLException\",\"msg\":\"no\"}]}",
                "shop")
            .get(0);
    assertThat(event.idHigh()).isEqualTo(0x019f1c2e8a4b7c31L);
    assertThat(event.idLow()).isEqualTo(0x9d2e5b7f00a1c3d4L);
    assertThat(event.parentHigh()).isEqualTo(0x019f1c2e8a407000L);
    assertThat(event.parentLow()).isEqualTo(0x8a110242ac120002L);
    assertThat(event.traceHigh()).isEqualTo(0x019f1c2e8a407000L);
    assertThat(event.traceLow()).isEqualTo(0xa1110242ac120002L);
    assertThat(event.appIdHigh()).isEqualTo(0x019f1c2e00007abcL);
    assertThat(event.service()).isEqualTo("shop");
    assertThat(event.operation()).isEqualTo("select name from item");
    assertThat(event.lapsedNanos()).isEqualTo(1_843_211);
    assertThat(event.failed()).isTrue();
    assertThat(event.attributes())
        .isEqualTo(
            "{\"query\":\"select  name\\nfrom item\","
                + "\"error\":[{\"type\":\"java.sql.SQLException\",\"msg\":\"no\"}]}");
  }

  @Test
  void folded_isNamedLikeWhatItStandsFor_andFailedWhenOneFailed() throws Exception {
    String of = "\"of\":\"sql-wrows\",\"query\":\"select  1\",\"count\":9,\"errors\":";
    CollectedEvent fine = json(event("folded", of + 0), "").get(0);
    assertThat(fine.operation()).isEqualTo("select 1");
    assertThat(fine.failed()).isFalse();
    String shaped = of.replace("\"count", "\"shape\":\"select ?\",\"count");
    assertThat(json(event("folded", shaped + 0), "").get(0).operation()).isEqualTo("select ?");
    assertThat(fine.attributes()).contains("\"count\":9,\"errors\":0");
    assertThat(json(event("folded", of + 9), "").get(0).failed()).isTrue();
  }

  @Test
  void segment_isCalledByItsName_foldedToo() throws Exception {
    CollectedEvent segment = json(event("segment", "\"name\":\"load\""), "").get(0);
    assertThat(segment.operation()).isEqualTo("load");
    String of = "\"of\":\"segment\",\"name\":\"load\",\"count\":9,\"errors\":0";
    assertThat(json(event("folded", of), "").get(0).operation()).isEqualTo("load");
  }

  @Test
  void decode_statusOfHttp_saysWhetherItFailed() throws Exception {
    assertThat(json(event("http-servlet", "\"response_code\":499"), "").get(0).failed()).isFalse();
    assertThat(json(event("http-servlet", "\"response_code\":500"), "").get(0).failed()).isTrue();
    assertThat(json(event("http-roundtripper", "\"resp-status\":404"), "").get(0).failed())
        .isTrue();
  }

  @Test
  void decode_openEventWithForeignParent_isOpen() throws Exception {
    CollectedEvent event = json(event("conn", "\"parent\":\"00f067aa0ba902b7\""), "").get(0);
    assertThat(event.isOpen()).isTrue();
    assertThat(event.parentHigh()).isZero();
    assertThat(event.parentLow()).isEqualTo(0x00f067aa0ba902b7L);
    assertThat(event.operation()).isEqualTo("conn");
  }

  @Test
  void decode_ownKeys_areKeptWithTheirTypes() throws Exception {
    CollectedEvent event =
        json(
                event(
                    "custom",
                    "\"a\":1,\"b\":1.0,\"c\":true,\"d\":[1,[null]],\"e\":{\"f\":\"\\udc00\"},"
                        + "\"g\":null,\"h\":\"NaN\",\"i\":{\"base64\":\"aGk=\"},\"gomon:truncated\":2"),
                "")
            .get(0);
    assertThat(event.attributes())
        .isEqualTo(
            "{\"a\":1,\"b\":1.0,\"c\":true,\"d\":[1,[null]],\"e\":{\"f\":\"\uFFFD\"},"
                + "\"h\":\"NaN\",\"i\":{\"base64\":\"aGk=\"},\"gomon:truncated\":2}");
  }

  @Test
  void decode_operation_isDerivedAsDocumented() throws Exception {
    assertThat(operation("http-servlet", "\"method\":\"GET\",\"route\":\"/a\""))
        .isEqualTo("GET /a");
    assertThat(operation("http-servlet", "\"method\":\"GET\"")).isEqualTo("GET unmatched");
    assertThat(
            operation("http-roundtripper", "\"method\":\"GET\",\"url\":{\"host\":\"h\",\"p\":1}"))
        .isEqualTo("GET h");
    assertThat(operation("conn-prepare", "\"query\":\"a\"")).isEqualTo("a");
    assertThat(operation("sql-wconn-exec", "\"query\":\"a 1\",\"shape\":\"a ?\"")).isEqualTo("a ?");
    assertThat(operation("sql-n-plus-one", "\"shape\":\"a ?\"")).isEqualTo("sql-n-plus-one");
    assertThat(operation("conn-close", "\"query\":\"a\"")).isEqualTo("conn-close");
  }

  @Test
  void decode_service_isNamedByTheApplicationEventOfThisOrAnEarlierBatch() throws Exception {
    String application = event("application", "\"application\":\"named\"");
    String other = event("custom", "\"k\":1");
    assertThat(json(other, "").get(0).service()).isEqualTo("unknown");
    assertThat(json("[" + other + "," + application + "]", ""))
        .extracting(CollectedEvent::service)
        .containsExactly("named", "named");
    assertThat(json(other, "").get(0).service()).isEqualTo("named");
    assertThat(json(other, "header").get(0).service()).isEqualTo("header");
  }

  @Test
  void decode_longNames_areCut() throws Exception {
    String word = "w".repeat(ItemLimits.MAX_TEXT_CHARS);
    String named = "\"gomon:service\":\"" + word + "\",\"gomon:operation\":\"" + word + "\"";
    String application = "\"application\":\"" + word + "\"";
    for (CollectedEvent event :
        List.of(
            json(event("x", named), "").get(0),
            json(event("application", application), "").get(0))) {
      assertThat(event.service()).hasSize(ItemLimits.MAX_NAME_CHARS);
      assertThat(event.operation()).hasSizeLessThanOrEqualTo(ItemLimits.MAX_NAME_CHARS);
    }
  }

  @Test
  void decode_lines_areOneEventEach() throws Exception {
    String lines = event("a", "\"k\":1") + "\n" + event("b", "\"k\":2") + "\n\n";
    assertThat(lines(lines).events())
        .extracting(CollectedEvent::fingerprint)
        .containsExactly("a", "b");
    assertThatThrownBy(() -> json(lines, ""))
        .hasMessageContaining("something behind the event")
        .hasMessageContaining("application/x-ndjson");
  }

  @Test
  void decode_linesAreWrong_costsThemAlone() throws Exception {
    String lines = "\n" + event("a", "\"k\":1") + "\n{\"id\":5}\n{nope\n" + event("b", "\"k\":2");
    Decoded decoded = lines(lines);
    assertThat(decoded.events()).extracting(CollectedEvent::fingerprint).containsExactly("a", "b");
    assertThat(decoded.verdict())
        .isEqualTo(
            new Verdict(2, 2, "event 2: \"id\" must be text, was a number (line 3, column 7)"));
    assertThat(decoded.rejected())
        .containsOnly(Map.entry(Rejection.WRONG_TYPE, 1), Map.entry(Rejection.NOT_JSON, 1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | the body must be one event or a list of events, was the end",
        "5 | the body must be one event or a list of events, was a number",
        "[5] | event 1: an event must be an object, was a number",
        "{} | event 1: \"id\" is missing: expected a UUID",
        "{\"id\":\"x\"} | event 1: \"id\" must be a UUID, was \"x\"",
        "{\"id\":null} | \"id\" must be text, was null",
        "{\"parent\":\"x\"} | \"parent\" must be a UUID, or a span id of 16 hexadecimal digits",
        "{\"trace\":\"x\"} | \"trace\" must be 32 hexadecimal digits",
        "{\"app-id\":\"x\"} | \"app-id\" must be a UUID",
        "{\"gomon:fp\":\" \"} | \"gomon:fp\" must be text of 1 to 200 characters",
        "{\"gomon:start\":1.5} | \"gomon:start\" must be an integer, was a number",
        "{\"gomon:start\":-1} | \"gomon:start\" must be nanoseconds since 1970, not negative",
        "{\"gomon:lapsed\":-1} | leave it out while the operation is open",
        "{\"gomon:lapsed\":99999999999999999999} | must be an integer of 64 bits",
        "{\"own\":99999999999999999999} | \"own\" must be an integer of 64 bits",
        "{\"error\":\"x\"} | \"error\" must be a list of {type, msg, location, stack}, was text",
        "{\"error\":[\"x\"]} | an entry of \"error\" must be an object",
        "{\"a\":1,\"a\":2} | event 1: a key stands twice in one object (line 1, column",
        "{\"a\":1 | not valid JSON",
        "[{\"a\":"
            + "1111111111111111111111111111111111111111111111111111111111111111111111111111111111"
            + "11111111111111111111111}] | not valid JSON: Number value length",
        "[{\"a\":} | not valid JSON",
      })
  void decode_wrong_saysWhichEventWhichKeyAndWhatIsExpected(String body, String message) {
    assertThatThrownBy(() -> json(body, ""))
        .isInstanceOf(BadBatchException.class)
        .hasMessageContaining(message);
  }

  @Test
  void decode_oneOfAList_isWrong_costsItAlone() throws Exception {
    String good = event("a", "\"k\":1");
    for (String bad :
        List.of(
            "5",
            "[[]]",
            "{}",
            "{\"id\":{\"a\":[{}]},\"b\":[1]}",
            event("x", "\"k\":[{\"a\":99999999999999999999}]"),
            event("x", "\"k\":1,\"k\":2"),
            event("x", "\"m\":{\"n\":[{\"k\":1,\"j\":{\"k\":1},\"k\":2}]}"),
            event("x", manyKeys() + ",\"k40\":1"),
            event("x", "\"error\":[{\"a\":[]},5]"))) {
      String body = "[" + good + "," + bad + "," + good + "]";
      Decoded decoded = decoder.json(body.getBytes(StandardCharsets.UTF_8), "", Room.UNLIMITED);
      assertThat(decoded.events()).as(bad).hasSize(2);
      assertThat(decoded.verdict().rejected()).as(bad).isEqualTo(1);
      assertThat(decoded.verdict().firstReason()).as(bad).startsWith("event 2: ");
    }
  }

  private static String manyKeys() {
    return IntStream.range(0, 50)
        .mapToObj(i -> "\"k" + i + "\":1")
        .collect(Collectors.joining(","));
  }

  @Test
  void decode_sameKeysInNeighboursAndInside_areNoRepetition() throws Exception {
    String inner = "{\"k\":1,\"m\":{\"k\":1},\"l\":[{\"k\":1},{\"k\":1}]}";
    String body = event("a", "\"k\":" + inner + ",\"m\":" + inner + "," + manyKeys());
    assertThat(json("[" + body + "," + body + "]", "")).hasSize(2);
  }

  @Test
  void decode_moreThanAnEventMayHold_isCutAndCounted() throws Exception {
    StringBuilder keys = new StringBuilder("\"gomon:truncated\":2,\"long\":\"");
    keys.append("x".repeat(70_000)).append('"');
    for (int i = 0; i < 1_100; i++) {
      keys.append(",\"k").append(i).append("\":1");
    }
    CollectedEvent event = json(event("a", keys.toString()), "").get(0);
    assertThat(event.attributes())
        .startsWith("{\"long\":\"" + "x".repeat(65_536) + "\",\"k0\":1")
        .endsWith(",\"k1022\":1,\"gomon:truncated\":80}");
  }

  /** The store cannot tell keys apart that are the same in its file; nor does an import. */
  @Test
  void decode_keysThatBecomeEqual_areTheFirstOneAndCounted() throws Exception {
    String name = "n".repeat(ItemLimits.MAX_NAME_CHARS);
    String keys =
        (quoted(name + "a") + ":1," + quoted(name) + ":{\"k\":2}," + quoted(name + "b"))
            + ":[3],\"z\":7";
    String others = quoted(name) + ":2," + quoted(name + "b") + ":[3],\"z\":7";
    String first = quoted(name) + ":1,\"z\":7";
    for (String body : List.of(event("a", keys), "[" + event("a", keys) + "]")) {
      assertThat(json(body, "").get(0).attributes())
          .isEqualTo("{" + first + ",\"gomon:truncated\":4}");
    }
    assertThat(json(event("a", others), "").get(0).attributes())
        .isEqualTo("{" + quoted(name) + ":2,\"z\":7,\"gomon:truncated\":2}");
    String nested = "\"m\":{" + keys + "},\"url\":{" + keys + "},\"l\":[{" + keys + "}]";
    assertThat(json(event("a", nested), "").get(0).attributes())
        .isEqualTo(
            ("{\"m\":{" + first + "},\"url\":{" + first + "},\"l\":[{" + first)
                + "}],\"gomon:truncated\":12}");
  }

  @Test
  void decode_noRoomForAKey_leavesItOutAndCallsItNothingElse() throws Exception {
    StringBuilder keys = new StringBuilder();
    int texts = (1 << 20) / ItemLimits.MAX_TEXT_CHARS;
    for (int i = 0; i < texts; i++) {
      keys.append("\"k\":\"".replace("k", "k" + i)).append("x".repeat(65_536)).append("\",");
    }
    CollectedEvent event = json(event("a", keys + "\"idea\":1,\"error-rate\":2"), "").get(0);
    assertThat(event.attributes()).endsWith("x\",\"gomon:truncated\":3}");
  }

  private static String quoted(String text) {
    return '"' + text + '"';
  }

  @Test
  void decode_nestsTooDeep_isRefused() {
    String deep = event("custom", "\"a\":" + "[".repeat(5_000) + "]".repeat(5_000));
    assertThatThrownBy(() -> json(deep, ""))
        .isInstanceOf(BadBatchException.class)
        .hasMessageContaining("nesting depth");
  }

  private String operation(String fingerprint, String keys) throws Exception {
    return json(event(fingerprint, keys), "").get(0).operation();
  }

  private static String event(String fingerprint, String keys) {
    return "{" + REQUIRED + ",\"gomon:fp\":\"" + fingerprint + "\"," + keys + "}";
  }

  private List<CollectedEvent> json(String body, String service) throws BadBatchException {
    return decoder.json(body.getBytes(StandardCharsets.UTF_8), service, Room.UNLIMITED).events();
  }

  private Decoded lines(String body) throws BadBatchException {
    return decoder.lines(body.getBytes(StandardCharsets.UTF_8), "", Room.UNLIMITED);
  }
}
