/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import org.jspecify.annotations.Nullable;

/**
 * Which event stands for those that were folded lately, by the low half of their ids: at least the
 * last {@value #GENERATION}. Two hash tables with open addressing; when the newer is full, the
 * older is forgotten. At most 768 kB, nothing before the first. For one thread.
 */
final class FoldedIds {
  static final int GENERATION = 16_384;
  private static final int FIRST = 256;

  private Table newer = new Table(0);
  private Table older = newer;

  Fold.@Nullable Id get(long idLow) {
    Fold.Id id = newer.get(idLow);
    return id == null ? older.get(idLow) : id;
  }

  void put(long idLow, Fold.Id standsFor) {
    if (newer.size == GENERATION) {
      older = newer;
      newer = new Table(FIRST);
    } else if (2 * newer.size == newer.keys.length) {
      newer = newer.enlarged(FIRST);
    }
    newer.put(idLow, standsFor);
  }

  private static final class Table {
    final long[] keys;
    final Fold.@Nullable Id[] values;
    int size;

    Table(int length) {
      keys = new long[length];
      values = new Fold.@Nullable Id[length];
    }

    Fold.@Nullable Id get(long key) {
      return size == 0 ? null : values[placeOf(key)];
    }

    void put(long key, Fold.Id value) {
      int place = placeOf(key);
      if (values[place] == null) {
        size++;
      }
      keys[place] = key;
      values[place] = value;
    }

    /** Where the key is, or would be: at most half of the places are taken. */
    private int placeOf(long key) {
      int mask = keys.length - 1;
      int place = (int) key & mask;
      while (values[place] != null && keys[place] != key) {
        place = place + 1 & mask;
      }
      return place;
    }

    Table enlarged(int atLeast) {
      Table larger = new Table(Math.max(atLeast, 2 * keys.length));
      for (int i = 0; i < keys.length; i++) {
        Fold.Id value = values[i];
        if (value != null) {
          larger.put(keys[i], value);
        }
      }
      return larger;
    }
  }
}
