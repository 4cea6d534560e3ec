/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.rent;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The borrowed connections of one data source: at most {@value #MAX_RENTS}, further ones are not
 * known. An array of slots that are taken and left by CAS, without a lock; a pool with more
 * connections at once than that has other troubles.
 *
 * <p>There is no thread for leaks: they are looked for when a connection is asked for, at most once
 * in a second. While nobody asks, nobody misses the connection. Any thread.
 */
public final class Rents {
  static final int MAX_RENTS = 256;
  private static final int MAX_HOLDERS = 5;
  private static final long LOOK_EVERY_NANOS = 1_000_000_000;

  private final AtomicReferenceArray<@Nullable Rent> slots = new AtomicReferenceArray<>(MAX_RENTS);
  private final ReferenceQueue<Object> collected = new ReferenceQueue<>();
  private final AtomicLong nextLookNanos = new AtomicLong(System.nanoTime());

  /** A connection was handed out. */
  public Rent begin(Rent.Borrower by, Rent.Owner owner, RentSettings settings) {
    dropCollected(settings);
    Rent rent = new Rent(by, owner, System.nanoTime());
    int start = System.identityHashCode(rent);
    for (int i = 0; i < MAX_RENTS; i++) {
      int slot = (start + i) & (MAX_RENTS - 1);
      rent.slot = slot;
      if (slots.get(slot) == null && slots.compareAndSet(slot, null, rent)) {
        return rent;
      }
    }
    rent.slot = -1;
    return rent;
  }

  /** The connection was given back. */
  public void end(Rent rent) {
    if (rent.slot >= 0) {
      slots.compareAndSet(rent.slot, rent, null);
    }
  }

  /** Has it noticed when the application loses this object without a close. */
  public void watch(Rent rent, Object connection) {
    rent.watch = new Rent.Watch(connection, collected, rent);
  }

  /**
   * Who held connections all the time since then, the longest first; empty when the wait was not
   * long enough to tell.
   */
  public List<Map<String, Object>> holders(long askedNanos, RentSettings settings) {
    long now = System.nanoTime();
    if (now - askedNanos < settings.holdersAfterNanos()) {
      return List.of();
    }
    return all().stream()
        .filter(rent -> rent.sinceNanos - askedNanos < 0)
        .sorted(Comparator.comparingLong(rent -> rent.sinceNanos - now))
        .limit(MAX_HOLDERS)
        .map(rent -> rent.asMap(now - rent.sinceNanos))
        .toList();
  }

  private List<Rent> all() {
    List<Rent> all = new ArrayList<>();
    for (int i = 0; i < MAX_RENTS; i++) {
      Rent rent = slots.get(i);
      if (rent != null) {
        all.add(rent);
      }
    }
    return all;
  }

  /** Who lost a connection holds none; a leak is told of only when it is wanted. */
  private void dropCollected(RentSettings settings) {
    for (Reference<?> each = collected.poll(); each != null; each = collected.poll()) {
      Rent lost = ((Rent.Watch) each).rent;
      boolean isMine = lost.slot >= 0 && slots.compareAndSet(lost.slot, lost, null);
      if (isMine && settings.findsLeaks()) {
        lost.owner().collected(lost, System.nanoTime() - lost.sinceNanos);
      }
    }
  }

  /** Looks for leaks, if that is wanted and it is time. */
  public void lookForLeaks(RentSettings settings) {
    long leakAfter = settings.leakAfterNanos();
    long now = System.nanoTime();
    long due = nextLookNanos.get();
    if (leakAfter == 0
        || now - due < 0
        || !nextLookNanos.compareAndSet(due, now + Math.min(leakAfter, LOOK_EVERY_NANOS))) {
      return;
    }
    dropCollected(settings);
    for (Rent rent : all()) {
      if (!rent.isReported && now - rent.sinceNanos >= leakAfter) {
        rent.isReported = true;
        rent.owner().overdue(rent, now - rent.sinceNanos);
      }
    }
  }
}
