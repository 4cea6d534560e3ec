/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.web;

import io.gomon.collector.query.LiveEvent;
import io.gomon.collector.query.MemoryInstance;
import io.gomon.collector.query.MemoryPoint;
import io.gomon.collector.query.OperationSummary;
import io.gomon.collector.query.Percentiles;
import io.gomon.collector.query.SeriesPoint;
import io.gomon.collector.query.ServiceSummary;
import io.gomon.collector.query.StatementSummary;
import io.gomon.collector.query.TracePage;
import io.gomon.collector.query.TraceSummary;
import io.gomon.collector.store.StoreStatus;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Answers as the JSON of docs/API.md, one method for each. */
final class AnswerWriter {
  private static final HexFormat HEX = HexFormat.of();

  private AnswerWriter() {}

  static Body status(CollectorStatus status) {
    StoreStatus store = status.store();
    return JsonAnswer.object(
        json -> {
          json.writeStringProperty("version", status.version());
          json.writeNumberProperty("startedMillis", status.started().toEpochMilli());
          json.writeName("events").writeStartObject();
          json.writeNumberProperty("accepted", status.acceptedEvents());
          json.writeNumberProperty("stored", store.storedEvents());
          json.writeNumberProperty("duplicates", store.duplicateEvents());
          json.writeNumberProperty("expired", store.expiredEvents());
          json.writeNumberProperty("future", store.futureEvents());
          json.writeNumberProperty("duplicateBatches", status.duplicateBatches());
          json.writeNumberProperty("nameConflicts", status.nameConflicts());
          json.writeNumberProperty("rejected", status.rejectedEvents());
          // last: with stored read before it, stored - own counts no event about the collector
          json.writeNumberProperty("own", status.ownEvents());
          json.writeEndObject();
          json.writeName("wal").writeStartObject();
          json.writeNumberProperty("bytes", status.walBytes());
          json.writeNumberProperty("segments", status.walSegments());
          json.writeNumberProperty("pendingBatches", status.walPendingBatches());
          json.writeNumberProperty("quarantinedBatches", status.quarantinedBatches());
          json.writeNumberProperty("acknowledgedPosition", status.acknowledgedPosition());
          json.writeNumberProperty("storedPosition", status.storedPosition());
          json.writeEndObject();
          json.writeName("store").writeStartObject();
          json.writeNumberProperty("bytes", store.bytes());
          json.writeNumberProperty("days", store.days());
          json.writeNumberProperty("otherEvents", status.otherEvents());
          json.writeNumberProperty("otherSamples", status.otherSamples());
          json.writeEndObject();
        });
  }

  static Body services(List<ServiceSummary> services) {
    return list("services", services, AnswerWriter::service);
  }

  private static void service(JsonGenerator json, ServiceSummary service) {
    json.writeStringProperty("service", service.service());
    json.writeNumberProperty("requests", service.requests());
    json.writeNumberProperty("errors", service.errors());
    json.writeNumberProperty("ratePerSecond", service.ratePerSecond());
    percentiles(json, service.percentiles());
    json.writeNumberProperty("lastSeenMillis", service.lastSeenMillis());
  }

  static Body series(long stepMillis, List<SeriesPoint> points) {
    return steps(stepMillis, "points", points, AnswerWriter::point);
  }

  private static void point(JsonGenerator json, SeriesPoint point) {
    json.writeNumberProperty("timeMillis", point.timeMillis());
    json.writeNumberProperty("requests", point.requests());
    json.writeNumberProperty("errors", point.errors());
    percentiles(json, point.percentiles());
  }

  static Body operations(List<OperationSummary> operations) {
    return list("operations", operations, AnswerWriter::operation);
  }

  private static void operation(JsonGenerator json, OperationSummary operation) {
    json.writeStringProperty("operation", operation.operation());
    json.writeStringProperty("fingerprint", operation.fingerprint());
    json.writeNumberProperty("count", operation.count());
    json.writeNumberProperty("errors", operation.errors());
    json.writeNumberProperty("totalNanos", operation.totalNanos());
    percentiles(json, operation.percentiles());
    json.writeNumberProperty("maxNanos", operation.maxNanos());
  }

  static Body traces(TracePage page) {
    return JsonAnswer.object(
        json -> {
          array(json, "traces", page.traces(), AnswerWriter::trace);
          json.writeStringProperty("next", page.next() == null ? null : page.next().toString());
        });
  }

  private static void trace(JsonGenerator json, TraceSummary trace) {
    json.writeStringProperty("trace", hex(trace.traceHigh(), trace.traceLow()));
    json.writeStringProperty("service", trace.service());
    json.writeStringProperty("operation", trace.operation());
    json.writeNumberProperty("startMillis", trace.startMillis());
    number(json, "elapsedNanos", trace.elapsedNanos());
    json.writeNumberProperty("events", trace.events());
    json.writeNumberProperty("errors", trace.errors());
    json.writeName("services").writeStartArray();
    trace.services().forEach(json::writeString);
    json.writeEndArray();
  }

  static Body statements(List<StatementSummary> statements) {
    return list("statements", statements, AnswerWriter::statement);
  }

  private static void statement(JsonGenerator json, StatementSummary statement) {
    json.writeStringProperty("query", statement.query());
    json.writeStringProperty("service", statement.service());
    json.writeNumberProperty("count", statement.count());
    json.writeNumberProperty("errors", statement.errors());
    json.writeNumberProperty("totalNanos", statement.totalNanos());
    json.writeNumberProperty("meanNanos", statement.meanNanos());
    json.writeNumberProperty("p95Nanos", statement.p95Nanos());
    json.writeNumberProperty("maxNanos", statement.maxNanos());
  }

  static Body memory(List<MemoryInstance> instances) {
    return list("instances", instances, AnswerWriter::instance);
  }

  private static void instance(JsonGenerator json, MemoryInstance instance) {
    json.writeStringProperty(
        "appId", new UUID(instance.appIdHigh(), instance.appIdLow()).toString());
    json.writeStringProperty("host", instance.host());
    number(json, "pid", instance.pid());
    array(json, "points", instance.points(), AnswerWriter::measurement);
  }

  private static void measurement(JsonGenerator json, MemoryPoint point) {
    json.writeNumberProperty("timeMillis", point.timeMillis());
    number(json, "heapUsedBytes", point.heapUsedBytes());
    number(json, "heapCommittedBytes", point.heapCommittedBytes());
    number(json, "heapMaxBytes", point.heapMaxBytes());
    number(json, "nonHeapUsedBytes", point.nonHeapUsedBytes());
    number(json, "gcCount", point.gcCount());
    number(json, "gcPauseNanos", point.gcPauseNanos());
    number(json, "threads", point.threads());
    number(json, "classesLoaded", point.classesLoaded());
    number(json, "cpuProcess", point.cpuProcess());
    number(json, "cpuSystem", point.cpuSystem());
  }

  static Body live(LiveEvent event) {
    return JsonAnswer.object(
        json -> {
          json.writeStringProperty("trace", hex(event.traceHigh(), event.traceLow()));
          json.writeStringProperty("service", event.service());
          json.writeStringProperty("fingerprint", event.fingerprint());
          json.writeStringProperty("operation", event.operation());
          json.writeNumberProperty(
              "startMillis", TimeUnit.NANOSECONDS.toMillis(event.startNanos()));
          json.writeNumberProperty("elapsedNanos", event.elapsedNanos());
          json.writeBooleanProperty("failed", event.failed());
        });
  }

  /** 32 hex digits. */
  static String hex(long high, long low) {
    return HEX.toHexDigits(high) + HEX.toHexDigits(low);
  }

  static void percentiles(JsonGenerator json, @Nullable Percentiles percentiles) {
    number(json, "p50Nanos", percentiles == null ? null : percentiles.p50Nanos());
    number(json, "p95Nanos", percentiles == null ? null : percentiles.p95Nanos());
    number(json, "p99Nanos", percentiles == null ? null : percentiles.p99Nanos());
  }

  static void number(JsonGenerator json, String name, @Nullable Long value) {
    if (value == null) {
      json.writeNullProperty(name);
    } else {
      json.writeNumberProperty(name, value);
    }
  }

  static void number(JsonGenerator json, String name, @Nullable Double value) {
    if (value == null) {
      json.writeNullProperty(name);
    } else {
      json.writeNumberProperty(name, value);
    }
  }

  static <T> Body list(String name, List<T> rows, BiConsumer<JsonGenerator, T> writeRow) {
    return JsonAnswer.object(json -> array(json, name, rows, writeRow));
  }

  /** A list of what there is in steps of time. */
  static <T> Body steps(
      long stepMillis, String name, List<T> rows, BiConsumer<JsonGenerator, T> writeRow) {
    return JsonAnswer.object(
        json -> {
          json.writeNumberProperty("stepMillis", stepMillis);
          array(json, name, rows, writeRow);
        });
  }

  static <T> void array(
      JsonGenerator json, String name, List<T> rows, BiConsumer<JsonGenerator, T> writeRow) {
    json.writeName(name).writeStartArray();
    for (T row : rows) {
      json.writeStartObject();
      writeRow.accept(json, row);
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
