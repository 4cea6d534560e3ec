/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ingest;

/**
 * The head of a zstd frame (RFC 8878 section 3.1.1): how large a window the decoder will take,
 * which is memory outside of the heap that the body itself chooses. Any thread.
 */
final class ZstdFrame {
  /** 8 MiB: what every decoder is asked to have, and what level 19 uses. */
  private static final int MAX_WINDOW_LOG = 23;

  private static final int MIN_WINDOW_LOG = 10;
  private static final int MAGIC = 0xFD2FB528;
  private static final int DESCRIPTOR = 4;
  private static final int SINGLE_SEGMENT = 1 << 5;
  private static final int[] DICTIONARY_BYTES = {0, 1, 2, 4};
  private static final int[] SIZE_BYTES = {1, 2, 4, 8};

  private ZstdFrame() {}

  /**
   * The window of the first frame, as a power of two that holds it, at most 8 MiB. Later frames may
   * not have a larger one. The largest for what is no frame: the decoder will say so.
   */
  static int windowLog(byte[] body) {
    if (body.length <= DESCRIPTOR + 1 || number(body, 0, 4) != (MAGIC & 0xFFFF_FFFFL)) {
      return MAX_WINDOW_LOG;
    }
    int descriptor = body[DESCRIPTOR] & 0xFF;
    long window =
        (descriptor & SINGLE_SEGMENT) == 0
            ? ofDescriptor(body[DESCRIPTOR + 1] & 0xFF)
            : contentSize(body, descriptor);
    int log = window <= 1 ? 0 : 64 - Long.numberOfLeadingZeros(window - 1);
    return window < 0 ? MAX_WINDOW_LOG : Math.max(MIN_WINDOW_LOG, Math.min(MAX_WINDOW_LOG, log));
  }

  private static long ofDescriptor(int descriptor) {
    long base = 1L << (10 + (descriptor >> 3));
    return base + base / 8 * (descriptor & 7);
  }

  private static long contentSize(byte[] body, int descriptor) {
    int at = DESCRIPTOR + 1 + DICTIONARY_BYTES[descriptor & 3];
    int bytes = SIZE_BYTES[descriptor >> 6];
    if (body.length < at + bytes) {
      return -1; // cut short
    }
    return number(body, at, bytes) + (bytes == 2 ? 256 : 0);
  }

  private static long number(byte[] body, int at, int bytes) {
    long number = 0;
    for (int i = bytes - 1; i >= 0; i--) {
      number = (number << 8) | (body[at + i] & 0xFF);
    }
    return number;
  }
}
