/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.sql;

import java.util.Arrays;

/**
 * Folds equal neighbours in the lists of a shape while it is written: of IN, of arrays, and the
 * rows of VALUES. An item that is complete and equal to the one before it is taken back at once, so
 * a list of any length needs room for one item more than it keeps.
 *
 * <p>Lists more than {@value #MAX_DEPTH} parentheses deep are left alone. Of one thread.
 */
final class SqlLists {
  private static final int MAX_DEPTH = 64;
  private static final int NONE = 0;
  private static final int VALUES = 1;
  private static final int LIST = 2;

  private final StringBuilder out;
  private int depth;

  /** The last two words or signs that were written. */
  private String formerWord = "";

  private String earlierWord = "";

  /** By depth: what is listed there, and where in the shape its items are. */
  private final int[] kinds = new int[MAX_DEPTH];

  private final int[] itemStart = new int[MAX_DEPTH];
  private final int[] formerStart = new int[MAX_DEPTH];
  private final int[] formerEnd = new int[MAX_DEPTH];

  SqlLists(StringBuilder out) {
    this.out = out;
    Arrays.fill(itemStart, -1);
  }

  private int kind() {
    return depth < MAX_DEPTH ? kinds[depth] : NONE;
  }

  private void begin(int kind) {
    if (depth < MAX_DEPTH) {
      kinds[depth] = kind;
      itemStart[depth] = -1;
      formerStart[depth] = -1;
    }
  }

  /** Whether values are listed here. */
  boolean isInList() {
    return kind() == LIST || isInRow();
  }

  /** Whether this is a row of VALUES. */
  boolean isInRow() {
    return depth > 0 && depth <= MAX_DEPTH && kinds[depth - 1] == VALUES;
  }

  /** Something is about to be written. */
  void before(String lower) {
    // Rows end with whatever is no comma.
    if (kind() == VALUES && formerWord.equals(")") && !lower.equals(",")) {
      ended();
    }
    earlierWord = formerWord;
    formerWord = lower;
  }

  /** It will be written here. */
  void itemAt(int position) {
    if (kind() != NONE && itemStart[depth] < 0 && !formerWord.equals(",")) {
      itemStart[depth] = position;
    }
  }

  /** A word was written. */
  void word(String lower) {
    if (lower.equals("values")) {
      begin(VALUES);
    }
  }

  void opened(boolean isArray) {
    boolean isList = isArray || earlierWord.equals("in");
    depth++;
    begin(isList ? LIST : NONE);
  }

  void comma() {
    if (kind() != NONE) {
      fold();
      itemStart[depth] = -1;
    }
  }

  void closed() {
    depth = Math.max(0, depth - 1);
  }

  /** No more items come. */
  void ended() {
    if (kind() != NONE) {
      fold();
      kinds[depth] = NONE;
    }
  }

  private void fold() {
    int start = itemStart[depth];
    if (start < 0) {
      return;
    }
    int end = out.length();
    if (formerStart[depth] >= 0 && isFormer(start, end)) {
      out.setLength(formerEnd[depth]);
    } else {
      formerStart[depth] = start;
      formerEnd[depth] = end;
    }
  }

  private boolean isFormer(int start, int end) {
    int shift = start - formerStart[depth];
    boolean equal = formerEnd[depth] + shift == end;
    for (int i = start; equal && i < end; i++) {
      equal = out.charAt(i) == out.charAt(i - shift);
    }
    return equal;
  }
}
