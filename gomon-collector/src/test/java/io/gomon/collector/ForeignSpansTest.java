/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector;

import static io.gomon.collector.CollectorFixture.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.testkit.Conditions;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Spans of a foreign tracer on the collector's own pages, through the real store. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ForeignSpansTest {
  private static final AttributeKey<String> QUERY = AttributeKey.stringKey("db.query.text");
  private static final AttributeKey<String> STATEMENT = AttributeKey.stringKey("db.statement");
  private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("db.system");

  @TempDir Path folder;

  @Test
  void spans_ofTheSdk_areOnThePagesOfSqlOperationsAndErrors() throws Exception {
    try (Collector collector =
        Collector.start(
            CollectorFixture.config(folder, CollectorFixture.LIMITS, 64 << 20), Wiring::standard)) {
      sendSpans("http://127.0.0.1:" + collector.port() + "/v1/traces");
      Conditions.await("six spans stored", () -> collector.status().store().storedEvents() >= 7);

      JsonNode statements = ask(collector, "/api/v1/sql").get("statements");
      assertThat(statements.findValuesAsString("query"))
          .containsExactlyInAnyOrder(
              "select * from item where id=?", "insert into item values (?)");
      JsonNode operations = ask(collector, "/api/v1/services/foreign/operations").get("operations");
      assertThat(operations.findValuesAsString("operation"))
          .containsExactlyInAnyOrder(
              "GET /item/{id}",
              "PUT",
              "GET",
              "select * from item where id=?",
              "insert into item values (?)",
              "find");
      JsonNode services = ask(collector, "/api/v1/services").get("services");
      assertThat(services.get(0).get("requests").asInt()).isEqualTo(2);
      assertThat(services.get(0).get("errors").asInt()).isEqualTo(1);

      JsonNode failed = ask(collector, "/api/v1/traces?status=error").get("traces");
      assertThat(failed.findValuesAsString("operation"))
          .containsExactlyInAnyOrder("PUT", "GET", "insert into item values (?)");
      String trace = traceOf(failed, "insert into item values (?)");
      JsonNode event = ask(collector, "/api/v1/traces/" + trace).get("events").get(0);
      assertThat(event.get("gomon:fp").asString()).isEqualTo("sql-otel");
      assertThat(event.get("db.statement").asString()).isEqualTo("insert into  item values (?)");
      assertThat(event.get("query").asString()).isEqualTo("insert into  item values (?)");
      assertThat(event.get("otel.name").asString()).isEqualTo("INSERT shop");
      assertThat(event.get("error").get(0).get("type").asString()).isEqualTo("23505");
      assertThat(ask(collector, "/api/v1/errors").get("groups").findValuesAsString("type"))
          .containsExactly("23505");
      assertThat(collector.status().acceptedEvents()).isEqualTo(6);
    }
  }

  @Test
  void resource_ofTheSdk_findsItsTracesAndIsShownWithThem() throws Exception {
    try (Collector collector =
        Collector.start(
            CollectorFixture.config(folder, CollectorFixture.LIMITS, 64 << 20), Wiring::standard)) {
      sendSpans("http://127.0.0.1:" + collector.port() + "/v1/traces");
      Conditions.await("six spans stored", () -> collector.status().store().storedEvents() >= 7);

      String path = "/api/v1/traces?attribute=k8s.pod.name&value=";
      JsonNode traces = ask(collector, path + "foreign-7f").get("traces");
      assertThat(traces).hasSize(6);
      assertThat(ask(collector, path + "foreign-8f").get("traces")).isEmpty();
      JsonNode both =
          ask(collector, path + "foreign-7f&operation=find&service=foreign").get("traces");
      assertThat(both).hasSize(1);

      JsonNode trace = ask(collector, "/api/v1/traces/" + both.get(0).get("trace").asString());
      JsonNode application = trace.get("applications").get(0);
      assertThat(application.get("id")).isEqualTo(trace.get("events").get(0).get("app-id"));
      assertThat(application.get("service.version").asString()).isEqualTo("1.2.3");
      assertThat(trace.get("events").get(0).get("otel.scope").get("name").asString())
          .isEqualTo("test");
    }
  }

  @Test
  void ownEventOfAForeignProcess_atMidnight_isNoOperationAndSaysNothingOfWhenItWasThere()
      throws Exception {
    Instant midnight = Instant.now().truncatedTo(ChronoUnit.DAYS).minus(1, ChronoUnit.DAYS);
    Instant noon = midnight.plus(12, ChronoUnit.HOURS);
    try (Collector collector =
        Collector.start(
            CollectorFixture.config(folder, CollectorFixture.LIMITS, 64 << 20), Wiring::standard)) {
      SdkTracerProvider provider = provider("http://127.0.0.1:" + collector.port() + "/v1/traces");
      provider
          .get("test")
          .spanBuilder("work")
          .setStartTimestamp(noon)
          .startSpan()
          .end(noon.plusMillis(1));
      assertThat(provider.shutdown().join(20, TimeUnit.SECONDS).isSuccess()).isTrue();
      Conditions.await("one span stored", () -> collector.status().store().storedEvents() >= 2);

      String wholeDay = between(midnight, midnight.plus(1, ChronoUnit.DAYS));
      JsonNode operations = ask(collector, "/api/v1/services/foreign/operations?" + wholeDay);
      assertThat(operations.findValuesAsString("operation")).containsExactly("work");
      String morning = between(midnight, noon);
      assertThat(ask(collector, "/api/v1/services?" + morning).get("services")).isEmpty();
      JsonNode service = ask(collector, "/api/v1/services?" + wholeDay).get("services").get(0);
      assertThat(service.get("lastSeenMillis").asLong())
          .isEqualTo(noon.plusMillis(1).toEpochMilli());
    }
  }

  private static String between(Instant from, Instant to) {
    return "from=" + from.toEpochMilli() + "&to=" + to.toEpochMilli();
  }

  private static String traceOf(JsonNode traces, String operation) {
    for (JsonNode trace : traces) {
      if (trace.get("operation").asString().equals(operation)) {
        return trace.get("trace").asString();
      }
    }
    throw new AssertionError(operation + " is not in " + traces);
  }

  private static SdkTracerProvider provider(String endpoint) {
    return SdkTracerProvider.builder()
        .setResource(
            Resource.create(
                Attributes.of(
                    AttributeKey.stringKey("service.name"), "foreign",
                    AttributeKey.stringKey("service.version"), "1.2.3",
                    AttributeKey.stringKey("k8s.pod.name"), "foreign-7f")))
        .addSpanProcessor(
            BatchSpanProcessor.builder(OtlpHttpSpanExporter.builder().setEndpoint(endpoint).build())
                .build())
        .build();
  }

  private static void sendSpans(String endpoint) {
    SdkTracerProvider provider = provider(endpoint);
    Tracer tracer = provider.get("test");
    AttributeKey<String> method = AttributeKey.stringKey("http.request.method");
    AttributeKey<Long> status = AttributeKey.longKey("http.response.status_code");
    tracer
        .spanBuilder("GET")
        .setSpanKind(SpanKind.SERVER)
        .setAttribute(method, "GET")
        .setAttribute(AttributeKey.stringKey("http.route"), "/item/{id}")
        .setAttribute(status, 404L)
        .startSpan()
        .end();
    tracer
        .spanBuilder("PUT")
        .setSpanKind(SpanKind.SERVER)
        .setAttribute(method, "PUT")
        .setAttribute(status, 500L)
        .startSpan()
        .end();
    tracer
        .spanBuilder("GET")
        .setSpanKind(SpanKind.CLIENT)
        .setAttribute(method, "GET")
        .setAttribute(status, 404L)
        .startSpan()
        .end();
    tracer
        .spanBuilder("SELECT shop")
        .setSpanKind(SpanKind.CLIENT)
        .setAttribute(AttributeKey.stringKey("db.system.name"), "postgresql")
        .setAttribute(QUERY, "select * from item where id=?")
        .startSpan()
        .end();
    Span insert =
        tracer
            .spanBuilder("INSERT shop")
            .setSpanKind(SpanKind.CLIENT)
            .setAttribute(SYSTEM, "postgresql")
            .setAttribute(STATEMENT, "insert into  item values (?)")
            .setAttribute(AttributeKey.stringKey("error.type"), "23505")
            .startSpan();
    insert.setStatus(StatusCode.ERROR);
    insert.end();
    tracer
        .spanBuilder("find")
        .setSpanKind(SpanKind.CLIENT)
        .setAttribute(SYSTEM, "mongodb")
        .setAttribute(STATEMENT, "{\"find\":1}")
        .startSpan()
        .end();
    assertThat(provider.shutdown().join(20, TimeUnit.SECONDS).isSuccess()).isTrue();
  }

  private static JsonNode ask(Collector collector, String path) throws Exception {
    return new ObjectMapper().readTree(send(CollectorFixture.to(collector, path).GET()).body());
  }
}
