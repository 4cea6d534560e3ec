/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.http;

import io.gomon.collector.admission.Refusal;
import io.gomon.collector.ingest.BadBatchException;
import io.gomon.collector.ingest.Room;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Blocker;

/**
 * Reads a request's body as a whole, and no more of it than is allowed. Blocks the request's
 * thread. When it stops early the rest of the body is still there to be read: to close the server's
 * stream would give the connection up, and with it the answer.
 */
final class BodyReader {
  private static final int FIRST_BYTES = 64 << 10;

  private final int maxBytes;

  BodyReader(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** Refuses what says itself that it is too large. Before anything is read. */
  void checkDeclared(Request request) throws Refusal {
    if (request.getHeaders().getLongField(HttpHeader.CONTENT_LENGTH) > maxBytes) {
      throw tooLarge();
    }
  }

  byte[] read(Request request, Room room) throws Refusal, BadBatchException {
    long declared = request.getHeaders().getLongField(HttpHeader.CONTENT_LENGTH);
    int size = declared < 0 ? Math.min(FIRST_BYTES, maxBytes) : (int) declared;
    room.take(size);
    byte[] body = new byte[size];
    int count = 0;
    Pace pace = new Pace(System.nanoTime());
    boolean last = false;
    while (!last) {
      Content.Chunk chunk = next(request);
      try {
        int more = chunk.remaining();
        if (more > body.length - count) {
          body = larger(body, count + more, room);
        }
        chunk.get(body, count, more);
        count += more;
        last = chunk.isLast();
      } finally {
        chunk.release();
      }
      pace.check(count, System.nanoTime());
    }
    return count == body.length ? body : Arrays.copyOf(body, count);
  }

  private byte[] larger(byte[] body, int needed, Room room) throws Refusal, BadBatchException {
    if (needed > maxBytes) {
      throw tooLarge();
    }
    int size = (int) Math.min(maxBytes, Math.max(needed, body.length * 2L));
    room.take(size - body.length);
    return Arrays.copyOf(body, size);
  }

  private Refusal tooLarge() {
    return new Refusal(413, "the body is larger than " + maxBytes + " bytes: send smaller batches");
  }

  /** Waits for more of the body. */
  private static Content.Chunk next(Request request) throws Refusal {
    Content.Chunk chunk = request.read();
    while (chunk == null) {
      try (Blocker.Runnable more = Blocker.runnable()) {
        request.demand(more);
        more.block();
      } catch (IOException e) {
        throw broken(e);
      }
      chunk = request.read();
    }
    if (Content.Chunk.isFailure(chunk)) {
      throw broken(chunk.getFailure());
    }
    return chunk;
  }

  private static Refusal broken(Throwable cause) {
    return cause instanceof TimeoutException
        ? new Refusal(408, "the body stopped coming before it was complete")
        : new Refusal(400, "the body ended before it was complete: " + cause.getMessage());
  }
}
