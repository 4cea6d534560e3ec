/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.examples.shop.demo;

import io.gomon.examples.shop.demo.CollectorClient.Counts;
import java.util.ArrayList;
import java.util.List;

/**
 * The account of a whole run, over all processes. It is exact if each event is in one place:
 *
 * <pre>
 * made      = delivered + dropped + folded        in each service
 * delivered = shipped + openSkipped + lost        in each exporter
 * shipped   = accepted                            between exporters and collector
 * accepted  = stored                              in the collector
 * </pre>
 *
 * <p>An event that is announced when it opens and sent again when it closes counts twice in every
 * one of these numbers; a batch that is sent twice, as its answer was lost, counts once.
 */
record Balance(List<Totals> services, Counts collector) {

  /** All events that were made and are not in the store, whoever has lost them. */
  long lost() {
    Totals all = Totals.sum(services);
    return all.made() - all.folded() - all.openSkipped() - collector.stored();
  }

  /** Which equations do not hold, in words; empty when all do. */
  List<String> faults() {
    List<String> faults = new ArrayList<>();
    for (Totals each : services) {
      check(
          faults,
          each.service() + " made",
          each.made(),
          each.delivered() + each.dropped() + each.folded());
      check(
          faults,
          each.service() + " delivered",
          each.delivered(),
          each.shipped() + each.openSkipped() + each.lost());
    }
    check(faults, "shipped, and accepted", Totals.sum(services).shipped(), collector.accepted());
    check(faults, "accepted, and stored", collector.accepted(), collector.stored());
    return faults;
  }

  private static void check(List<String> faults, String what, long one, long other) {
    if (one != other) {
      faults.add(what + ": " + one + " is not " + other);
    }
  }

  /** The result for people: a line each. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (Totals each : services) {
      lines.add(
          String.format(
              "  %-10s made %d, dropped %d, folded %d, shipped %d, left out %d, lost by exporter %d",
              each.service(),
              each.made(),
              each.dropped(),
              each.folded(),
              each.shipped(),
              each.openSkipped(),
              each.lost()));
    }
    Totals all = Totals.sum(services);
    lines.add(
        "events made="
            + all.made()
            + " shipped="
            + all.shipped()
            + " stored="
            + collector.stored()
            + " lost="
            + lost());
    return lines;
  }
}
