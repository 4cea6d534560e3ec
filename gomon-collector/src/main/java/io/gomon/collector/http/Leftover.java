/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.http;

import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;

/**
 * What is left of a refused body: read and forgotten, for a limited time, before the answer. A
 * sender that is still sending would see a broken connection instead of the answer, and one that is
 * heard out can use its connection again. Takes no thread while it waits, so a flood of refused
 * bodies is in nobody's way. The server calls {@link #run} for one piece after the other.
 */
final class Leftover implements Runnable {
  private static final long MAX_BYTES = 64 << 20;
  private static final long MAX_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long IDLE_MILLIS = 1_000;

  private final Request request;
  private final EndPoint connection;
  private final long idleMillis;
  private final Runnable then;
  private final long startNanos = System.nanoTime();
  private long bytes;

  private Leftover(Request request, Runnable then) {
    this.request = request;
    this.connection = request.getConnectionMetaData().getConnection().getEndPoint();
    this.idleMillis = connection.getIdleTimeout();
    this.then = then;
  }

  /** Goes on with {@code then} when nothing is left, at the limits, or when the sender is gone. */
  static void forget(Request request, Runnable then) {
    if (request.getHeaders().contains(HttpHeader.EXPECT)) {
      then.run(); // it waits for a word before it sends, or has had it and knows how to listen
      return;
    }
    new Leftover(request, then).run();
  }

  /** Reads what is there. */
  @Override
  public void run() {
    while (true) {
      Content.Chunk chunk = request.read();
      if (chunk == null) {
        connection.setIdleTimeout(Math.min(idleMillis, IDLE_MILLIS)); // wakes us if nothing comes
        request.demand(this);
        return;
      }
      bytes += chunk.remaining();
      chunk.release();
      if (chunk.isLast() || Content.Chunk.isFailure(chunk) || isEnough()) {
        connection.setIdleTimeout(idleMillis);
        then.run();
        return;
      }
    }
  }

  private boolean isEnough() {
    return bytes > MAX_BYTES || System.nanoTime() - startNanos > MAX_NANOS;
  }
}
