/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ingest.otlp;

import io.gomon.collector.ingest.BadBatchException;
import io.gomon.collector.ingest.BodyHash;
import io.gomon.collector.ingest.EventBatch;
import io.gomon.collector.ingest.Ids;
import io.gomon.collector.ingest.ItemLimits;
import io.gomon.collector.ingest.JsonText;
import io.gomon.collector.store.CollectedEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/*
 * What a foreign process says about itself stands once a day in an event like the one that GoMon sends of each run
 * of a process: its id is the app-id of all that the process sent.
 *
 *   id      high: always FOREIGN_HIGH; low: a hash of what the event says. So every batch, either wire and a replay
 *           make the same one, and a store that knows it drops it.
 *   start   midnight (UTC) of the day of the items that are of it: it is kept, and deleted, with them.
 *
 * A resource that has no more than its service's name needs none: the name is in each event.
 */
/** Who made the items: read before the first of them, whatever order they came in. One thread. */
final class ResourceDraft {
  /** The first half of a UUID of version 8. One value for all: it costs no room in a column. */
  static final long FOREIGN_HIGH = 0x6F74_656C_0000_8000L;

  private static final String UNKNOWN = "unknown";
  private static final String FINGERPRINT = "application";
  private static final String SERVICE_NAME = "service.name";
  private static final long DAY_NANOS = TimeUnit.DAYS.toNanos(1);

  /** Items of one request that are of more days have their event on these. */
  private static final int MAX_DAYS = 32;

  final Attributes attributes = new Attributes(new ItemLimits());

  /** How many attributes the sender left out. */
  long droppedAttributes;

  String schemaUrl = "";

  /** The instrumentation that is being read. */
  Scope scope = Scope.NONE;

  /** Those of the resource in their order, where they are read before all items. */
  final List<Scope> scopes = new ArrayList<>();

  private final Set<Long> days = new TreeSet<>();
  private String service = UNKNOWN;
  private String text = "";
  private boolean gomon;
  private long appIdHigh;
  private long appIdLow;

  void reset() {
    attributes.reset();
    attributes.limits().reset();
    droppedAttributes = 0;
    schemaUrl = "";
    scope = Scope.NONE;
    scopes.clear();
    days.clear();
    service = UNKNOWN;
    text = "";
    gomon = false;
    appIdHigh = 0;
    appIdLow = 0;
  }

  /** To be called when all attributes are there. */
  void complete() {
    String name = attributes.text(SERVICE_NAME);
    service = name == null ? UNKNOWN : JsonText.wellFormed(attributes.limits().name(name));
    gomon = "gomon".equals(attributes.get("telemetry.sdk.name"));
    if (!gomon) {
      completeForeign();
      return;
    }
    String instance = attributes.text("service.instance.id");
    if (instance != null && Ids.isUuid(instance)) {
      appIdHigh = Ids.uuidHigh(instance);
      appIdLow = Ids.uuidLow(instance);
    }
  }

  private void completeForeign() {
    if (attributes.size() == 0 && schemaUrl.isEmpty()) {
      return;
    }
    Map<String, Object> sorted = new TreeMap<>(); // so that their order makes no other resource
    for (int i = 0; i < attributes.size(); i++) {
      sorted.putIfAbsent(Renames.resourceKey(attributes.key(i)), attributes.value(i));
    }
    if (sorted.keySet().stream().allMatch(SERVICE_NAME::equals) && schemaUrl.isEmpty()) {
      return;
    }
    JsonText json = new JsonText().beginObject().key("application").text(service);
    write(json, "host", sorted.get("host.name"));
    write(json, "pid", sorted.get("process.pid"));
    sorted.forEach((key, value) -> write(json, key, value));
    if (!schemaUrl.isEmpty()) {
      json.key("otel.schema-url").text(schemaUrl);
    }
    if (droppedAttributes > 0) {
      json.key("otel.dropped-attributes").integer(droppedAttributes);
    }
    if (attributes.limits().cut() > 0) {
      json.key("gomon:truncated").integer(attributes.limits().cut());
    }
    text = json.toString();
    appIdHigh = FOREIGN_HIGH;
    appIdLow = ItemIds.variant(BodyHash.of(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static void write(JsonText json, String key, @Nullable Object value) {
    if (value != null) {
      Attributes.write(json.key(key), value);
    }
  }

  /** Notes that an item of the resource started then. */
  void used(long startNanos) {
    if (!text.isEmpty() && days.size() < MAX_DAYS) {
      days.add(startNanos - Math.floorMod(startNanos, DAY_NANOS));
    }
  }

  /** To be called behind the last item: its own event, on each day of which there was one. */
  void addEvents(EventBatch into) throws BadBatchException {
    if (days.isEmpty()) {
      return;
    }
    String id = new UUID(appIdHigh, appIdLow).toString();
    String attributesText = text + ",\"execution-id\":\"" + id + "\"}";
    for (long startNanos : days) {
      into.addBeside(event(startNanos, attributesText));
    }
  }

  private CollectedEvent event(long startNanos, String attributesText) {
    return new CollectedEvent(
        appIdHigh,
        appIdLow,
        0,
        0,
        appIdHigh,
        appIdLow,
        appIdHigh,
        appIdLow,
        service,
        FINGERPRINT,
        FINGERPRINT,
        startNanos,
        0,
        false,
        attributesText);
  }

  String service() {
    return service;
  }

  boolean isGomon() {
    return gomon;
  }

  long appIdHigh() {
    return appIdHigh;
  }

  long appIdLow() {
    return appIdLow;
  }
}
