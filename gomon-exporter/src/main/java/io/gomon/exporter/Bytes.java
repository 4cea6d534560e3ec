/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.exporter;

import java.io.OutputStream;
import java.util.Arrays;

/**
 * Bytes that grow up to a limit which may change. For one thread at a time.
 *
 * <p>What does not fit throws {@link LimitException}; the caller cuts back to where it began.
 */
final class Bytes extends OutputStream {
  /** Thrown often under load, so it has no stack trace. */
  static final class LimitException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LimitException() {
      super("over the limit", null, false, false);
    }
  }

  private static final int FIRST_BYTES = 8_192;

  private byte[] array = new byte[FIRST_BYTES];
  private int size;
  private int limit = Integer.MAX_VALUE - 8;

  int size() {
    return size;
  }

  /** How large this may become; what is there already stays. */
  void limit(int maxBytes) {
    limit = maxBytes;
  }

  /** Forgets everything behind this position. */
  void cutBackTo(int position) {
    size = position;
  }

  /** Forgets everything, and returns memory that only an exceptional batch needed. */
  void clear(int maxKeptBytes) {
    size = 0;
    if (array.length > maxKeptBytes) {
      array = new byte[FIRST_BYTES];
    }
  }

  @Override
  public void write(int b) {
    ensure(1);
    array[size++] = (byte) b;
  }

  @Override
  public void write(byte[] bytes) {
    write(bytes, 0, bytes.length);
  }

  @Override
  public void write(byte[] bytes, int from, int length) {
    ensure(length);
    System.arraycopy(bytes, from, array, size, length);
    size += length;
  }

  /** Replaces one byte that is there. */
  void set(int position, int b) {
    array[position] = (byte) b;
  }

  /** Moves everything from this position on by some bytes, back or forth. */
  void shift(int position, int by) {
    ensure(by);
    System.arraycopy(array, position, array, position + by, size - position);
    size += by;
  }

  /** A copy of everything, behind a prefix. */
  byte[] copyBehind(Bytes prefix) {
    byte[] copy = Arrays.copyOf(prefix.array, prefix.size + size);
    System.arraycopy(array, 0, copy, prefix.size, size);
    return copy;
  }

  private void ensure(int more) {
    if (more > limit - size) {
      throw new LimitException();
    }
    if (more > array.length - size) {
      long doubled = Math.min(2L * array.length, Integer.MAX_VALUE - 8);
      array = Arrays.copyOf(array, (int) Math.max(doubled, size + more));
    }
  }
}
