/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.exporter;

import io.gomon.Event;
import io.gomon.listener.EventJson;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes GoMon JSON, one event a line (docs/EVENTS.md section 1). */
final class JsonEncoder implements EventEncoder {
  private static final JsonFactory FACTORY = new JsonFactory();

  @Override
  public void encode(Event event, Bytes out) {
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
      EventJson.write(event, json);
    }
    out.write('\n');
  }

  @Override
  public byte[] body(Run run, Bytes events) {
    return events.copyBehind(new Bytes());
  }
}
