/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.benchmarks;

import io.gomon.AttributeVisitor;
import io.gomon.Event;
import io.gomon.Listener;
import java.util.List;
import java.util.Map;

/** Reads every field of every event, and keeps the sum so that nothing is optimised away. */
final class ReadingListener implements Listener, AttributeVisitor {
  private long sum;
  private long fed;

  @Override
  public void feed(Event event) {
    fed++;
    sum += event.fingerprint().hashCode();
    sum += event.idHigh() + event.idLow() + event.parentHigh() + event.parentLow();
    sum += event.traceHigh() + event.traceLow();
    sum += event.startEpochNanos() + event.elapsedNanos() + event.errors().size();
    event.forEach(this);
  }

  long sum() {
    return sum;
  }

  /** How many events came; to be read after GoMon has stopped. */
  long fed() {
    return fed;
  }

  @Override
  public void text(String key, String value) {
    sum += key.hashCode() + value.hashCode();
  }

  @Override
  public void integer(String key, long value) {
    sum += key.hashCode() + value;
  }

  @Override
  public void decimal(String key, double value) {
    sum += key.hashCode() + Double.doubleToRawLongBits(value);
  }

  @Override
  public void bool(String key, boolean value) {
    sum += key.hashCode() + (value ? 1 : 0);
  }

  @Override
  public void bytes(String key, byte[] value) {
    sum += key.hashCode() + value.length;
  }

  @Override
  public void list(String key, List<?> value) {
    sum += key.hashCode() + value.hashCode();
  }

  @Override
  public void map(String key, Map<String, ?> value) {
    sum += key.hashCode() + value.hashCode();
  }
}
