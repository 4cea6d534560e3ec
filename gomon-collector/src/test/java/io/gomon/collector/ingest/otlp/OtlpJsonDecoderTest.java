/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ingest.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gomon.collector.ingest.BadBatchException;
import io.gomon.collector.ingest.Room;
import io.gomon.collector.store.CollectedEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OtlpJsonDecoderTest {
  private static final String SPAN =
      """
      {"traceId":"0102030405060708090A0B0C0D0E0F10","spanId":"1112131415161718",
       "parentSpanId":"","name":"the span","kind":3,"flags":257,"unknown":{"a":[1,{"b":2}]},
       "startTimeUnixNano":"1781234567890123456","endTimeUnixNano":1781234567891966667,
       "attributes":[{"key":"t","value":{"stringValue":"x\\ud800y"}},
         {"key":"i","value":{"intValue":"-5"}},{"key":"j","value":{"intValue":6}},
         {"key":"d","value":{"doubleValue":1}},{"key":"n","value":{"doubleValue":"-Infinity"}},
         {"key":"b","value":{"boolValue":false}},{"key":"y","value":{"bytesValue":"aGk="}},
         {"key":"a","value":{"arrayValue":{"values":[{"intValue":"1"},{}]}}},
         {"key":"m","value":{"kvlistValue":{"values":[{"key":"k","value":{"stringValue":"v"}}]}}},
         {"key":"nothing","value":{}}],
       "events":[{"timeUnixNano":"5","name":"exception","attributes":[
         {"key":"exception.type","value":{"stringValue":"X"}}]}],
       "status":{"code":2,"message":"m"}}""";

  private final OtlpJson decoder = new OtlpJson(2, Signal.TRACES);

  @Test
  void decode_allThereIs_isReadLikeProtobuf() throws Exception {
    CollectedEvent event = decode(request(SPAN)).get(0);
    assertThat(event.traceHigh()).isEqualTo(0x0102030405060708L);
    assertThat(event.traceLow()).isEqualTo(0x090a0b0c0d0e0f10L);
    assertThat(event.idHigh()).isZero();
    assertThat(event.idLow()).isEqualTo(0x1112131415161718L);
    assertThat(event.parentLow()).isZero();
    assertThat(event.service()).isEqualTo("late");
    assertThat(event.fingerprint()).isEqualTo("otel-client");
    assertThat(event.lapsedNanos()).isEqualTo(1_843_211);
    assertThat(event.failed()).isTrue();
    assertThat(event.attributes())
        .isEqualTo(
            "{\"t\":\"x\uFFFDy\",\"i\":-5,\"j\":6,\"d\":1.0,\"n\":\"-Infinity\",\"b\":false,"
                + "\"y\":{\"base64\":\"aGk=\"},\"a\":[1,null],\"m\":{\"k\":\"v\"},"
                + "\"error\":[{\"type\":\"X\",\"timeNanos\":5}],\"otel.flags\":257}");
  }

  @Test
  void decode_nullsAnywhere_areAsIfTheyWereNotThere() throws Exception {
    String span =
        SPAN.replace("\"code\":2,\"message\":\"m\"", "\"code\":null,\"message\":null")
            .replace("\"timeUnixNano\":\"5\"", "\"timeUnixNano\":null,\"more\":null")
            .replace("\"value\":{}", "\"value\":{\"stringValue\":null}");
    assertThat(decode(request(span))).singleElement().matches(event -> !event.failed());
    assertThat(decode("{\"resourceSpans\":null}")).isEmpty();
    assertThat(decode("{\"resourceSpans\":[{\"resource\":null,\"scopeSpans\":null}]}")).isEmpty();
  }

  @Test
  void decode_emptyRequests_haveNoEvents() throws Exception {
    assertThat(decode("{}")).isEmpty();
    assertThat(decode("{\"resourceSpans\":[]}")).isEmpty();
    assertThat(decode("{\"resourceSpans\":[{},{\"scopeSpans\":[{}]}]}")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | the request must be an object, was the end",
        "[] | the request must be an object, was a list",
        "{ | not valid JSON",
        "{} {} | one object and nothing behind it",
        "{\"resourceSpans\":{}} | resourceSpans must be a list, was an object",
        "{\"resourceSpans\":[5]} | an entry of resourceSpans must be an object, was a number",
        "{\"a\":1,\"a\":2} | a key stands twice in one object",
      })
  void decode_wrongFrame_saysWhat(String body, String message) {
    assertRefused(body, message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"traceId\":\"01\" | traceId must be 32 hexadecimal digits",
        "\"traceId\":7 | traceId must be text, was a number",
        "\"spanId\":\"zz12131415161718\" | spanId must be 16 hexadecimal digits",
        "\"traceId\":\"AQIDBAUGBwgJCgsMDQ4PEA==\" | traceId must be 32 hexadecimal digits",
        "\"kind\":\"SERVER\" | kind must be the number of the enum value",
        "\"startTimeUnixNano\":\"soon\" | startTimeUnixNano must be an integer below 2^63",
        "\"startTimeUnixNano\":\"18446744073709551615\" | integer below 2^63",
        "\"startTimeUnixNano\":1.5 | startTimeUnixNano must be an integer, was a number",
        "\"attributes\":[{\"key\":\"a\",\"value\":5}] | value must be an object such as",
        "\"attributes\":{\"a\":5} | attributes must be a list of {key, value}, was an object",
        "\"name\":5 | span 1: name must be text, was a number (line 1",
        "\"name\":\"only\" | span 1: a span needs a traceId",
      })
  void decode_wrongSpan_saysWhatAndWhere(String field, String message) {
    assertRefused(request("{" + field + "}"), message);
  }

  private void assertRefused(String body, String message) {
    assertThatThrownBy(() -> decode(body))
        .isInstanceOf(BadBatchException.class)
        .hasMessageContaining(message);
  }

  /** With the resource behind the spans. */
  private static String request(String span) {
    return "{\"resourceSpans\":[{\"scopeSpans\":[{\"scope\":{},\"spans\":["
        + span
        + "]}],\"resource\":{\"attributes\":[{\"key\":\"service.name\","
        + "\"value\":{\"stringValue\":\"late\"}}]}}],\"more\":null}";
  }

  private List<CollectedEvent> decode(String body) throws BadBatchException {
    return decoder
        .decode(body.getBytes(StandardCharsets.UTF_8), Otlp.ORIGIN, Room.UNLIMITED)
        .events();
  }
}
