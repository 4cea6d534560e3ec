/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ingest.otlp;

import io.gomon.collector.ingest.Ids;
import io.gomon.collector.ingest.ItemLimits;
import io.gomon.collector.ingest.JsonText;
import io.gomon.collector.ingest.RejectedItemException;
import io.gomon.collector.ingest.Rejection;
import io.gomon.collector.store.CollectedEvent;
import org.jspecify.annotations.Nullable;

/**
 * One span while it is read, and what makes an event of it. Used again for the next. One thread.
 */
final class SpanDraft {
  private static final String[] FOREIGN_FINGERPRINTS = {
    "otel-internal", "otel-internal", "otel-server", "otel-client", "otel-producer", "otel-consumer"
  };
  private static final int STATUS_ERROR = 2;
  private static final String TRUNCATED = "gomon:truncated";

  /** Events of a span, and links; more are left out. */
  private static final int MAX_EVENTS = 1_000;

  private final ItemLimits limits = new ItemLimits();
  final Attributes attributes = new Attributes(limits);
  final EventDraft event = new EventDraft(limits);
  final LinkDraft link = new LinkDraft(limits);
  long traceHigh;
  long traceLow;
  long spanId;
  long parentSpanId;
  String name = "";
  int kind;
  long startNanos;
  long endNanos;
  int statusCode;
  String statusMessage = "";
  String traceState = "";
  long flags;

  /** What the sender left out. */
  long droppedAttributes;

  long droppedEvents;
  long droppedLinks;

  private final JsonText errors = new JsonText();
  private final JsonText otherEvents = new JsonText();
  private final JsonText links = new JsonText();
  private final JsonText out = new JsonText();
  private int errorCount;
  private int otherEventCount;
  private int linkCount;
  private boolean ofGomon;

  /** The SQL that a span of a foreign tracer ran. */
  private @Nullable String query;

  ItemLimits limits() {
    return limits;
  }

  void begin(ResourceDraft resource) {
    ofGomon = resource.isGomon();
    limits.reset();
    attributes.reset();
    event.reset();
    link.reset();
    errors.reset();
    otherEvents.reset();
    links.reset();
    errorCount = 0;
    otherEventCount = 0;
    linkCount = 0;
    traceHigh = 0;
    traceLow = 0;
    spanId = 0;
    parentSpanId = 0;
    name = "";
    kind = 0;
    startNanos = 0;
    endNanos = 0;
    statusCode = 0;
    statusMessage = "";
    traceState = "";
    flags = 0;
    droppedAttributes = 0;
    droppedEvents = 0;
    droppedLinks = 0;
  }

  /** Whether there may be another event; counts it as left out if not. */
  boolean mayAddEvent() {
    if (errorCount + otherEventCount < MAX_EVENTS) {
      return true;
    }
    limits.leaveOut();
    return false;
  }

  /** To be called when {@link #event} is complete; it is empty then. */
  void addEvent() {
    if (event.isException()) {
      event.writeError(errors, !ofGomon);
      errorCount++;
    } else {
      event.writePlain(otherEvents);
      otherEventCount++;
    }
    event.reset();
  }

  /** Whether there may be another link; counts it as left out if not. */
  boolean mayAddLink() {
    if (linkCount < MAX_EVENTS) {
      return true;
    }
    limits.leaveOut();
    return false;
  }

  /** To be called when {@link #link} is complete; it is empty then. */
  void addLink() {
    link.writeTo(links);
    linkCount++;
    link.reset();
  }

  /** The finished event. What the sender must correct is an exception. */
  CollectedEvent toEvent(ResourceDraft resource) throws RejectedItemException {
    if ((traceHigh | traceLow) == 0 || spanId == 0) {
      throw new RejectedItemException(
          Rejection.MISSING, "a span needs a traceId of 16 bytes and a spanId of 8, not all 0");
    }
    if (startNanos < 0 || endNanos < 0) {
      throw new RejectedItemException(
          Rejection.WRONG_VALUE, "the times of a span must be nanoseconds below 2^63");
    }
    String sent = attributes.text("gomon.fp");
    boolean gomon = sent != null;
    query = gomon ? null : Conventions.query(kind, attributes);
    String fingerprint =
        sent == null ? foreignFingerprint() : JsonText.wellFormed(ItemLimits.madeName(sent));
    String operation = gomon ? null : Conventions.operation(kind, name, query, attributes);
    boolean failed = statusCode == STATUS_ERROR || (!gomon && Conventions.failed(kind, attributes));
    for (int i = 0; i < attributes.size(); i++) {
      String key = attributes.key(i);
      attributes.rename(i, gomon ? Renames.gomonKey(fingerprint, key) : Renames.foreignKey(key));
    }
    attributes.dropRepeated();
    String id = gomon ? uuid("gomon.id") : null;
    String parent = gomon ? uuid("gomon.parent") : null;
    resource.used(startNanos);
    boolean root = parentSpanId == 0 && gomon && !fingerprint.equals("application");
    return new CollectedEvent(
        id == null ? 0 : Ids.uuidHigh(id),
        id == null ? spanId : Ids.uuidLow(id),
        parent != null ? Ids.uuidHigh(parent) : root ? resource.appIdHigh() : 0,
        parent != null ? Ids.uuidLow(parent) : root ? resource.appIdLow() : parentSpanId,
        traceHigh,
        traceLow,
        resource.appIdHigh(),
        resource.appIdLow(),
        resource.service(),
        fingerprint,
        JsonText.wellFormed(operation != null ? operation : name.isEmpty() ? fingerprint : name),
        startNanos,
        lapsedNanos(gomon),
        failed,
        attributesText(fingerprint, gomon, resource));
  }

  private @Nullable String uuid(String key) {
    String text = attributes.text(key);
    return text != null && Ids.isUuid(text) ? text : null;
  }

  private String foreignFingerprint() {
    if (query != null) {
      return Conventions.SQL;
    }
    return FOREIGN_FINGERPRINTS[kind >= 0 && kind < FOREIGN_FINGERPRINTS.length ? kind : 0];
  }

  private long lapsedNanos(boolean gomon) {
    if (gomon && Boolean.TRUE.equals(attributes.get("gomon.open"))) {
      return CollectedEvent.OPEN;
    }
    return Math.max(0, endNanos - startNanos); // a clock that was set back makes no negative time
  }

  private String attributesText(String fingerprint, boolean gomon, ResourceDraft resource) {
    out.reset().beginObject();
    boolean application = gomon && fingerprint.equals("application");
    boolean cut = limits.cut() > 0;
    for (int i = 0; i < attributes.size(); i++) {
      if (cut && attributes.key(i).equals(TRUNCATED)) {
        continue; // its number is in the one that is written at the end
      }
      if (!gomon || !isField(attributes.key(i))) {
        Attributes.write(out.key(attributes.key(i)), attributes.value(i));
      }
    }
    if (query != null) {
      writeUnlessThere("query", query);
      writeUnlessThere("otel.name", name);
    }
    if (application) {
      writeFromResource("application", resource.service());
      writeFromResource("host", resource.attributes.get("host.name"));
      writeFromResource("pid", resource.attributes.get("process.pid"));
    }
    writeErrors();
    if (otherEventCount > 0) {
      out.key("otel.events").beginList().raw(otherEvents.toString()).endList();
    }
    if (!gomon) {
      writeSurroundings(resource.scope);
    }
    if (cut) {
      long sent = attributes.get(TRUNCATED) instanceof Long count ? Math.max(0, count) : 0;
      out.key(TRUNCATED).integer(sent + limits.cut());
    }
    return out.endObject().toString();
  }

  /** What is a field of the event. */
  private static boolean isField(String key) {
    return switch (key) {
      case "gomon.id", "gomon.parent", "gomon.fp", "gomon.open" -> true;
      default -> false;
    };
  }

  private void writeUnlessThere(String key, String text) {
    if (attributes.get(key) == null) {
      out.key(key).text(text);
    }
  }

  private void writeFromResource(String key, @Nullable Object value) {
    if (value != null && attributes.get(key) == null) {
      Attributes.write(out.key(key), value);
    }
  }

  /** What OTLP says of a span beside its attributes, and GoMon's events have no word for. */
  private void writeSurroundings(Scope scope) {
    if (linkCount > 0) {
      out.key("otel.links").beginList().raw(links.toString()).endList();
    }
    if (!scope.withName().isEmpty()) {
      out.key("otel.scope").raw(scope.withName());
    }
    if (!traceState.isEmpty()) {
      out.key("otel.trace-state").text(traceState);
    }
    if (flags != 0) {
      out.key("otel.flags").integer(flags);
    }
    if ((droppedAttributes | droppedEvents | droppedLinks) != 0) {
      out.key("otel.dropped").beginObject();
      writeCount("attributes", droppedAttributes);
      writeCount("events", droppedEvents);
      writeCount("links", droppedLinks);
      out.endObject();
    }
  }

  private void writeCount(String key, long count) {
    if (count != 0) {
      out.key(key).integer(count);
    }
  }

  private void writeErrors() {
    if (errorCount > 0) {
      out.key("error").beginList().raw(errors.toString()).endList();
      return;
    }
    if (statusCode == STATUS_ERROR && !ofGomon) {
      out.key("error").beginList().beginObject();
      out.key("type").text(Conventions.errorType(attributes));
      if (!statusMessage.isEmpty()) {
        out.key("msg").text(statusMessage);
      }
      out.endObject().endList();
    }
  }
}
