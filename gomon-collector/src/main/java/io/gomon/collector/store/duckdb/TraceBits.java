/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.store.duckdb;

import java.nio.ByteBuffer;

/**
 * Which traces a block of rows may hold: a Bloom filter. It forgets none, and takes about one other
 * in 2,000 for its own. Stateless; the bits are bytes of the day's file.
 */
final class TraceBits {
  private static final int BITS_PER_TRACE = 16;
  private static final int PROBES = 11;

  private TraceBits() {}

  /** The bits of these traces, each as {@link #mixed} gives it and once. */
  static byte[] of(long[] mixedTraces, int count) {
    int words = Math.max(1, (int) (((long) count * BITS_PER_TRACE + 63) / 64));
    ByteBuffer bits = ByteBuffer.allocate(words * Long.BYTES);
    for (int i = 0; i < count; i++) {
      for (int probe = 0; probe < PROBES; probe++) {
        long place = place(mixedTraces[i], probe, words);
        int at = (int) (place >>> 6) * Long.BYTES;
        bits.putLong(at, bits.getLong(at) | 1L << place);
      }
    }
    return bits.array();
  }

  /** False: it is certainly none of them. Bits that nobody can have written say "perhaps". */
  static boolean perhaps(byte[] bytes, long mixedTrace) {
    int words = bytes.length / Long.BYTES;
    if (words == 0 || bytes.length % Long.BYTES != 0) {
      return true;
    }
    ByteBuffer bits = ByteBuffer.wrap(bytes);
    for (int probe = 0; probe < PROBES; probe++) {
      long place = place(mixedTrace, probe, words);
      if ((bits.getLong((int) (place >>> 6) * Long.BYTES) & 1L << place) == 0) {
        return false;
      }
    }
    return true;
  }

  /** A trace's id mixed into 64 bits. Part of the file's format. */
  static long mixed(long traceHigh, long traceLow) {
    return EventKey.of(0, 0, traceHigh, traceLow).mixed();
  }

  /** Two hashes make all (Kirsch and Mitzenmacher 2006). */
  private static long place(long mixed, int probe, int words) {
    long hash = (mixed & 0xFFFF_FFFFL) + probe * (mixed >>> 32 | 1);
    return hash % (words * 64L);
  }
}
