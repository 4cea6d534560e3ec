/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.exporter;

import io.gomon.AttributeVisitor;
import io.gomon.Event;
import java.util.List;
import java.util.Map;

/** Passes an event's attributes on under the names that OpenTelemetry has for them. */
final class OtlpRenaming implements AttributeVisitor {
  private final Event event;
  private final boolean application;
  private final OtlpAttributes out;

  OtlpRenaming(Event event, OtlpAttributes out) {
    this.event = event;
    this.application = event.isApplication();
    this.out = out;
  }

  private boolean isKept(String key) {
    return !OtlpNames.isLeftOut(application, key) && !isTaken(key);
  }

  /** Whether another attribute of the event is sent under this name: no name may be there twice. */
  private boolean isTaken(String key) {
    String other = OtlpNames.renamedTo(key, event.fingerprint());
    return other != null && event.get(other) != null;
  }

  private String name(String key) {
    return OtlpNames.attribute(event.fingerprint(), key);
  }

  @Override
  public void text(String key, String value) {
    if (isKept(key)) {
      out.text(name(key), value);
    }
  }

  @Override
  public void integer(String key, long value) {
    if (isKept(key)) {
      out.integer(name(key), value);
    }
  }

  @Override
  public void decimal(String key, double value) {
    if (isKept(key)) {
      out.decimal(name(key), value);
    }
  }

  @Override
  public void bool(String key, boolean value) {
    if (isKept(key)) {
      out.bool(name(key), value);
    }
  }

  @Override
  public void bytes(String key, byte[] value) {
    if (isKept(key)) {
      out.bytes(name(key), value);
    }
  }

  @Override
  public void list(String key, List<?> value) {
    if (isKept(key)) {
      out.list(name(key), value);
    }
  }

  @Override
  public void map(String key, Map<String, ?> value) {
    if (isKept(key)) {
      out.map(name(key), value);
    }
  }
}
