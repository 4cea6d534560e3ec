/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ingest.otlp;

import io.gomon.collector.ingest.BodyHash;
import io.gomon.collector.ingest.Origin;
import java.util.concurrent.TimeUnit;

/**
 * Ids for what has none on the wire: of the bytes it came with and its place in them. So a replay
 * makes the same ones, and a request that is sent twice, byte for byte, is stored once. One thread.
 */
final class ItemIds {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private static final long VERSION_7 = 0x7000;
  private static final int RANDOM_OF_HIGH = 0xFFF;

  private final byte[] plain;
  private final long receivedMillis;
  private long bodyHash;
  private boolean hashed;

  ItemIds(byte[] plain, Origin origin) {
    this.plain = plain;
    this.receivedMillis = origin.receivedMillis();
  }

  /** When the request came: for items that do not say when they happened. */
  long receivedNanos() {
    return TimeUnit.MILLISECONDS.toNanos(receivedMillis);
  }

  /** The last half of a UUID, by the place of the item; the time of those that have none. */
  long low(int place, boolean hasTime) {
    if (!hashed) {
      hashed = true;
      bodyHash = BodyHash.of(plain);
    }
    long seed = bodyHash + (place + 1) * GOLDEN + (hasTime ? 0 : mixed(receivedMillis));
    return variant(seed);
  }

  /** The last half of a UUID, of a number that names its thing. */
  static long variant(long seed) {
    return (mixed(seed) >>> 2) | Long.MIN_VALUE;
  }

  /** The first half of a UUID of version 7. */
  static long high(long startNanos, long low) {
    long millis = TimeUnit.NANOSECONDS.toMillis(startNanos);
    return (millis << 16) | VERSION_7 | (mixed(low) & RANDOM_OF_HIGH);
  }

  /** The finalizer of splitmix64. */
  private static long mixed(long seed) {
    long mixed = (seed ^ (seed >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
