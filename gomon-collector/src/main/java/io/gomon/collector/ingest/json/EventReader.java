/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ingest.json;

import io.gomon.collector.ingest.BadBatchException;
import io.gomon.collector.ingest.ItemLimits;
import io.gomon.collector.ingest.JsonInput;
import io.gomon.collector.ingest.JsonText;
import java.util.HashSet;
import java.util.Set;
import tools.jackson.core.JsonToken;

/** Reads one event; the parser stands on the beginning of its object. One thread. */
final class EventReader {
  private static final int MAX_DEPTH = 64;

  private final ItemLimits limits = new ItemLimits();
  private final JsonText attributes = new JsonText();
  private JsonInput in;
  private int keys;
  private long truncated;

  EventReader(JsonInput in) {
    this.in = in;
  }

  /** Goes on with the next line. */
  void from(JsonInput nextInput) {
    in = nextInput;
  }

  EventFields read() throws BadBatchException {
    EventFields event = new EventFields();
    attributes.reset().beginObject();
    limits.reset();
    keys = 0;
    truncated = 0;
    Names names = new Names();
    for (String key = in.nextKey(); key != null; key = in.nextKey()) {
      readKey(event, key, names);
    }
    truncated += limits.cut();
    if (truncated > 0) {
      attributes.key("gomon:truncated").integer(truncated);
    }
    attributes.endObject();
    event.requireAll();
    return event;
  }

  /** All other keys of the event that was read last, as one JSON object. */
  String attributes() {
    return attributes.toString();
  }

  private void readKey(EventFields event, String key, Names names) throws BadBatchException {
    switch (key) {
      case "id" -> event.id(in.text(quoted(key)));
      case "parent" -> event.parent(in.text(quoted(key)));
      case "trace" -> event.trace(in.text(quoted(key)));
      case "app-id" -> event.appId(in.text(quoted(key)));
      case "gomon:fp" -> event.fingerprint(JsonText.wellFormed(in.text(quoted(key))));
      case "gomon:start" -> event.startNanos(in.integer(quoted(key)));
      case "gomon:lapsed" -> event.lapsedNanos(in.integer(quoted(key)));
      case "gomon:truncated" -> truncated = Math.max(0, in.integer(quoted(key)));
      case "gomon:service" -> event.service = text(in.text(quoted(key)));
      case "gomon:operation" -> event.operation = text(in.text(quoted(key)));
      case "gomon:failed" -> event.failed = in.bool(quoted(key));
      case "error" -> readErrors(event);
      default -> readOther(event, key, names);
    }
  }

  private void readErrors(EventFields event) throws BadBatchException {
    in.expect(JsonToken.START_ARRAY, "\"error\"", "a list of {type, msg, location, stack}");
    attributes.key("error").beginList();
    while (in.nextElement()) {
      in.expect(
          JsonToken.START_OBJECT,
          "an entry of \"error\"",
          "an object {type, msg, location, stack}");
      event.hasErrors = true;
      if (limits.entry()) {
        copy("error", 1);
      } else {
        in.skip();
      }
    }
    attributes.endList();
  }

  private void readOther(EventFields event, String key, Names names) throws BadBatchException {
    JsonToken token = in.token();
    if (token == JsonToken.VALUE_NULL) {
      return; // no value is the same as no key
    }
    if (++keys > ItemLimits.MAX_KEYS) {
      limits.leaveOut();
      in.skip();
      return;
    }
    if (!names.write(key)) {
      in.skip();
      return;
    }
    if (token == JsonToken.START_OBJECT && key.equals("url")) {
      readUrl(event);
      return;
    }
    if (token == JsonToken.VALUE_STRING) {
      String text = text(in.text(key));
      remember(event, key, text);
      attributes.text(text);
      return;
    }
    if (token == JsonToken.VALUE_NUMBER_INT
        && (key.equals("response_code") || key.equals("resp-status"))) {
      event.status = in.integer(quoted(key));
      attributes.integer(event.status);
      return;
    }
    if (token == JsonToken.VALUE_NUMBER_INT && key.equals("errors")) {
      event.failedOnes = in.integer(quoted(key));
      attributes.integer(event.failedOnes);
      return;
    }
    copy(key, 0);
  }

  private String text(String read) {
    return JsonText.wellFormed(limits.text(read));
  }

  private static void remember(EventFields event, String key, String text) {
    switch (key) {
      case "method" -> event.method = text;
      case "route" -> event.route = text;
      case "query" -> event.query = text;
      case "shape" -> event.shape = text;
      case "name" -> event.name = text;
      case "of" -> event.of = text;
      case "application" -> event.application = text;
      default -> {
        // a key that means nothing to the collector: it is kept, no more
      }
    }
  }

  private void readUrl(EventFields event) throws BadBatchException {
    attributes.beginObject();
    Names names = new Names();
    for (String key = in.nextKey(); key != null; key = in.nextKey()) {
      if (!limits.entry() || !names.write(key)) {
        in.skip();
      } else if (key.equals("host") && in.token() == JsonToken.VALUE_STRING) {
        event.urlHost = JsonText.wellFormed(limits.text(in.text(key)));
        attributes.text(event.urlHost);
      } else {
        copy("url", 1);
      }
    }
    attributes.endObject();
  }

  /** Copies the value the parser stands on, whatever it is. */
  private void copy(String key, int depth) throws BadBatchException {
    JsonToken token = in.token();
    if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
      copyNested(key, depth, token == JsonToken.START_OBJECT);
    } else if (token == JsonToken.VALUE_STRING) {
      attributes.text(limits.text(in.text(key)));
    } else if (token == JsonToken.VALUE_NUMBER_INT) {
      attributes.integer(in.integer(quoted(key)));
    } else if (token == JsonToken.VALUE_NUMBER_FLOAT) {
      attributes.decimal(in.decimal(quoted(key)));
    } else if (token == JsonToken.VALUE_NULL) {
      attributes.raw("null");
    } else {
      attributes.bool(in.bool(quoted(key)));
    }
  }

  private void copyNested(String key, int depth, boolean isObject) throws BadBatchException {
    if (depth >= MAX_DEPTH) {
      limits.leaveOut();
      in.skip();
      attributes.raw("null");
    } else if (isObject) {
      copyObject(key, depth);
    } else {
      copyList(key, depth);
    }
  }

  private void copyObject(String key, int depth) throws BadBatchException {
    attributes.beginObject();
    Names names = new Names();
    for (String inner = in.nextKey(); inner != null; inner = in.nextKey()) {
      if (limits.entry() && names.write(inner)) {
        copy(key, depth + 1);
      } else {
        in.skip();
      }
    }
    attributes.endObject();
  }

  private void copyList(String key, int depth) throws BadBatchException {
    attributes.beginList();
    while (in.nextElement()) {
      if (limits.entry()) {
        copy(key, depth + 1);
      } else {
        in.skip();
      }
    }
    attributes.endList();
  }

  private static String quoted(String key) {
    return '"' + key + '"';
  }

  /** The keys of the object that is being read, as they are written. */
  private final class Names {
    private final int depth = in.depth();

    /** Of keys that were longer, which are rare. */
    private Set<String> cut = Set.of();

    /** Writes one; of those that are equal when they are cut the first. False: it is left out. */
    boolean write(String key) {
      if (!limits.hasRoomForKey(key)) {
        return false; // what is left of it would be another one
      }
      String name = limits.name(key);
      boolean isCut = name.length() < key.length();
      if (cut.contains(name) || (isCut && in.hasHad(name, depth))) {
        limits.leaveOut();
        return false;
      }
      if (isCut) {
        cut = cut.isEmpty() ? new HashSet<>() : cut;
        cut.add(name);
      }
      attributes.key(name);
      return true;
    }
  }
}
