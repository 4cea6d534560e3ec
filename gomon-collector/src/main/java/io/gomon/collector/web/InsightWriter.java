/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.web;

import io.gomon.collector.query.ErrorGroup;
import io.gomon.collector.query.HeatCell;
import io.gomon.collector.query.Latencies;
import io.gomon.collector.query.NumberPoint;
import io.gomon.collector.query.Presence;
import io.gomon.collector.query.ServiceEdge;
import io.gomon.collector.rollup.Buckets;
import io.gomon.collector.rollup.Histogram;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** What events add up to, as the JSON of docs/API.md. */
final class InsightWriter {
  private InsightWriter() {}

  static Body heat(long stepMillis, List<HeatCell> cells) {
    return AnswerWriter.steps(stepMillis, "cells", cells, InsightWriter::cell);
  }

  private static void cell(JsonGenerator json, HeatCell cell) {
    json.writeNumberProperty("timeMillis", cell.timeMillis());
    json.writeNumberProperty("fromNanos", cell.fromNanos());
    json.writeNumberProperty("toNanos", cell.toNanos());
    json.writeNumberProperty("count", cell.count());
    json.writeNumberProperty("errors", cell.errors());
  }

  static Body latencies(Latencies latencies) {
    return JsonAnswer.object(
        json -> {
          Histogram histogram = latencies.histogram();
          boolean some = histogram.count() > 0;
          json.writeNumberProperty("count", latencies.count());
          json.writeNumberProperty("errors", latencies.errors());
          json.writeNumberProperty("totalNanos", latencies.totalNanos());
          AnswerWriter.number(json, "p50Nanos", some ? histogram.quantile(0.5) : null);
          AnswerWriter.number(json, "p95Nanos", some ? histogram.quantile(0.95) : null);
          AnswerWriter.number(json, "p99Nanos", some ? histogram.quantile(0.99) : null);
          json.writeNumberProperty("maxNanos", latencies.maxNanos());
          json.writeNumberProperty("relativeError", Buckets.MAX_RELATIVE_ERROR);
          json.writeName("buckets").writeStartArray();
          histogram.forEach((index, count) -> bucket(json, index, count));
          json.writeEndArray();
        });
  }

  private static void bucket(JsonGenerator json, int index, long count) {
    json.writeStartObject();
    json.writeNumberProperty("fromNanos", Buckets.lowest(index));
    json.writeNumberProperty("toNanos", Buckets.lowest(index + 1));
    json.writeNumberProperty("count", count);
    json.writeEndObject();
  }

  static Body errors(List<ErrorGroup> groups) {
    return AnswerWriter.list("groups", groups, InsightWriter::group);
  }

  private static void group(JsonGenerator json, ErrorGroup group) {
    json.writeStringProperty("group", group.group());
    json.writeStringProperty("service", group.service());
    json.writeStringProperty("type", group.type());
    json.writeName("frames").writeStartArray();
    group.frames().forEach(json::writeString);
    json.writeEndArray();
    json.writeStringProperty("message", group.message());
    json.writeNumberProperty("count", group.count());
    json.writeNumberProperty("firstMillis", group.firstMillis());
    json.writeNumberProperty("lastMillis", group.lastMillis());
    json.writeStringProperty("trace", AnswerWriter.hex(group.traceHigh(), group.traceLow()));
  }

  static Body edges(List<ServiceEdge> edges) {
    return AnswerWriter.list("edges", edges, InsightWriter::edge);
  }

  private static void edge(JsonGenerator json, ServiceEdge edge) {
    json.writeStringProperty("caller", edge.caller());
    json.writeStringProperty("callee", edge.callee());
    json.writeNumberProperty("count", edge.count());
    json.writeNumberProperty("errors", edge.errors());
    json.writeNumberProperty("totalNanos", edge.totalNanos());
    AnswerWriter.percentiles(json, edge.percentiles());
    json.writeNumberProperty("maxNanos", edge.maxNanos());
  }

  static Body numbers(long stepMillis, List<NumberPoint> points) {
    return AnswerWriter.steps(stepMillis, "points", points, InsightWriter::point);
  }

  private static void point(JsonGenerator json, NumberPoint point) {
    json.writeNumberProperty("timeMillis", point.timeMillis());
    json.writeNumberProperty("count", point.count());
    json.writeNumberProperty("min", point.min());
    json.writeNumberProperty("max", point.max());
    AnswerWriter.number(json, "mean", point.mean());
    json.writeNumberProperty("last", point.last());
  }

  static Body presence(Presence presence) {
    return JsonAnswer.object(
        json -> {
          json.writeNumberProperty("executions", presence.executions());
          AnswerWriter.array(
              json, "kinds", presence.events(), (out, row) -> event(out, row, presence));
        });
  }

  private static void event(JsonGenerator json, Presence.Event event, Presence presence) {
    json.writeStringProperty("service", event.service());
    json.writeStringProperty("fingerprint", event.fingerprint());
    json.writeStringProperty("operation", event.operation());
    json.writeNumberProperty("executions", event.executions());
    json.writeNumberProperty("share", (double) event.executions() / presence.executions());
    json.writeNumberProperty("count", event.count());
  }
}
