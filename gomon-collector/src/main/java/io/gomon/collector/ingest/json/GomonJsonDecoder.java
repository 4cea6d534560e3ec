/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ingest.json;

import io.gomon.collector.ingest.BadBatchException;
import io.gomon.collector.ingest.BatchDecoder;
import io.gomon.collector.ingest.JsonInput;
import io.gomon.collector.store.CollectedEvent;
import io.gomon.spi.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/**
 * Reads GoMon's own JSON: one event or a list of them, or one event a line. Strict with the keys of
 * docs/EVENTS.md section 1, for a mistyped id is a lost link; any other key is the event's own. Any
 * thread.
 *
 * <p>The service of an event is what the sender named outside of the body; else the name in the
 * application event of its run, from this batch or an earlier one; else "unknown".
 */
public final class GomonJsonDecoder {
  private static final String UNKNOWN = "unknown";

  private final ServiceNames names = new ServiceNames();

  /** For {@code application/json}: an object, or a list of objects. */
  public BatchDecoder json() {
    return (body, service) -> decode(body, service, false);
  }

  /** For {@code application/x-ndjson}: an object a line. */
  public BatchDecoder lines() {
    return (body, service) -> decode(body, service, true);
  }

  private record Read(EventFields fields, String attributes) {}

  private List<CollectedEvent> decode(byte[] body, String service, boolean lines)
      throws BadBatchException {
    List<Read> read = new ArrayList<>();
    try (JsonInput in = new JsonInput(body, 0, body.length)) {
      if (lines) {
        readLines(in, read);
      } else {
        readOneOrList(in, read);
      }
    }
    Map<UUID, String> named = namesIn(read);
    named.forEach(names::put);
    List<CollectedEvent> events = new ArrayList<>(read.size());
    for (Read event : read) {
      events.add(toEvent(event, service, named));
    }
    return events;
  }

  private static void readLines(JsonInput in, List<Read> into) throws BadBatchException {
    EventReader reader = new EventReader(in);
    while (in.next() != null) {
      readEvent(in, reader, into);
    }
  }

  private static void readOneOrList(JsonInput in, List<Read> into) throws BadBatchException {
    EventReader reader = new EventReader(in);
    JsonToken first = in.next();
    if (first == JsonToken.START_ARRAY) {
      while (in.nextElement()) {
        readEvent(in, reader, into);
      }
    } else if (first == JsonToken.START_OBJECT) {
      readEvent(in, reader, into);
    } else {
      throw in.wrong("the body", "one event or a list of events", null);
    }
    if (in.next() != null) {
      throw new BadBatchException(
          "there is something behind the "
              + (first == JsonToken.START_ARRAY ? "list" : "event")
              + "; several events are a list, or one a line as application/x-ndjson");
    }
  }

  private static void readEvent(JsonInput in, EventReader reader, List<Read> into)
      throws BadBatchException {
    BatchDecoder.checkCount(into.size());
    try {
      in.expect(JsonToken.START_OBJECT, "an event", "an object");
      EventFields fields = reader.read();
      into.add(new Read(fields, reader.attributes()));
    } catch (BadBatchException e) {
      throw new BadBatchException("event " + (into.size() + 1) + ": " + e.getMessage(), e);
    }
  }

  private static Map<UUID, String> namesIn(List<Read> read) {
    Map<UUID, String> named = new HashMap<>();
    for (Read event : read) {
      String application = event.fields.application;
      UUID appId = event.fields.appId;
      if (application != null && appId != null && "application".equals(event.fields.fingerprint)) {
        named.put(appId, application);
      }
    }
    return named;
  }

  private CollectedEvent toEvent(Read read, String service, Map<UUID, String> named) {
    EventFields event = read.fields;
    UUID appId = Objects.requireNonNull(event.appId);
    String fingerprint = Objects.requireNonNull(event.fingerprint);
    return new CollectedEvent(
        event.idHigh,
        event.idLow,
        event.parentHigh,
        event.parentLow,
        event.traceHigh,
        event.traceLow,
        appId.getMostSignificantBits(),
        appId.getLeastSignificantBits(),
        service.isEmpty() ? serviceOf(appId, named) : service,
        fingerprint,
        Operation.nameOf(fingerprint, key -> attributeOf(event, key)),
        event.startNanos,
        event.lapsedNanos,
        Operation.hasFailed(fingerprint, event.hasErrors, key -> attributeOf(event, key)),
        read.attributes);
  }

  private String serviceOf(UUID appId, Map<UUID, String> named) {
    String service = named.get(appId);
    if (service == null) {
      service = names.get(appId);
    }
    return service == null ? UNKNOWN : service;
  }

  private static @Nullable Object attributeOf(EventFields event, String key) {
    return switch (key) {
      case "method" -> event.method;
      case "route" -> event.route;
      case "query" -> event.query;
      case "shape" -> event.shape;
      case "name" -> event.name;
      case "of" -> event.of;
      case "errors" -> event.failedOnes;
      case "response_code", "resp-status" -> event.status;
      case "url" -> event.urlHost == null ? null : Map.of("host", event.urlHost);
      default -> null;
    };
  }
}
