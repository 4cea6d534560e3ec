/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.archive;

import io.gomon.collector.ingest.JsonText;
import io.gomon.collector.store.CollectedEvent;
import java.io.StringWriter;
import java.util.HexFormat;
import java.util.Set;
import java.util.UUID;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * One stored event as a line of GoMon's JSON (docs/EVENTS.md section 1), with the three keys that
 * say what the collector knows beside: so it becomes the same event when it comes in again. One
 * thread.
 */
final class EventLine {
  static final String SERVICE = "gomon:service";
  static final String OPERATION = "gomon:operation";
  static final String FAILED = "gomon:failed";

  private static final Set<String> TAKEN = Set.of(SERVICE, OPERATION, FAILED);
  private static final JsonFactory JSON = new JsonFactory();

  private final JsonText json = new JsonText();

  /** The line, without its end. */
  String of(CollectedEvent event) {
    json.reset().beginObject();
    json.key("id").text(id(event.idHigh(), event.idLow()));
    if (event.parentHigh() != 0 || event.parentLow() != 0) {
      json.key("parent").text(id(event.parentHigh(), event.parentLow()));
    }
    HexFormat hex = HexFormat.of();
    json.key("trace").text(hex.toHexDigits(event.traceHigh()) + hex.toHexDigits(event.traceLow()));
    if (event.appIdHigh() != 0 || event.appIdLow() != 0) {
      json.key("app-id").text(new UUID(event.appIdHigh(), event.appIdLow()).toString());
    }
    json.key("gomon:fp").text(event.fingerprint());
    json.key("gomon:start").integer(event.startNanos());
    if (!event.isOpen()) {
      json.key("gomon:lapsed").integer(event.lapsedNanos());
    }
    json.key(SERVICE).text(event.service());
    json.key(OPERATION).text(event.operation());
    json.key(FAILED).bool(event.failed());
    attributes(event.attributes());
    return json.endObject().toString();
  }

  private static String id(long high, long low) {
    return high == 0 ? HexFormat.of().toHexDigits(low) : new UUID(high, low).toString();
  }

  private void attributes(String text) {
    if (!isObject(text)) {
      json.key("event.damaged").text(text);
    } else if (text.contains("\"gomon:")) {
      copyKeyByKey(text);
    } else {
      inner(text);
    }
  }

  /**
   * Whether the text is one JSON object in one line: what ingest writes, and a damaged file not.
   */
  private static boolean isObject(String text) {
    if (!text.startsWith("{") || !text.endsWith("}") || text.indexOf('\n') >= 0) {
      return false;
    }
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
      parser.nextToken();
      parser.skipChildren();
      return parser.nextToken() == null;
    } catch (JacksonException e) {
      // Written by another version, or damaged: it goes out as the text that it is.
      return false;
    }
  }

  /** A key that is named like one of the three steps aside. */
  private void copyKeyByKey(String text) {
    StringWriter copy = new StringWriter(text.length());
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text);
        JsonGenerator out = JSON.createGenerator(ObjectWriteContext.empty(), copy)) {
      parser.nextToken();
      out.writeStartObject();
      for (String key = parser.nextName(); key != null; key = parser.nextName()) {
        out.writeName(TAKEN.contains(key) ? "attr." + key : key);
        parser.nextToken();
        out.copyCurrentStructureExact(parser);
      }
      out.writeEndObject();
    }
    inner(copy.toString());
  }

  private void inner(String object) {
    if (object.length() > 2) {
      json.raw(object.substring(1, object.length() - 1));
    }
  }
}
