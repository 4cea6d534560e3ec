/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ingest.json;

import io.gomon.collector.ingest.BadBatchException;
import io.gomon.collector.ingest.Decoded;
import io.gomon.collector.ingest.EventBatch;
import io.gomon.collector.ingest.ItemLimits;
import io.gomon.collector.ingest.JsonInput;
import io.gomon.collector.ingest.NoRoomException;
import io.gomon.collector.ingest.RejectedItemException;
import io.gomon.collector.ingest.Rejection;
import io.gomon.collector.ingest.Room;
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
 * <p>The service of an event is what an export says it was; else what the sender named outside of
 * the body; else the name in the application event of its run, from this batch or an earlier one;
 * else "unknown".
 */
public final class GomonJsonDecoder {
  private static final String UNKNOWN = "unknown";
  private static final UUID NO_RUN = new UUID(0, 0);

  private final ServiceNames names = new ServiceNames();

  /** What was read, until the names of all services are known. */
  private static final class Reading {
    final EventBatch batch;
    final List<Read> events = new ArrayList<>();

    Reading(Room room) {
      batch = new EventBatch(room);
    }
  }

  private record Read(EventFields fields, String attributes) {}

  /** For {@code application/json}: an object, or a list of objects. */
  public Decoded json(byte[] body, String service, Room room) throws BadBatchException {
    Reading reading = new Reading(room);
    try (JsonInput in = new JsonInput(body, 0, body.length)) {
      readOneOrList(in, reading);
    }
    return complete(reading, service);
  }

  /** For {@code application/x-ndjson}: an object a line. */
  public Decoded lines(byte[] body, String service, Room room) throws BadBatchException {
    Reading reading = new Reading(room);
    try (JsonInput empty = new JsonInput(body, 0, 0)) {
      EventReader reader = new EventReader(empty);
      int from = 0;
      int lines = 0;
      for (int to = lineEnd(body, from); from < body.length; to = lineEnd(body, from)) {
        if (!isBlank(body, from, to)) {
          JsonInput line = new JsonInput(body, from, to - from, lines);
          readLine(line, reader, reading);
        }
        from = to + 1;
        lines++;
      }
    }
    return complete(reading, service);
  }

  private static int lineEnd(byte[] body, int from) {
    int end = from;
    while (end < body.length && body[end] != '\n') {
      end++;
    }
    return end;
  }

  private static boolean isBlank(byte[] body, int from, int to) {
    for (int i = from; i < to; i++) {
      if (body[i] != ' ' && body[i] != '\t' && body[i] != '\r') {
        return false;
      }
    }
    return true;
  }

  private static void readLine(JsonInput line, EventReader reader, Reading into)
      throws BadBatchException {
    try (JsonInput in = line) {
      reader.from(in);
      in.next();
      in.expect(JsonToken.START_OBJECT, "an event", "an object");
      EventFields fields = reader.read();
      if (in.next() != null) {
        throw new RejectedItemException(
            Rejection.NOT_JSON, "there is something behind the event: one a line");
      }
      keep(fields, reader, into);
    } catch (RejectedItemException e) {
      into.batch.reject("event", e);
    } catch (NoRoomException e) {
      throw e;
    } catch (BadBatchException e) {
      if (e.isTooLarge()) {
        throw e;
      }
      into.batch.reject(
          "event",
          new RejectedItemException(Rejection.NOT_JSON, String.valueOf(e.getMessage()), e));
    }
  }

  private static void readOneOrList(JsonInput in, Reading into) throws BadBatchException {
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

  private static void readEvent(JsonInput in, EventReader reader, Reading into)
      throws BadBatchException {
    int depth = in.depth();
    boolean isObject = in.token() == JsonToken.START_OBJECT;
    try {
      in.expect(JsonToken.START_OBJECT, "an event", "an object");
      keep(reader.read(), reader, into);
    } catch (RejectedItemException e) {
      into.batch.reject("event", e);
      if (isObject) {
        in.leave(depth);
      } else {
        in.skip();
      }
    }
  }

  private static void keep(EventFields fields, EventReader reader, Reading into)
      throws BadBatchException {
    String attributes = reader.attributes();
    into.batch.expect(CollectedEvent.memoryBytes(attributes));
    into.events.add(new Read(fields, attributes));
  }

  private Decoded complete(Reading reading, String service) throws BadBatchException {
    Map<UUID, String> named = namesIn(reading.events);
    named.forEach(names::put);
    for (Read event : reading.events) {
      reading.batch.addExpected(toEvent(event, service, named));
    }
    return reading.batch.decoded();
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
    UUID appId = event.appId == null ? NO_RUN : event.appId;
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
        ItemLimits.madeName(service(event, service, appId, named)),
        fingerprint,
        event.operation != null
            ? ItemLimits.madeName(event.operation)
            : Operation.nameOf(fingerprint, key -> attributeOf(event, key)),
        event.startNanos,
        event.lapsedNanos,
        event.failed != null
            ? event.failed
            : Operation.hasFailed(fingerprint, event.hasErrors, key -> attributeOf(event, key)),
        read.attributes);
  }

  private String service(EventFields event, String sent, UUID appId, Map<UUID, String> named) {
    if (event.service != null) {
      return event.service;
    }
    return sent.isEmpty() ? serviceOf(appId, named) : sent;
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
