/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ingest.otlp;

import io.gomon.collector.ingest.Ids;
import io.gomon.collector.ingest.ItemLimits;
import io.gomon.collector.ingest.JsonText;

/** Who made the spans: read before the first of them, whatever order they came in. One thread. */
final class ResourceDraft {
  private static final String UNKNOWN = "unknown";

  final Attributes attributes = new Attributes(new ItemLimits());

  /** The name of the instrumentation that is being read, if it stood before its items. */
  String scope = "";

  private String service = UNKNOWN;
  private boolean gomon;
  private long appIdHigh;
  private long appIdLow;

  void reset() {
    attributes.reset();
    attributes.limits().reset();
    scope = "";
    service = UNKNOWN;
    gomon = false;
    appIdHigh = 0;
    appIdLow = 0;
  }

  /** To be called when all attributes are there. */
  void complete() {
    String name = attributes.text("service.name");
    service = name == null ? UNKNOWN : JsonText.wellFormed(attributes.limits().name(name));
    gomon = "gomon".equals(attributes.get("telemetry.sdk.name"));
    String instance = gomon ? attributes.text("service.instance.id") : null;
    if (instance != null && Ids.isUuid(instance)) {
      appIdHigh = Ids.uuidHigh(instance);
      appIdLow = Ids.uuidLow(instance);
    }
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
