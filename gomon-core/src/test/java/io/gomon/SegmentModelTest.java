/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random starts, explicit and not, and finishes in any order, each done twice, against a tree that
 * is as simple as can be: it keeps every run and every time.
 */
class SegmentModelTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final SegmentPoint[] POINTS = {
    SegmentPoint.of("p0"), SegmentPoint.of("p1"), SegmentPoint.of("p2")
  };

  /** All runs of one name under one parent. */
  private static final class Node {
    final Map<String, Node> children = new LinkedHashMap<>();
    final List<Long> lapses = new ArrayList<>();
    long leftOpen;

    void describe(String path, List<String> lines) {
      for (Map.Entry<String, Node> child : children.entrySet()) {
        Node node = child.getValue();
        String place = path + '/' + child.getKey();
        lines.add(
            place
                + " count "
                + node.lapses.size()
                + " total "
                + node.lapses.stream().mapToLong(Long::longValue).sum()
                + " min "
                + Collections.min(node.lapses)
                + " max "
                + Collections.max(node.lapses)
                + " left-open "
                + node.leftOpen);
        node.describe(place, lines);
      }
    }
  }

  private static final class Run {
    final Segment segment;
    final Node node;
    final Run parent;
    final long startNanos;

    Run(Segment segment, Node node, Run parent, long startNanos) {
      this.segment = segment;
      this.node = node;
      this.parent = parent;
      this.startNanos = startNanos;
    }

    boolean isInside(Run other) {
      return this == other || (parent != null && parent.isInside(other));
    }
  }

  private final TestClock clock = new TestClock();
  private final Recorder recorder = new Recorder();
  private final Gomon gomon =
      Recorder.builder(recorder).clock(clock).overflow(Overflow.BLOCK).start();

  /** In the order of their starts; the last one is current. */
  private final List<Run> open = new ArrayList<>();

  private Run start(Random random, Run explicitParent) {
    int which = random.nextInt(6);
    Run parent = explicitParent != null ? explicitParent : open.get(open.size() - 1);
    String name = which < 3 ? "p" + which : "n" + which;
    Node node = parent.node.children.computeIfAbsent(name, n -> new Node());
    Segment segment;
    if (explicitParent != null) {
      segment =
          which < 3
              ? explicitParent.segment.newChild(POINTS[which])
              : explicitParent.segment.newChild(name);
    } else {
      segment = which < 3 ? POINTS[which].start() : Segment.start(name);
    }
    return new Run(segment, node, parent, clock.monotonicNanos());
  }

  private void finish(Run ended) {
    for (Run run : List.copyOf(open)) {
      if (run.isInside(ended)) {
        run.node.lapses.add(clock.monotonicNanos() - run.startNanos);
        run.node.leftOpen += run == ended ? 0 : 1;
        open.remove(run);
      }
    }
    ended.segment.finish();
    ended.segment.finish();
  }

  private static List<String> described(Event tree) {
    List<String> lines = new ArrayList<>();
    List<String> path = new ArrayList<>();
    @SuppressWarnings("unchecked")
    List<Map<String, Object>> children = (List<Map<String, Object>>) tree.get("childs");
    for (Map<String, Object> child : children) {
      int depth = (int) (long) child.get("depth");
      path.subList(depth - 1, path.size()).clear();
      path.add((String) child.get("name"));
      lines.add(
          "/"
              + String.join("/", path)
              + " count "
              + child.get("count")
              + " total "
              + child.get("total_lapsed")
              + " min "
              + child.get("min")
              + " max "
              + child.get("max")
              + " left-open "
              + child.getOrDefault("left-open", 0L));
    }
    return lines;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void anyUse_givesWhatTheNaiveTreeGives(long seed) {
    Random random = new Random(seed);
    Gomon.setGlobal(gomon);
    try {
      Node rootNode = new Node();
      Segment outer = Segment.start("model");
      Run root = new Run(outer, rootNode, null, clock.monotonicNanos());
      open.add(root);
      for (int step = 0; step < 20_000; step++) {
        clock.advance(random.nextInt(1_000));
        boolean grows = open.size() < 2 || (open.size() < 4 && random.nextInt(10) < 5);
        if (grows) {
          boolean explicit = random.nextInt(4) == 0;
          open.add(start(random, explicit ? open.get(random.nextInt(open.size())) : null));
        } else {
          boolean any = random.nextInt(5) == 0;
          finish(open.get(any ? 1 + random.nextInt(open.size() - 1) : open.size() - 1));
        }
      }
      for (Run run : List.copyOf(open)) {
        if (run != root) {
          run.node.lapses.add(clock.monotonicNanos() - run.startNanos);
          run.node.leftOpen++;
        }
      }
      outer.finish();
      assertThat(gomon.flush(PATIENCE)).isTrue();
      List<String> expected = new ArrayList<>();
      rootNode.describe("", expected);
      assertThat(expected).hasSizeBetween(50, 500);
      assertThat(described(recorder.events("segment").get(0))).containsExactlyElementsOf(expected);
    } finally {
      Gomon.setGlobal(null);
      gomon.stop(PATIENCE);
    }
  }
}
