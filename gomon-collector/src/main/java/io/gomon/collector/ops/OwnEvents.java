/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ops;

import io.gomon.Event;
import io.gomon.Listener;
import io.gomon.listener.EventJson;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;

/**
 * Gives the collector's events about itself to its own intake, a batch each: they are few. What the
 * intake does not take is dropped and counted, and told to nobody, for that would be an event too.
 * Waits for nothing. {@link #feed} is called by one GoMon thread; any thread asks.
 */
public final class OwnEvents implements Listener {
  private final Sink sink;
  private final LongAdder taken = new LongAdder();
  private final LongAdder dropped = new LongAdder();

  /** Where they go. */
  @FunctionalInterface
  public interface Sink {
    /**
     * Takes one event.
     *
     * @param json as in docs/EVENTS.md
     * @return ends when it is on disk, or fails
     * @throws Exception if it is not taken
     */
    CompletableFuture<?> take(byte[] json) throws Exception;
  }

  public OwnEvents(Sink sink) {
    this.sink = sink;
  }

  @Override
  public void feed(Event event) {
    try {
      CompletableFuture<?> unused =
          sink.take(EventJson.toJson(event).getBytes(StandardCharsets.UTF_8))
              .whenComplete((done, failure) -> (failure == null ? taken : dropped).increment());
    } catch (Exception e) {
      dropped.increment(); // the log is full or closed: /ready says so, and the count is shown
    }
  }

  @Override
  public boolean isNonBlocking() {
    return true;
  }

  /** Those that are on disk, of this run. */
  public long taken() {
    return taken.sum();
  }

  /** Those that the log did not take. */
  public long dropped() {
    return dropped.sum();
  }
}
