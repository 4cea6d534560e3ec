/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A bounded first-in-first-out queue: many threads put in, one thread takes out.
 *
 * <p>{@code claimed} counts places given to producers, {@code taken} those emptied by the consumer;
 * {@code 0 <= claimed - taken <= capacity} always. A producer claims a place by CAS, then fills it.
 * Between the two the consumer sees an empty place and stops there: nothing overtakes.
 *
 * <p>The places lie in a chain of chunks, each of which is filled once. So they are always young
 * for the garbage collector: G1 has no fence and no card for what is put into a young array, and
 * nothing to refine. A producer makes sure of the chunk before it claims a place in it, so that
 * nothing can fail in between.
 *
 * <p>Producers and consumer keep off each other's cache lines. {@code limit} is what {@code taken +
 * capacity} was when a producer last looked: below it there is room for certain, so producers look
 * at {@code taken} once a round. The consumer raises {@code taken} in steps, or when it finds
 * nothing; and it empties places only when it rests. A chunk that is used up goes as a whole.
 *
 * <p>{@link #offer} is lock-free; {@link #poll} is wait-free.
 */
final class ChunkedQueue<E> {
  static final int CHUNK = 512;
  private static final int SHIFT = Integer.numberOfTrailingZeros(CHUNK);
  private static final int MAX_STEP = 256;
  private static final VarHandle PLACES = MethodHandles.arrayElementVarHandle(Object[].class);
  private static final VarHandle TAIL;
  private static final VarHandle NEXT;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      TAIL = lookup.findVarHandle(ChunkedQueue.class, "tail", Chunk.class);
      NEXT = lookup.findVarHandle(Chunk.class, "next", Chunk.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final int capacity;

  /** The consumer raises {@code taken} when these bits of its place are 0. */
  private final int stepMask;

  private final PaddedCounter claimed = new PaddedCounter();
  private final PaddedCounter limit = new PaddedCounter();
  private final PaddedCounter taken = new PaddedCounter();

  /** Where the consumer is; at or before it is {@code taken}. */
  private final PaddedCounter place = new PaddedCounter();

  /** The last chunk, or one before it that is not used up. */
  private volatile Chunk tail = new Chunk(0);

  /** Of the consumer, as what follows. */
  private Chunk head = tail;

  /** Up to here, the places of {@code head} are empty. */
  private int emptied;

  /** A piece of the queue: places {@code number * CHUNK} and those behind it. */
  private static final class Chunk {
    final long number;
    final @Nullable Object[] places = new @Nullable Object[CHUNK];

    /** Itself when it is used up: a dead chunk must not keep living ones in memory. */
    volatile @Nullable Chunk next;

    Chunk(long number) {
      this.number = number;
    }
  }

  /**
   * @param capacity a power of two
   */
  ChunkedQueue(int capacity) {
    if (capacity < 2 || Integer.bitCount(capacity) != 1) {
      throw new IllegalArgumentException("capacity must be a power of two, was " + capacity);
    }
    this.capacity = capacity;
    this.stepMask = Math.min(MAX_STEP, Math.max(1, capacity / 64)) - 1;
    limit.set(capacity);
  }

  /** Puts an element in; false when there is no room, or no memory for it. Any thread. */
  boolean offer(E element) {
    long free = claimed.get();
    while (true) {
      if (free - limit.get() >= 0 && !raiseLimit(free)) {
        return false;
      }
      Chunk chunk = tail;
      if (chunk.number != free >>> SHIFT) {
        try {
          chunk = chunkOf(free);
        } catch (OutOfMemoryError e) {
          // Nothing is claimed yet; the caller counts the element as one that had no room.
          return false;
        }
      }
      long seen = chunk == null ? claimed.get() : claimed.compareAndExchange(free, free + 1);
      if (chunk != null && seen == free) {
        put(chunk.places, (int) free & CHUNK - 1, element);
        return true;
      }
      free = seen;
    }
  }

  private static void put(@Nullable Object[] places, int index, Object element) {
    try {
      PLACES.setRelease(places, index, element);
    } catch (StackOverflowError e) {
      // The application's recursion ends just here. A place that is never filled would stop the
      // consumer for good; an assignment needs no frame, and the exchange before is its fence.
      places[index] = element;
    }
  }

  /** Whether there is room after all. Several may do this at once, and set an older limit. */
  private boolean raiseLimit(long free) {
    long raised = taken.get() + capacity;
    if (free - raised >= 0) {
      return false;
    }
    limit.set(raised);
    return true;
  }

  /** The chunk of a place, made when it is the first one's; null when the place is claimed. */
  private @Nullable Chunk chunkOf(long free) {
    long number = free >>> SHIFT;
    Chunk last = tail;
    while (last.number < number) {
      Chunk next = last.next;
      if (next == null) {
        next = new Chunk(last.number + 1);
        Chunk other = (Chunk) NEXT.compareAndExchange(last, null, next);
        next = other == null ? next : other;
      }
      // Whoever comes first; when the chunk is used up, the consumer has done it.
      TAIL.compareAndSet(this, last, next);
      last = tail;
    }
    return last.number == number ? last : null;
  }

  /** Takes the oldest element out; null when there is none. The consumer's thread only. */
  @SuppressWarnings("unchecked") // only elements are put in
  @Nullable E poll() {
    long mine = place.own();
    Chunk chunk = head;
    if (chunk.number != mine >>> SHIFT) {
      Chunk next = chunk.next;
      if (next == null) {
        return none(chunk, CHUNK, mine);
      }
      leave(chunk, next);
      chunk = next;
    }
    int index = (int) mine & CHUNK - 1;
    E element = (E) PLACES.getAcquire(chunk.places, index);
    if (element == null) {
      return none(chunk, index, mine);
    }
    place.set(mine + 1);
    if ((mine + 1 & stepMask) == 0) {
      taken.set(mine + 1);
    }
    return element;
  }

  /** Nothing is there: what was taken out must not be kept in memory by a queue that rests. */
  private @Nullable E none(Chunk chunk, int index, long mine) {
    if (emptied != index) {
      Arrays.fill(chunk.places, emptied, index, null);
      emptied = index;
      taken.set(mine);
    }
    return null;
  }

  private void leave(Chunk chunk, Chunk next) {
    TAIL.compareAndSet(this, chunk, next);
    chunk.next = chunk;
    head = next;
    emptied = 0;
  }

  /** How many were ever put in. */
  long claimed() {
    return claimed.get();
  }

  /** How many are known to be taken out; the consumer may be up to 256 further. */
  long taken() {
    return taken.get();
  }
}
