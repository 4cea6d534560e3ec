/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import io.gomon.internal.PaddedCounter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Events by id, in the order of their last use: a chained hash table and a doubly linked list.
 * Bounded by its user, {@link ChildFolder}. The low half of an id is random and serves as the hash.
 * For one thread.
 */
final class FoldParents {
  private static final int BUCKETS = 2_048;

  private final @Nullable FoldParent[] buckets = new @Nullable FoldParent[BUCKETS];

  /** {@code head.newer} is the oldest, {@code head.older} the newest. */
  private final FoldParent head = new FoldParent(0, 0);

  private int size;

  /** Of the latest one that had to be forgotten although its end was to come. */
  private final PaddedCounter forgottenHigh = new PaddedCounter();

  FoldParents() {
    head.newer = head;
    head.older = head;
  }

  int size() {
    return size;
  }

  /** Whether an event that is not in here may have been, since it began early enough. */
  boolean isUncertain(long idHigh) {
    return idHigh <= forgottenHigh.own();
  }

  /** The same, for an event whose id is made only when it matters. */
  boolean isUncertain(Event event) {
    return forgottenHigh.own() != 0 && isUncertain(event.idHigh());
  }

  /** From now on nobody knows of the event with this id, or of earlier ones. */
  void nowUncertain(long idHigh) {
    forgottenHigh.set(Math.max(forgottenHigh.own(), idHigh));
  }

  @Nullable FoldParent find(long idLow) {
    FoldParent found = buckets[bucketOf(idLow)];
    while (found != null && found.idLow != idLow) {
      found = found.nextInBucket;
    }
    return found;
  }

  /** The one with this id, made when absent, as the newest. */
  FoldParent findOrMake(long idHigh, long idLow) {
    FoldParent found = find(idLow);
    if (found == null) {
      found = new FoldParent(idHigh, idLow);
      int bucket = bucketOf(idLow);
      found.nextInBucket = buckets[bucket];
      buckets[bucket] = found;
      size++;
    } else if (found == head.older) {
      return found;
    } else {
      unlink(found);
    }
    FoldParent newest = head.older;
    found.older = newest;
    found.newer = head;
    newest.newer = found;
    head.older = found;
    return found;
  }

  /** Takes the one with this id out; null when there is none. */
  @Nullable FoldParent remove(long idLow) {
    int bucket = bucketOf(idLow);
    FoldParent before = null;
    FoldParent found = buckets[bucket];
    while (found != null && found.idLow != idLow) {
      before = found;
      found = found.nextInBucket;
    }
    if (found == null) {
      return null;
    }
    if (before == null) {
      buckets[bucket] = found.nextInBucket;
    } else {
      before.nextInBucket = found.nextInBucket;
    }
    unlink(found);
    size--;
    return found;
  }

  /** The least recently used one. There must be one. */
  FoldParent oldest() {
    return head.newer;
  }

  /** A list of its own. */
  List<FoldParent> all() {
    List<FoldParent> all = new ArrayList<>(size);
    for (FoldParent each = head.newer; each != head; each = each.newer) {
      all.add(each);
    }
    return all;
  }

  private static void unlink(FoldParent parent) {
    parent.older.newer = parent.newer;
    parent.newer.older = parent.older;
  }

  private static int bucketOf(long idLow) {
    return (int) idLow & BUCKETS - 1;
  }
}
