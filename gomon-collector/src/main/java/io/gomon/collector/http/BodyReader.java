/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.http;

import io.gomon.collector.admission.Refusal;
import io.gomon.collector.ingest.BadBatchException;
import io.gomon.collector.ingest.Room;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/** Reads a body into memory, never more of it than is allowed. Any thread; blocks. */
final class BodyReader {
  private static final int FIRST_BYTES = 64 << 10;
  private static final int DRAIN_BYTES = 64 << 20;
  private static final long DRAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

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
    Pace pace = new Pace(System.nanoTime());
    try (InputStream in = Content.Source.asInputStream(request)) {
      return declared < 0
          ? readUnknown(in, room, pace)
          : readDeclared(in, (int) declared, room, pace);
    } catch (IOException e) {
      throw new Refusal(400, "the body ended before it was complete: " + e.getMessage());
    }
  }

  /**
   * Reads and forgets the rest of a refused body, for a short time: a sender that is still sending
   * would see a broken connection instead of the answer.
   */
  static void drain(Request request) {
    long endNanos = System.nanoTime() + DRAIN_NANOS;
    byte[] scrap = new byte[16 << 10];
    long drained = 0;
    try (InputStream in = Content.Source.asInputStream(request)) {
      int read = in.read(scrap);
      while (read >= 0 && drained < DRAIN_BYTES && System.nanoTime() - endNanos < 0) {
        drained += read;
        read = in.read(scrap);
      }
    } catch (IOException e) {
      // the sender is gone: then nobody reads the answer either
      return;
    }
  }

  private Refusal tooLarge() {
    return new Refusal(413, "the body is larger than " + maxBytes + " bytes: send smaller batches");
  }

  private static byte[] readDeclared(InputStream in, int length, Room room, Pace pace)
      throws IOException, BadBatchException, Refusal {
    room.take(length);
    byte[] body = new byte[length];
    int count = 0;
    while (count < length) {
      int read = in.read(body, count, length - count);
      if (read < 0) {
        throw new EOFException(count + " of " + length + " bytes came");
      }
      count += read;
      pace.check(count, System.nanoTime());
    }
    return body;
  }

  private byte[] readUnknown(InputStream in, Room room, Pace pace)
      throws IOException, Refusal, BadBatchException {
    int size = Math.min(FIRST_BYTES, maxBytes);
    room.take(size);
    byte[] body = new byte[size];
    int count = 0;
    for (int read = in.read(body, 0, size); read >= 0; ) {
      count += read;
      pace.check(count, System.nanoTime());
      if (count == body.length) {
        int more = in.read();
        if (more < 0) {
          break;
        }
        if (count == maxBytes) {
          throw tooLarge();
        }
        int larger = (int) Math.min(maxBytes, count * 2L);
        room.take(larger - count);
        body = Arrays.copyOf(body, larger);
        body[count++] = (byte) more;
      }
      read = in.read(body, count, body.length - count);
    }
    return Arrays.copyOf(body, count);
  }
}
