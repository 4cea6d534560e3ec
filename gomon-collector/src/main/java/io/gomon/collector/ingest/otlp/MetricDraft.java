/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ingest.otlp;

import io.gomon.collector.ingest.BadBatchException;
import io.gomon.collector.ingest.EventBatch;
import io.gomon.collector.ingest.ItemLimits;
import io.gomon.collector.ingest.JsonText;
import io.gomon.collector.ingest.RejectedItemException;
import io.gomon.collector.ingest.Rejection;
import io.gomon.collector.store.CollectedEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * One metric while it is read, and what makes an event of each of its points. They wait until the
 * metric ends, since its temporality stands behind them. Used again for the next. One thread.
 */
final class MetricDraft {
  private static final String FINGERPRINT = "metric";

  /** By the number of the enum AggregationTemporality. */
  private static final String[] TEMPORALITIES = {"", "delta", "cumulative"};

  /** In the flags of a point: there is no value, the series ended. */
  private static final int NO_VALUE = 1;

  private record Point(long timeNanos, String text) {}

  private final ItemIds ids;
  final ItemLimits limits = new ItemLimits();
  final Attributes labels = new Attributes(limits);
  private final Attributes values = new Attributes(limits);

  String name = "";
  String unit = "";
  String kind = "";
  int temporality;
  boolean monotonic;
  long fromNanos;
  long timeNanos;
  int flags;

  private final JsonText exemplars = new JsonText();
  private final JsonText out = new JsonText();
  private final List<Point> points = new ArrayList<>();

  MetricDraft(ItemIds ids) {
    this.ids = ids;
  }

  void reset() {
    name = "";
    unit = "";
    kind = "";
    temporality = 0;
    monotonic = false;
    points.clear();
    beginPoint();
  }

  void beginPoint() {
    limits.reset();
    labels.reset();
    values.reset();
    exemplars.reset();
    fromNanos = 0;
    timeNanos = 0;
    flags = 0;
  }

  /**
   * Takes a value of the point that is being read. One that came before is an exception: two keys
   * of one name are no JSON, and as many as fit into a body would take many times its size.
   */
  void value(String key, long value) throws RejectedItemException {
    take(key, value);
  }

  void value(String key, double value) throws RejectedItemException {
    take(key, value);
  }

  void value(String key, Attributes.Raw value) throws RejectedItemException {
    take(key, value);
  }

  private void take(String key, Object value) throws RejectedItemException {
    if (values.get(key) != null) {
      throw new RejectedItemException(
          Rejection.WRONG_VALUE, "a point must have one \"" + key + "\", not two");
    }
    values.add(key, value);
  }

  /**
   * The same for a list, given without its brackets; an empty one is as if it had not been sent.
   */
  void list(String key, JsonText elements) throws RejectedItemException {
    String list = elements.toString();
    if (!list.isEmpty()) {
      value(key, new Attributes.Raw('[' + list + ']'));
    }
  }

  /** Where one exemplar is to be written, as an object. */
  JsonText exemplar() {
    return exemplars;
  }

  /** To be called when all of the point is there. */
  void endPoint(EventBatch into) throws BadBatchException {
    if (timeNanos < 0 || fromNanos < 0) {
      throw new RejectedItemException(
          Rejection.WRONG_VALUE, "the times of a point must be nanoseconds below 2^63");
    }
    out.reset();
    values.writeTo(out);
    if ((flags & NO_VALUE) != 0) {
      out.key("no-value").bool(true);
    }
    if (fromNanos != 0) {
      out.key("from").integer(fromNanos);
    }
    if (labels.size() > 0) {
      labels.dropRepeated();
      labels.writeTo(out.key("labels").beginObject());
      out.endObject();
    }
    String list = exemplars.toString();
    if (!list.isEmpty()) {
      out.key("exemplars").beginList().raw(list).endList();
    }
    if (limits.cut() > 0) {
      out.key("gomon:truncated").integer(limits.cut());
    }
    String text = out.toString();
    into.expect(CollectedEvent.memoryBytes(text) + CollectedEvent.memoryBytes(name));
    points.add(new Point(timeNanos, text));
  }

  /** To be called when the metric ends. */
  void complete(ResourceDraft resource, EventBatch into) throws BadBatchException {
    if (name.isEmpty()) {
      throw new RejectedItemException(Rejection.MISSING, "a metric needs a name");
    }
    int first = into.items() - points.size();
    for (int i = 0; i < points.size(); i++) {
      into.addExpected(toEvent(points.get(i), resource, first + i));
    }
    points.clear();
  }

  /** Those that were counted and do not come. */
  int pending() {
    return points.size();
  }

  private CollectedEvent toEvent(Point point, ResourceDraft resource, int place) {
    long start = point.timeNanos() != 0 ? point.timeNanos() : ids.receivedNanos();
    resource.used(start);
    long low = ids.low(place, point.timeNanos() != 0);
    long high = ItemIds.high(start, low);
    out.reset().beginObject().key("name").text(name).key("kind").text(kind);
    if (!unit.isEmpty()) {
      out.key("unit").text(unit);
    }
    if (temporality > 0 && temporality < TEMPORALITIES.length) {
      out.key("temporality").text(TEMPORALITIES[temporality]);
    }
    if (kind.equals("sum")) {
      out.key("monotonic").bool(monotonic);
    }
    if (!resource.scope.name().isEmpty()) {
      out.key("scope").text(resource.scope.name());
    }
    if (!resource.scope.withoutName().isEmpty()) {
      out.key("otel.scope").raw(resource.scope.withoutName());
    }
    if (!point.text().isEmpty()) {
      out.raw(point.text());
    }
    return new CollectedEvent(
        high,
        low,
        0,
        0,
        high,
        low,
        resource.appIdHigh(),
        resource.appIdLow(),
        resource.service(),
        FINGERPRINT,
        JsonText.wellFormed(name),
        start,
        0,
        false,
        out.endObject().toString());
  }
}
