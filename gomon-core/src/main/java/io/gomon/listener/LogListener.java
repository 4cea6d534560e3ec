/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.listener;

import io.gomon.Event;
import io.gomon.Listener;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Writes each event as one line of JSON: readable by a person, and by {@code jq}.
 *
 * <p>{@code java -jar shop.jar | jq 'select(."gomon:fp" == "http-servlet")'}
 */
public final class LogListener implements Listener {
  private final Consumer<String> sink;
  private final Runnable flush;

  private LogListener(Consumer<String> sink, Runnable flush) {
    this.sink = sink;
    this.flush = flush;
  }

  /** Writes to standard output. */
  public static LogListener create() {
    return create(System.out);
  }

  /** Writes to a stream, which stays open. */
  public static LogListener create(PrintStream out) {
    Objects.requireNonNull(out, "out");
    return new LogListener(out::println, out::flush);
  }

  /**
   * Gives each line, without its end, to any logger: {@code LogListener.to(log::info)}.
   *
   * @param sink called by one thread at a time
   */
  public static LogListener to(Consumer<String> sink) {
    return new LogListener(Objects.requireNonNull(sink, "sink"), () -> {});
  }

  @Override
  public void feed(Event event) {
    sink.accept(EventJson.toJson(event));
  }

  @Override
  public void flush(Duration timeout) {
    flush.run();
  }
}
