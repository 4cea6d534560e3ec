/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import io.gomon.internal.Histogram;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a tree that is over into its event, as docs/EVENTS.md has it. */
final class SegmentReport {
  private final SegmentNode root;

  SegmentReport(SegmentNode root) {
    this.root = root;
  }

  /** What is known even while the owner changes the tree. */
  void writeHead(EventTracker event, long elapsedNanos, boolean abandoned) {
    event.set("name", root.point.name);
    event.set("location", root.point.location);
    event.set("also", root.point.also());
    event.set("total_lapsed", Math.max(0, elapsedNanos));
    if (abandoned) {
      event.set("left-open", 1);
    }
  }

  void writeChildren(EventTracker event, long untimed) {
    if (untimed > 0) {
      event.set("untimed", untimed);
    }
    if (root.firstChild != null) {
      event.set("childs", children());
    }
  }

  /** All nodes but the root, each before its children. */
  private List<Map<String, Object>> children() {
    List<Map<String, Object>> list = new ArrayList<>();
    int depth = 1;
    SegmentNode node = root.firstChild;
    while (node != null) {
      if (node.times.count() > 0) {
        list.add(entry(node, depth));
      }
      if (node.firstChild != null) {
        node = node.firstChild;
        depth++;
        continue;
      }
      while (node != null && node.nextSibling == null) {
        node = node.parent == root ? null : node.parent;
        depth--;
      }
      node = node == null ? null : node.nextSibling;
    }
    return list;
  }

  private static Map<String, Object> entry(SegmentNode node, int depth) {
    Histogram times = node.times;
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("name", node.point.name);
    putIfKnown(entry, "location", node.point.location);
    putIfKnown(entry, "also", node.point.also());
    entry.put("depth", (long) depth);
    entry.put("count", times.count());
    entry.put("total_lapsed", times.totalNanos());
    entry.put("min", times.minNanos());
    entry.put("max", times.maxNanos());
    entry.put("avg", times.totalNanos() / times.count());
    entry.put("p50", times.quantileNanos(0.5));
    entry.put("p99", times.quantileNanos(0.99));
    if (node.leftOpen > 0) {
      entry.put("left-open", (long) node.leftOpen);
    }
    if (node.unmatched > 0) {
      entry.put("unmatched", (long) node.unmatched);
    }
    if (node.errors != null) {
      entry.put("errors", node.errors.report(times.count()));
    }
    return entry;
  }

  private static void putIfKnown(Map<String, Object> entry, String key, @Nullable String text) {
    if (text != null) {
      entry.put(key, text);
    }
  }
}
