/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.web;

import io.gomon.collector.query.LiveEvent;
import io.gomon.collector.query.LiveTail;
import io.gomon.collector.query.TraceFilter.Status;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** One client that watches. Used by the one thread of {@link TailRoutes}; its writes end on any. */
final class TailReader {
  /** An answer in which nothing happens for so long gets a comment, so that it is kept open. */
  private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** So many events go into one write. */
  private static final int MAX_EVENTS = 4_096;

  private final Response response;
  private final Callback callback;
  private final ClientConnection client;
  private final Wanted wanted;

  /** At first until {@link #begin} has written. */
  private final AtomicBoolean writing = new AtomicBoolean(true);

  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile boolean broken;
  private long place;
  private long lastWriteNanos = System.nanoTime();

  /** Which events the client wants; null: any. */
  record Wanted(@Nullable String service, @Nullable Status status) {
    boolean matches(LiveEvent event) {
      boolean rightStatus = status == null || (status == Status.ERROR) == event.failed();
      return rightStatus && (service == null || service.equals(event.service()));
    }
  }

  TailReader(Request request, Response response, Callback callback, Wanted wanted, long place) {
    this.response = response;
    this.callback = callback;
    this.client = new ClientConnection(request);
    this.wanted = wanted;
    this.place = place;
  }

  /** Sends the beginning, so that the client knows that it is connected. */
  void begin() {
    write(": connected\n\n");
  }

  /**
   * Sends what there is, unless the client has not taken the last piece yet.
   *
   * @return false if it has gone
   */
  boolean send(LiveTail tail) {
    if (broken) {
      return false;
    }
    if (writing.get()) {
      return true; // the ring goes on without it, and the connection ends when it takes nothing
    }
    if (client.isGone()) {
      return false;
    }
    LiveTail.Part part = tail.read(place, MAX_EVENTS);
    place = part.next();
    StringBuilder text = new StringBuilder();
    if (part.missed() > 0) {
      text.append("event: gap\ndata: {\"missed\":").append(part.missed()).append("}\n\n");
    }
    for (LiveEvent event : part.events()) {
      if (wanted.matches(event)) {
        byte[] json = AnswerWriter.live(event).toBytes();
        text.append("data: ").append(new String(json, StandardCharsets.UTF_8)).append("\n\n");
      }
    }
    if (text.isEmpty() && System.nanoTime() - lastWriteNanos > SILENCE_NANOS) {
      text.append(": nothing new\n\n");
    }
    if (!text.isEmpty()) {
      write(text.toString());
    }
    return true;
  }

  private void write(String text) {
    lastWriteNanos = System.nanoTime();
    writing.set(true);
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    response.write(false, bytes, Callback.from(() -> writing.set(false), cause -> broken = true));
  }

  /** Ends the answer. */
  void end() {
    if (!ended.compareAndSet(false, true)) {
      return;
    }
    if (broken || writing.get()) {
      callback.failed(new IOException("the client takes nothing"));
    } else {
      callback.succeeded();
    }
  }
}
