/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.web;

import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * An answer that is complete, in pieces: written once, then taken apart. What is taken is not kept,
 * so that a large answer is in memory once, and ever less of it while it is sent. One thread at a
 * time.
 */
final class Body extends OutputStream {
  private static final int FIRST_BYTES = 1 << 10;
  private static final int PIECE_BYTES = 64 << 10;

  private final ArrayDeque<ByteBuffer> pieces = new ArrayDeque<>();
  private ByteBuffer filling = ByteBuffer.allocate(FIRST_BYTES);
  private long bytes;

  static Body of(byte[] content) {
    Body body = new Body();
    body.write(content, 0, content.length);
    return body;
  }

  @Override
  public void write(int value) {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] content, int offset, int length) {
    int written = 0;
    while (written < length) {
      if (!filling.hasRemaining()) {
        pieces.add(filling.flip());
        filling = ByteBuffer.allocate(PIECE_BYTES);
      }
      int part = Math.min(length - written, filling.remaining());
      filling.put(content, offset + written, part);
      written += part;
    }
    bytes += length;
  }

  /** How long the whole is. */
  long bytes() {
    return bytes;
  }

  /** The next piece; null behind the last. Nothing is written any more after the first call. */
  @Nullable ByteBuffer next() {
    if (filling.position() > 0) {
      pieces.add(filling.flip());
      filling = ByteBuffer.allocate(0);
    }
    return pieces.poll();
  }

  /** All of it at once, for short ones; instead of {@link #next}. */
  byte[] toBytes() {
    ByteBuffer all = ByteBuffer.allocate(Math.toIntExact(bytes));
    for (ByteBuffer piece = next(); piece != null; piece = next()) {
      all.put(piece);
    }
    return all.array();
  }
}
