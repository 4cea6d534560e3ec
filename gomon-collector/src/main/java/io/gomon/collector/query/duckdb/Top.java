/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.query.duckdb;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** The first ones of many by an order; no more than so many are kept. One thread. */
final class Top<T> {
  private final Comparator<T> order;
  private final int limit;
  private final PriorityQueue<T> lastFirst;

  Top(Comparator<T> order, int limit) {
    this.order = order;
    this.limit = limit;
    this.lastFirst = new PriorityQueue<>(order.reversed());
  }

  void add(T one) {
    lastFirst.add(one);
    if (lastFirst.size() > limit) {
      lastFirst.remove();
    }
  }

  List<T> list() {
    return lastFirst.stream().sorted(order).toList();
  }
}
