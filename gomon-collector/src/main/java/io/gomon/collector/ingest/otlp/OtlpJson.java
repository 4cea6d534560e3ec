/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ingest.otlp;

import io.gomon.collector.ingest.BadBatchException;
import io.gomon.collector.ingest.Decoded;
import io.gomon.collector.ingest.EventBatch;
import io.gomon.collector.ingest.IngestAdapter;
import io.gomon.collector.ingest.JsonInput;
import io.gomon.collector.ingest.JsonText;
import io.gomon.collector.ingest.Origin;
import io.gomon.collector.ingest.RejectedItemException;
import io.gomon.collector.ingest.Room;
import io.gomon.collector.ingest.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonToken;

/**
 * OTLP over HTTP in JSON: ids as hexadecimal digits, enums as numbers, 64-bit integers as text or
 * number; unknown keys are passed over. What protobuf's own JSON has in other forms (names of
 * enums, keys as in the .proto file) is understood, too: to drop it would help nobody. Any thread.
 *
 * <p>The text is read twice, because a resource may stand behind its items. JSON is the readable
 * wire, not the fast one.
 */
final class OtlpJson implements IngestAdapter {
  /** All of a request are in memory at once. */
  private static final int MAX_RESOURCES = 10_000;

  private static final int MAX_SCOPES = 10_000;

  /** What a resource, and a scope, take beside their texts. */
  private static final int RESOURCE_BYTES = 512;

  private static final int SCOPE_BYTES = 256;

  private final byte code;
  private final Signal signal;

  OtlpJson(int code, Signal signal) {
    this.code = (byte) code;
    this.signal = signal;
  }

  @Override
  public byte code() {
    return code;
  }

  @Override
  public String path() {
    return signal.path;
  }

  @Override
  public String contentType() {
    return "application/json";
  }

  @Override
  public Decoded decode(byte[] plain, Origin origin, Room room) throws BadBatchException {
    EventBatch into = new EventBatch(room);
    into.owe(plain.length); // what the parser remembers of its keys, and the resources
    List<ResourceDraft> resources = new ArrayList<>();
    try (JsonInput in = new JsonInput(plain, 0, plain.length)) {
      Scope.Draft scope = new Scope.Draft();
      forEachResource(in, () -> resources.add(readResource(in, scope, resources.size(), into)));
      if (in.next() != null) {
        throw in.wrong("the request", "one object and nothing behind it", null);
      }
    }
    int[] index = {0};
    try (JsonInput in = new JsonInput(plain, 0, plain.length)) {
      JsonItemReader items = signal.reader(in, new ItemIds(plain, origin));
      forEachResource(in, () -> readItems(in, items, resources.get(index[0]++), into));
    }
    return into.decoded();
  }

  /** Is called with the parser on the beginning of an object, and leaves it on its end. */
  private interface ObjectReader {
    void read() throws BadBatchException;
  }

  private void forEachResource(JsonInput in, ObjectReader reader) throws BadBatchException {
    in.next();
    in.expect(JsonToken.START_OBJECT, "the request", "an object");
    for (String key = in.nextField(); key != null; key = in.nextField()) {
      if (key.equals(signal.resourceKey)) {
        readList(in, key, reader);
      } else {
        in.skip();
      }
    }
  }

  private static void readList(JsonInput in, String what, ObjectReader reader)
      throws BadBatchException {
    in.expect(JsonToken.START_ARRAY, what, "a list");
    while (in.nextElement()) {
      in.expect(JsonToken.START_OBJECT, "an entry of " + what, "an object");
      reader.read();
    }
  }

  private ResourceDraft readResource(JsonInput in, Scope.Draft scope, int before, EventBatch into)
      throws BadBatchException {
    if (before >= MAX_RESOURCES) {
      throw BadBatchException.tooLarge("more than " + MAX_RESOURCES + " resources in one request");
    }
    into.owe(RESOURCE_BYTES);
    ResourceDraft resource = new ResourceDraft();
    for (String key = in.nextField(); key != null; key = in.nextField()) {
      if (key.equals("resource")) {
        readResourceFields(in, resource);
      } else if (key.equals("schemaUrl")) {
        resource.schemaUrl = resource.attributes.limits().name(in.text(key));
      } else if (key.equals(signal.scopeKey)) {
        readList(
            in,
            key,
            () -> {
              into.owe(SCOPE_BYTES);
              resource.scopes.add(readScope(in, scope, resource.scopes.size()));
            });
      } else {
        in.skip();
      }
    }
    resource.complete();
    return resource;
  }

  private static void readResourceFields(JsonInput in, ResourceDraft resource)
      throws BadBatchException {
    in.expect(JsonToken.START_OBJECT, "resource", "an object");
    for (String key = in.nextField(); key != null; key = in.nextField()) {
      switch (key) {
        case "attributes" -> ValueJsonReader.readAttributes(in, resource.attributes);
        case "droppedAttributesCount" -> resource.droppedAttributes = JsonIds.unsigned32(in, key);
        default -> in.skip();
      }
    }
  }

  private static Scope readScope(JsonInput in, Scope.Draft scope, int before)
      throws BadBatchException {
    if (before >= MAX_SCOPES) {
      throw BadBatchException.tooLarge("more than " + MAX_SCOPES + " scopes in one resource");
    }
    scope.reset();
    for (String key = in.nextField(); key != null; key = in.nextField()) {
      switch (key) {
        case "scope" -> readScopeFields(in, scope);
        case "schemaUrl" -> scope.schemaUrl = scope.limits.name(in.text(key));
        default -> in.skip();
      }
    }
    return scope.finished();
  }

  private static void readScopeFields(JsonInput in, Scope.Draft scope) throws BadBatchException {
    in.expect(JsonToken.START_OBJECT, "scope", "an object");
    for (String key = in.nextField(); key != null; key = in.nextField()) {
      switch (key) {
        case "name" -> scope.name = scope.limits.name(in.text(key));
        case "version" -> scope.version = scope.limits.name(in.text(key));
        case "attributes" -> ValueJsonReader.readAttributes(in, scope.attributes);
        case "droppedAttributesCount" -> scope.droppedAttributes = JsonIds.unsigned32(in, key);
        default -> in.skip();
      }
    }
  }

  private void readItems(
      JsonInput in, JsonItemReader items, ResourceDraft resource, EventBatch into)
      throws BadBatchException {
    for (String key = in.nextField(); key != null; key = in.nextField()) {
      if (key.equals(signal.scopeKey)) {
        int[] index = {0};
        readList(
            in,
            key,
            () -> {
              resource.scope = resource.scopes.get(index[0]++);
              readScope(in, items, resource, into);
            });
      } else {
        in.skip();
      }
    }
    resource.addEvents(into);
  }

  private void readScope(
      JsonInput in, JsonItemReader items, ResourceDraft resource, EventBatch into)
      throws BadBatchException {
    for (String key = in.nextField(); key != null; key = in.nextField()) {
      if (key.equals(signal.itemsKey)) {
        readList(in, key, () -> readItem(in, items, resource, into));
      } else {
        in.skip();
      }
    }
  }

  /** Whatever becomes of the item, the next one begins behind it. */
  private void readItem(JsonInput in, JsonItemReader items, ResourceDraft resource, EventBatch into)
      throws BadBatchException {
    int depth = in.depth();
    try {
      items.read(resource, into);
    } catch (RejectedItemException e) {
      into.reject(signal.noun, e);
      in.leave(depth);
    }
  }

  /** The response of the signal; empty unless something was rejected. */
  @Override
  public byte[] answer(Verdict verdict) {
    JsonText json = new JsonText().beginObject();
    if (verdict.rejected() > 0) {
      json.key("partialSuccess").beginObject();
      json.key(signal.rejectedKey).text(Integer.toString(verdict.rejected())); // int64 is a text
      json.key("errorMessage").text(verdict.firstReason()).endObject();
    }
    return json.endObject().toString().getBytes(StandardCharsets.UTF_8);
  }
}
