/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ingest.otlp;

import io.gomon.collector.ingest.ItemLimits;
import io.gomon.collector.ingest.JsonText;

/**
 * The instrumentation that made some items of a resource. Immutable.
 *
 * @param name empty if it has none
 * @param withName all that it says, as the text of one JSON object; empty if that is nothing
 * @param withoutName the same but for the name, for items that keep that under a key of its own
 */
record Scope(String name, String withName, String withoutName) {
  static final Scope NONE = new Scope("", "", "");

  /** One while it is read. Used again for the next. One thread. */
  static final class Draft {
    final ItemLimits limits = new ItemLimits();
    final Attributes attributes = new Attributes(limits);
    String name = "";
    String version = "";
    String schemaUrl = "";
    long droppedAttributes;

    private final JsonText out = new JsonText();

    void reset() {
      limits.reset();
      attributes.reset();
      name = "";
      version = "";
      schemaUrl = "";
      droppedAttributes = 0;
    }

    Scope finished() {
      if (name.isEmpty() && version.isEmpty() && schemaUrl.isEmpty() && attributes.size() == 0) {
        return NONE;
      }
      attributes.dropRepeated();
      return new Scope(name, text(true), text(false));
    }

    private String text(boolean withName) {
      out.reset().beginObject();
      if (withName) {
        write("name", name);
      }
      write("version", version);
      write("schema-url", schemaUrl);
      if (attributes.size() > 0) {
        attributes.writeTo(out.key("attributes").beginObject());
        out.endObject();
      }
      if (droppedAttributes > 0) {
        out.key("dropped-attributes").integer(droppedAttributes);
      }
      String text = out.endObject().toString();
      return text.equals("{}") ? "" : text;
    }

    private void write(String key, String value) {
      if (!value.isEmpty()) {
        out.key(key).text(value);
      }
    }
  }
}
