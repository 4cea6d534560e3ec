/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.benchmarks;

import io.gomon.AttributeVisitor;
import io.gomon.Event;
import io.gomon.Listener;
import java.util.List;
import java.util.Map;

/** Reads every field of every event, and keeps the sum so that nothing is optimised away. */
final class ReadingListener implements Listener, AttributeVisitor {
  /*
   * Padding on both sides: a listener whose counter lies beside what the application writes slows
   * down both, and where an object lies is chance.
   */
  private static final int SUM = 16;
  private static final int FED = 17;
  private final long[] counts = new long[34];

  @Override
  public void feed(Event event) {
    counts[FED]++;
    counts[SUM] += event.fingerprint().hashCode();
    counts[SUM] += event.idHigh() + event.idLow() + event.parentHigh() + event.parentLow();
    counts[SUM] += event.traceHigh() + event.traceLow();
    counts[SUM] += event.startEpochNanos() + event.elapsedNanos() + event.errors().size();
    event.forEach(this);
  }

  long sum() {
    return counts[SUM];
  }

  /** How many events came; to be read after GoMon has stopped. */
  long fed() {
    return counts[FED];
  }

  @Override
  public void text(String key, String value) {
    counts[SUM] += key.hashCode() + value.hashCode();
  }

  @Override
  public void integer(String key, long value) {
    counts[SUM] += key.hashCode() + value;
  }

  @Override
  public void decimal(String key, double value) {
    counts[SUM] += key.hashCode() + Double.doubleToRawLongBits(value);
  }

  @Override
  public void bool(String key, boolean value) {
    counts[SUM] += key.hashCode() + (value ? 1 : 0);
  }

  @Override
  public void bytes(String key, byte[] value) {
    counts[SUM] += key.hashCode() + value.length;
  }

  @Override
  public void list(String key, List<?> value) {
    counts[SUM] += key.hashCode() + value.hashCode();
  }

  @Override
  public void map(String key, Map<String, ?> value) {
    counts[SUM] += key.hashCode() + value.hashCode();
  }
}
