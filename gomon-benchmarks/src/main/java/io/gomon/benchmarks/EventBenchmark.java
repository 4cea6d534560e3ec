/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/**
 * One event with a parent, two attributes (text and integer) and a switch of the current context,
 * from its start to the listener having read every field of it.
 *
 * <p>GoMon and OpenTelemetry deliver on a thread of their own, Brave on the application's. With
 * their default configurations GoMon and OpenTelemetry drop what they have no room for; {@code
 * gomonBlocking} drops nothing.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EventBenchmark {

  @Benchmark
  public void gomon(GomonState state) {
    state.event();
  }

  @Benchmark
  public void gomonBlocking(GomonState.Blocking state) {
    state.event();
  }

  @Benchmark
  public void gomonOff(GomonState.Off state) {
    state.event();
  }

  @Benchmark
  public void otel(OtelState state) {
    state.event();
  }

  @Benchmark
  public void brave(BraveState state) {
    state.event();
  }
}
