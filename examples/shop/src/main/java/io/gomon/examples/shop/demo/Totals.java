/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.examples.shop.demo;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;

/**
 * What became of the events of one service, as it prints it at its end: {@code gomon-totals
 * service=shop made=10 delivered=10 dropped=0 folded=0 shipped=10 openSkipped=0 lost=0}.
 *
 * @param service its name
 * @param made events handed over to GoMon; an announced one counts again when it is finished
 * @param delivered those that the exporter got
 * @param dropped those that it did not get
 * @param folded those that it got as part of a folded event
 * @param shipped those that the collector has acknowledged
 * @param openSkipped announcements that the exporter left out on purpose
 * @param lost those that the exporter could not ship
 */
record Totals(
    String service,
    long made,
    long delivered,
    long dropped,
    long folded,
    long shipped,
    long openSkipped,
    long lost) {
  static final String PREFIX = "gomon-totals ";

  /** Reads what comes after {@link #PREFIX}. */
  static Totals parse(String text) {
    Map<String, String> values = new HashMap<>();
    StringTokenizer words = new StringTokenizer(text);
    while (words.hasMoreTokens()) {
      String word = words.nextToken();
      int equals = word.indexOf('=');
      values.put(word.substring(0, Math.max(0, equals)), word.substring(equals + 1));
    }
    return new Totals(
        values.getOrDefault("service", "?"),
        number(values, "made"),
        number(values, "delivered"),
        number(values, "dropped"),
        number(values, "folded"),
        number(values, "shipped"),
        number(values, "openSkipped"),
        number(values, "lost"));
  }

  private static long number(Map<String, String> values, String name) {
    String value = values.get(name);
    if (value == null) {
      throw new DemoException("The totals of a service lack '" + name + "': " + values);
    }
    return Long.parseLong(value);
  }

  /** The sum of all services, under the name {@code all}. */
  static Totals sum(List<Totals> services) {
    Totals sum = new Totals("all", 0, 0, 0, 0, 0, 0, 0);
    for (Totals each : services) {
      sum =
          new Totals(
              "all",
              sum.made + each.made,
              sum.delivered + each.delivered,
              sum.dropped + each.dropped,
              sum.folded + each.folded,
              sum.shipped + each.shipped,
              sum.openSkipped + each.openSkipped,
              sum.lost + each.lost);
    }
    return sum;
  }
}
