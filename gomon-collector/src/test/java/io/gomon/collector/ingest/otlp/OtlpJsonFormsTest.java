/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ingest.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gomon.collector.ingest.Room;
import io.gomon.collector.store.CollectedEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** In how many forms senders write one thing in OTLP's JSON. */
final class OtlpJsonFormsTest {
  private static final String SPAN =
      "\"traceId\":\"0102030405060708090a0b0c0d0e0f10\",\"spanId\":\"1112131415161718\"";

  /** As the specification wants it, and as others write it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"kind\":3 | \"kind\":\"SPAN_KIND_CLIENT\"",
        "\"status\":{\"code\":2} | \"status\":{\"code\":\"STATUS_CODE_ERROR\"}",
        "\"startTimeUnixNano\":\"7\" | \"startTimeUnixNano\":7",
        "\"startTimeUnixNano\":\"7\" | \"start_time_unix_nano\":\"7\"",
        "\"flags\":257 | \"flags\":\"257\"",
        "\"parentSpanId\":\"\" | \"parentSpanId\":null",
        "\"parentSpanId\":\"\" | \"parentSpanId\":\"0000000000000000\"",
        "\"parentSpanId\":\"aabbccddeeff0011\" | \"parent_span_id\":\"AABBCCDDEEFF0011\"",
        "\"name\":\"n\" | \"name\":\"n\",\"new\":{\"a\":[{}]},\"newer_still\":1",
        "\"attributes\":[{\"key\":\"a\",\"value\":{\"intValue\":\"5\"}}]"
            + " | \"attributes\":[{\"key\":\"a\",\"value\":{\"int_value\":5}}]",
        "\"attributes\":[{\"key\":\"a\",\"value\":{\"doubleValue\":1.0}}]"
            + " | \"attributes\":[{\"key\":\"a\",\"value\":{\"doubleValue\":\"1\"}}]",
        "\"attributes\":[{\"key\":\"a\",\"value\":{\"bytesValue\":\"+/+=\"}}]"
            + " | \"attributes\":[{\"key\":\"a\",\"value\":{\"bytesValue\":\"-_-\"}}]",
        "\"attributes\":[{\"key\":\"a_b\",\"value\":{\"kvlistValue\":{\"values\":[{\"key\":\"c_d\"}]}}}]"
            + " | \"attributes\":[{\"key\":\"a_b\",\"value\":{\"kvlist_value\":{\"values\":[{\"key\":\"c_d\"}]}}}]",
        "\"droppedLinksCount\":3 | \"dropped_links_count\":\"3\"",
      })
  void decode_oneFieldInTwoForms_isTheSameSpan(String wanted, String other) throws Exception {
    assertThat(span(other)).isEqualTo(span(wanted));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"flags\":4294967296", "\"droppedLinksCount\":\"-1\""})
  void decode_numberOfMoreThan32Bits_isRejectedAndNotCut(String field) {
    assertThatThrownBy(() -> span(field)).hasMessageContaining("from 0 to 4294967295");
  }

  @Test
  void decode_upperCaseIds_areTheSameIds() throws Exception {
    String upper = SPAN.replace("0a0b0c0d0e0f", "0A0B0C0D0E0F");
    assertThat(decode(Signal.TRACES, request("resourceSpans", "scopeSpans", "spans", upper)))
        .isEqualTo(List.of(span("\"name\":\"\"")));
  }

  @Test
  void decode_wholeRequestInTheNamesOfTheProtoFile_isUnderstood() throws Exception {
    String body =
        request("resource_spans", "scope_spans", "spans", SPAN.replace("Id", "_id"))
            .replace("}]}]}", "}],\"schema_url\":\"u\"}]}");
    CollectedEvent event = decode(Signal.TRACES, body).get(0);
    assertThat(event.idLow()).isEqualTo(0x1112131415161718L);
    assertThat(event.attributes()).isEqualTo("{\"otel.scope\":{\"schema-url\":\"u\"}}");
  }

  @Test
  void decode_severityByName_isItsNumber() throws Exception {
    for (String form : List.of("18", "\"SEVERITY_NUMBER_ERROR2\"")) {
      String body =
          request("resourceLogs", "scopeLogs", "logRecords", "\"severityNumber\":" + form);
      CollectedEvent log = decode(Signal.LOGS, body).get(0);
      assertThat(log.attributes()).isEqualTo("{\"severity\":18}");
      assertThat(log.failed()).isTrue();
    }
  }

  @Test
  void decode_pointInOtherForms_isTheSamePoint() throws Exception {
    String point = "\"name\":\"n\",\"exponentialHistogram\":{\"aggregationTemporality\":";
    String first =
        "1,\"dataPoints\":[{\"scale\":2,\"count\":\"3\",\"positive\":{\"offset\":1,\"bucketCounts\":[\"3\"]}}]}";
    String second =
        "\"AGGREGATION_TEMPORALITY_DELTA\",\"data_points\":[{\"scale\":\"2\",\"count\":3,"
            + "\"positive\":{\"offset\":\"1\",\"bucket_counts\":[3]}}]}";
    assertThat(metric(point + second)).isEqualTo(metric(point + first)).contains("\"delta\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"name\":\"a\",\"name\":\"b\"",
        "\"startTimeUnixNano\":\"1\",\"start_time_unix_nano\":\"2\"",
        "\"attributes\":[{\"key\":\"a\",\"value\":{\"int_value\":1,\"intValue\":2}}]"
      })
  void decode_keyTwiceInOneSpan_costsItAlone(String twice) throws Exception {
    String body =
        request(
            "resourceSpans",
            "scopeSpans",
            "spans",
            SPAN + "},{" + SPAN + "," + twice + "},{" + SPAN);
    var decoded =
        new OtlpJson(2, Signal.TRACES)
            .decode(body.getBytes(StandardCharsets.UTF_8), Otlp.ORIGIN, Room.UNLIMITED);
    assertThat(decoded.events()).hasSize(2);
    assertThat(decoded.verdict().firstReason()).startsWith("span 2: a key stands twice");
  }

  /** In UTF-8, which the store has, they are the same. */
  @Test
  void decode_keysWithHalfACharacter_areOneKeyAndTheFirstValue() throws Exception {
    String attributes =
        "\"attributes\":[{\"key\":\"\\udc00\",\"value\":{\"intValue\":1}},"
            + "{\"key\":\"\\ud801\",\"value\":{\"intValue\":2}},"
            + "{\"key\":\"m\",\"value\":{\"kvlistValue\":{\"values\":["
            + "{\"key\":\"\\udc00\",\"value\":{\"intValue\":3}},"
            + "{\"key\":\"\uFFFD\",\"value\":{\"intValue\":4}}]}}}]";
    String body = request("resourceSpans", "scopeSpans", "spans", SPAN + "," + attributes);
    assertThat(decode(Signal.TRACES, body).get(0).attributes())
        .contains("\"\uFFFD\":1", "\"m\":{\"\uFFFD\":3}")
        .doesNotContain(":2", ":4");
  }

  @Test
  void decode_scopesUnderBothNames_areRefusedRatherThanMixedUp() {
    String scopes = "[{\"scope\":{\"name\":\"%s\"},\"spans\":[{" + SPAN + "}]}]";
    String body =
        ("{\"resourceSpans\":[{\"scopeSpans\":" + scopes + ",\"scope_spans\":" + scopes + "}]}")
            .formatted("first", "second");
    assertThatThrownBy(() -> decode(Signal.TRACES, body)).hasMessageContaining("stands twice");
  }

  @Test
  void decode_scopes_takeRoomWhileTheyAreRead() {
    String many = "{\"scope\":{\"name\":\"a\"}},".repeat(9_999);
    String body =
        "{\"resourceSpans\":[" + ("{\"scopeSpans\":[" + many + "{}]},").repeat(3) + "broken";
    AtomicLong room = new AtomicLong();
    assertThatThrownBy(
            () ->
                new OtlpJson(2, Signal.TRACES)
                    .decode(body.getBytes(StandardCharsets.UTF_8), Otlp.ORIGIN, room::addAndGet))
        .hasMessageContaining("not valid JSON");
    assertThat(room.get()).isGreaterThan(body.length() + 29_000 * 200L);
  }

  private static CollectedEvent span(String field) throws Exception {
    return decode(
            Signal.TRACES, request("resourceSpans", "scopeSpans", "spans", SPAN + "," + field))
        .get(0);
  }

  private static String metric(String fields) throws Exception {
    String body = request("resourceMetrics", "scopeMetrics", "metrics", fields);
    return decode(Signal.METRICS, body).get(0).attributes();
  }

  private static String request(String resources, String scopes, String items, String fields) {
    return "{\"" + resources + "\":[{\"" + scopes + "\":[{\"" + items + "\":[{" + fields
        + "}]}]}]}";
  }

  private static List<CollectedEvent> decode(Signal signal, String body) throws Exception {
    return new OtlpJson(2, signal)
        .decode(body.getBytes(StandardCharsets.UTF_8), Otlp.ORIGIN, Room.UNLIMITED)
        .events();
  }
}
