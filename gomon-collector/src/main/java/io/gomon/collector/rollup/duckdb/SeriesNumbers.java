/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.rollup.duckdb;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The series of one day and their numbers: the first ones that come, until their room is full. The
 * rolling thread's own. Memory: about 500 bytes a series, so 10 MB when all is full.
 */
final class SeriesNumbers {
  static final int MAX_SERIES = 20_000;

  /** So that one service with labels without end leaves room for others. */
  static final int MAX_OF_SERVICE = 10_000;

  /** Of all names together: labels may be long. */
  static final int MAX_CHARS = 1 << 22;

  /** In place of a number: there is no room. */
  static final int NONE = -1;

  private final Map<Series, Integer> numbers = new HashMap<>();
  private final Map<String, Integer> ofServices = new HashMap<>();
  private final List<Series> fresh = new ArrayList<>();
  private int next;
  private int chars;

  /** Takes in what the file has. */
  void know(int number, Series series) {
    numbers.put(series, number);
    ofServices.merge(series.service(), 1, Integer::sum);
    next = Math.max(next, number + 1);
    chars += series.chars();
  }

  /** The number of a series if it is known or there is room, which it takes; else {@link #NONE}. */
  int admit(Series series) {
    Integer known = numbers.get(series);
    if (known != null) {
      return known;
    }
    if (numbers.size() >= MAX_SERIES
        || ofServices.getOrDefault(series.service(), 0) >= MAX_OF_SERVICE
        || chars + series.chars() > MAX_CHARS) {
      return NONE;
    }
    fresh.add(series);
    know(next, series);
    return next - 1;
  }

  /** Those that were admitted since the last call: to be written, in the order of numbers. */
  List<Series> takeFresh() {
    List<Series> taken = List.copyOf(fresh);
    fresh.clear();
    return taken;
  }

  /** The number of a series that was admitted. */
  int number(Series series) {
    return numbers.getOrDefault(series, NONE);
  }
}
