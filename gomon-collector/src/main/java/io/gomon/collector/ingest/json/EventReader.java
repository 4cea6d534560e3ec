/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ingest.json;

import io.gomon.collector.ingest.BadBatchException;
import io.gomon.collector.ingest.JsonInput;
import io.gomon.collector.ingest.JsonText;
import tools.jackson.core.JsonToken;

/** Reads one event; the parser stands on the beginning of its object. One thread. */
final class EventReader {
  private final JsonInput in;
  private final JsonText attributes = new JsonText();

  EventReader(JsonInput in) {
    this.in = in;
  }

  EventFields read() throws BadBatchException {
    EventFields event = new EventFields();
    attributes.reset().beginObject();
    for (String key = in.nextKey(); key != null; key = in.nextKey()) {
      readKey(event, key);
    }
    attributes.endObject();
    event.requireAll();
    return event;
  }

  /** All other keys of the event that was read last, as one JSON object. */
  String attributes() {
    return attributes.toString();
  }

  private void readKey(EventFields event, String key) throws BadBatchException {
    switch (key) {
      case "id" -> event.id(in.text(quoted(key)));
      case "parent" -> event.parent(in.text(quoted(key)));
      case "trace" -> event.trace(in.text(quoted(key)));
      case "app-id" -> event.appId(in.text(quoted(key)));
      case "gomon:fp" -> event.fingerprint(JsonText.wellFormed(in.text(quoted(key))));
      case "gomon:start" -> event.startNanos(in.integer(quoted(key)));
      case "gomon:lapsed" -> event.lapsedNanos(in.integer(quoted(key)));
      case "gomon:truncated" -> attributes.key(key).integer(in.integer(quoted(key)));
      case "error" -> readErrors(event);
      default -> readOther(event, key);
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
      copy("error");
      event.hasErrors = true;
    }
    attributes.endList();
  }

  private void readOther(EventFields event, String key) throws BadBatchException {
    JsonToken token = in.token();
    if (token == JsonToken.VALUE_NULL) {
      return; // no value is the same as no key
    }
    attributes.key(key);
    if (token == JsonToken.START_OBJECT && key.equals("url")) {
      readUrl(event);
      return;
    }
    if (token == JsonToken.VALUE_STRING) {
      String text = JsonText.wellFormed(in.text(key));
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
    copy(key);
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
    for (String key = in.nextKey(); key != null; key = in.nextKey()) {
      attributes.key(key);
      if (key.equals("host") && in.token() == JsonToken.VALUE_STRING) {
        event.urlHost = JsonText.wellFormed(in.text(key));
        attributes.text(event.urlHost);
      } else {
        copy("url");
      }
    }
    attributes.endObject();
  }

  /** Copies the value the parser stands on, whatever it is; the parser limits its depth. */
  private void copy(String key) throws BadBatchException {
    JsonToken token = in.token();
    if (token == JsonToken.START_OBJECT) {
      attributes.beginObject();
      for (String inner = in.nextKey(); inner != null; inner = in.nextKey()) {
        attributes.key(inner);
        copy(key);
      }
      attributes.endObject();
    } else if (token == JsonToken.START_ARRAY) {
      attributes.beginList();
      while (in.nextElement()) {
        copy(key);
      }
      attributes.endList();
    } else if (token == JsonToken.VALUE_STRING) {
      attributes.text(in.text(key));
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

  private static String quoted(String key) {
    return '"' + key + '"';
  }
}
