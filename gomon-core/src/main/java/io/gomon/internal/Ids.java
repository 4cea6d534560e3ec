/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.internal;

import com.fasterxml.uuid.Generators;
import java.security.SecureRandom;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Makes UUIDs of version 7 (RFC 9562 section 5.7) as two halves, without a lock or an allocation.
 *
 * <pre>
 * high:  63 ........ 16  15 .. 12  11 ........ 0
 *        epoch millis    0111      fraction of the millisecond in 1/4096 (section 6.2, method 3)
 * low:   63 62  61 ............................ 0
 *        1  0   random for a root, then counted up by its thread
 * </pre>
 *
 * <p>Ids of one process are ordered by time to 244 ns. The random part comes from the thread's own
 * generator, mixed with 128 secret bits of this process, so that neither threads, nor processes
 * started from one image with equal seeds, walk the same sequence. Events that follow on a thread
 * take the numbers behind it: a store tells them by small differences, and nobody has to draw. Ids
 * are no secrets. Any thread.
 */
public final class Ids {
  private static final long VERSION_7 = 0x7000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;
  private static final long NANOS_PER_MILLI = 1_000_000L;

  /** A thread counts up to the next multiple of this, then draws again: no bit above is carried. */
  private static final long BLOCK = 1 << 15;

  private static final long SALT;
  private static final long ADDEND;

  static {
    SecureRandom random = new SecureRandom();
    SALT = random.nextLong();
    ADDEND = random.nextLong();
  }

  private Ids() {}

  /** The high half for an event that started at this time. */
  public static long high(long epochNanos) {
    long millis = epochNanos / NANOS_PER_MILLI;
    long fraction = ((epochNanos - millis * NANOS_PER_MILLI) << 12) / NANOS_PER_MILLI;
    return millis << 16 | VERSION_7 | fraction;
  }

  /**
   * A low half for the first event of a trace, whose trace id ends with it: random, as samplers
   * that look at trace ids need it.
   *
   * @param slot of this thread, whose next ids follow
   */
  public static long first(@Nullable Object[] slot) {
    long low = low();
    ContextSlot.ids(slot)[0] = low + 1;
    return low;
  }

  /**
   * A low half for a further event: the one after this thread's last.
   *
   * @param slot of this thread
   */
  public static long next(@Nullable Object[] slot) {
    long[] next = ContextSlot.ids(slot);
    long low = next[0];
    if (low % BLOCK == 0) { // so it is when the thread has none yet
      low = low();
    }
    next[0] = low + 1;
    return low;
  }

  /** A new random low half; never zero, so that it can serve as a W3C span id. */
  public static long low() {
    long x = (ThreadLocalRandom.current().nextLong() ^ SALT) + ADDEND;
    // The finalizer of SplitMix64 (Steele, Lea, Flood 2014): every input bit moves every output
    // bit.
    return VARIANT | (x >>> 2);
  }

  /** A whole id for what is made seldom, such as a run of the process: random as JUG makes it. */
  public static UUID newId(long epochNanos) {
    UUID random = Generators.timeBasedEpochRandomGenerator().generate();
    return new UUID(high(epochNanos), random.getLeastSignificantBits());
  }
}
