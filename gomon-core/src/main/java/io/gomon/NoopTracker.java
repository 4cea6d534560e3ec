/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a disabled GoMon hands out: one shared object that does nothing. */
final class NoopTracker implements EventTracker {
  static final NoopTracker INSTANCE = new NoopTracker();
  private static final UUID NO_ID = new UUID(0, 0);
  static final Scope NO_SCOPE = () -> {};

  private NoopTracker() {}

  @Override
  public UUID id() {
    return NO_ID;
  }

  @Override
  public boolean isRecording() {
    return false;
  }

  @Override
  public EventTracker set(String key, @Nullable String value) {
    return this;
  }

  @Override
  public EventTracker set(String key, long value) {
    return this;
  }

  @Override
  public EventTracker set(String key, double value) {
    return this;
  }

  @Override
  public EventTracker set(String key, boolean value) {
    return this;
  }

  @Override
  public EventTracker set(String key, byte @Nullable [] value) {
    return this;
  }

  @Override
  public EventTracker set(String key, @Nullable List<?> value) {
    return this;
  }

  @Override
  public EventTracker set(String key, @Nullable Map<?, ?> value) {
    return this;
  }

  @Override
  public EventTracker setAll(@Nullable SharedAttributes attributes) {
    return this;
  }

  @Override
  public EventTracker addError(@Nullable Throwable error) {
    return this;
  }

  @Override
  public EventTracker newChild(String fingerprint) {
    return this;
  }

  @Override
  public Scope makeCurrent() {
    return NO_SCOPE;
  }

  @Override
  public void announce() {}

  @Override
  public void finish() {}

  @Override
  public @Nullable String traceparent() {
    return null;
  }

  @Override
  public @Nullable String tracestate() {
    return null;
  }

  @Override
  public String toString() {
    return "EventTracker[not recording]";
  }
}
