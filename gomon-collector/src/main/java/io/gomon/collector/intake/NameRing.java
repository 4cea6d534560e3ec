/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.intake;

import io.gomon.collector.ingest.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The batches that were taken last, 48 bytes each with their index, in arrays that grow to a limit;
 * then the oldest is overwritten. Not safe for threads by itself.
 */
final class NameRing {
  private static final int FIRST_CAPACITY = 1024;

  /**
   * One batch.
   *
   * @param name hash of project and name
   * @param body hash of the body and its size
   * @param position where it ends in the log; 0 when it is not there any more
   */
  record Entry(long name, long body, long position, Verdict verdict) {}

  private final int maxNames;
  private int capacity = FIRST_CAPACITY;
  private long[] names = new long[capacity];
  private long[] bodies = new long[capacity];
  private long[] positions = new long[capacity];
  private int[] accepted = new int[capacity];
  private int[] rejected = new int[capacity];

  /** How many were ever added; the newest is at one less than this, modulo the capacity. */
  private long added;

  private Index byKey = new Index(capacity, i -> mix(names[i] ^ Long.rotateLeft(bodies[i], 32)));
  private Index byName = new Index(capacity, i -> mix(names[i]));

  /** A power of two, so that the oldest place is the next one to be written. */
  NameRing(int maxNames) {
    if (Integer.bitCount(maxNames) != 1 || maxNames < FIRST_CAPACITY) {
      throw new IllegalArgumentException("maxNames must be a power of two, was " + maxNames);
    }
    this.maxNames = maxNames;
  }

  int size() {
    return (int) Math.min(added, capacity);
  }

  void add(Entry entry) {
    if (added == capacity && capacity < maxNames) {
      grow();
    }
    int at = (int) (added % capacity);
    if (added >= capacity) {
      byKey.remove(at);
      byName.remove(at);
    }
    names[at] = entry.name;
    bodies[at] = entry.body;
    positions[at] = entry.position;
    accepted[at] = entry.verdict.accepted();
    rejected[at] = entry.verdict.rejected();
    added++;
    byKey.add(at);
    int older = find(byName, mix(entry.name), i -> names[i] == entry.name);
    if (older >= 0) {
      byName.remove(older); // one place a name: a name that is always the same makes no long chain
    }
    byName.add(at);
  }

  @Nullable Entry find(long name, long body) {
    int at =
        find(
            byKey,
            mix(name ^ Long.rotateLeft(body, 32)),
            i -> names[i] == name && bodies[i] == body);
    return at < 0 ? null : entry(at);
  }

  /** Whether any batch of this name is known. */
  boolean hasName(long name) {
    return find(byName, mix(name), i -> names[i] == name) >= 0;
  }

  /** The batches that end behind one position and at or before another, oldest first. */
  List<Entry> between(long afterPosition, long lastPosition) {
    List<Entry> found = new ArrayList<>();
    for (long i = added - size(); i < added; i++) {
      int at = (int) (i % capacity);
      if (positions[at] > afterPosition && positions[at] <= lastPosition) {
        found.add(entry(at));
      }
    }
    return found;
  }

  private Entry entry(int at) {
    return new Entry(
        names[at], bodies[at], positions[at], new Verdict(accepted[at], rejected[at], ""));
  }

  private int find(Index index, long hash, IntPredicate wanted) {
    for (int slot = index.slotOf(hash); index.slots[slot] != 0; slot = index.next(slot)) {
      if (wanted.test(index.slots[slot] - 1)) {
        return index.slots[slot] - 1;
      }
    }
    return -1;
  }

  /** Nothing has been overwritten yet when it grows: every batch keeps its place. */
  private void grow() {
    int old = capacity;
    capacity = old * 2;
    names = Arrays.copyOf(names, capacity);
    bodies = Arrays.copyOf(bodies, capacity);
    positions = Arrays.copyOf(positions, capacity);
    accepted = Arrays.copyOf(accepted, capacity);
    rejected = Arrays.copyOf(rejected, capacity);
    byKey = new Index(capacity, byKey.hash);
    Index newByName = new Index(capacity, byName.hash);
    for (int slot : byName.slots) {
      if (slot != 0) {
        newByName.add(slot - 1);
      }
    }
    byName = newByName;
    for (int i = 0; i < old; i++) {
      byKey.add(i);
    }
  }

  private static long mix(long bits) {
    long mixed = (bits ^ bits >>> 32) * 0x9E3779B97F4A7C15L;
    return mixed ^ mixed >>> 29;
  }

  /** Open addressing; a place is stored as one more than it is, 0 is free. */
  private static final class Index {
    final int[] slots;
    final IntToLongFunction hash;

    Index(int capacity, IntToLongFunction hash) {
      this.slots = new int[capacity * 2];
      this.hash = hash;
    }

    int slotOf(long hashed) {
      return (int) hashed & slots.length - 1;
    }

    int next(int slot) {
      return slot + 1 & slots.length - 1;
    }

    void add(int place) {
      int slot = slotOf(hash.applyAsLong(place));
      while (slots[slot] != 0) {
        slot = next(slot);
      }
      slots[slot] = place + 1;
    }

    /** Takes a place out, if it is in, and moves those up that had to stand behind it. */
    void remove(int place) {
      int slot = slotOf(hash.applyAsLong(place));
      while (slots[slot] != place + 1) {
        if (slots[slot] == 0) {
          return;
        }
        slot = next(slot);
      }
      int free = slot;
      for (int other = next(free); slots[other] != 0; other = next(other)) {
        int wanted = slotOf(hash.applyAsLong(slots[other] - 1));
        int distance = other - wanted & slots.length - 1;
        if (distance >= (other - free & slots.length - 1)) {
          slots[free] = slots[other];
          free = other;
        }
      }
      slots[free] = 0;
    }
  }
}
