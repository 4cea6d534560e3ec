/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** An open tree of segments with an open child, for tests in which several threads use it. */
final class GivenTree {
  private static final int BATCH = 4_096;
  private static final Deque<GivenTree> MADE_ELSEWHERE = new ArrayDeque<>();
  private static final SegmentPoint ROOT = SegmentPoint.of("root");
  static final SegmentPoint CHILD = SegmentPoint.of("child");
  static final SegmentPoint OTHER = SegmentPoint.of("other");

  final RecordingTracker event = Given.tracker();
  final SegmentTree tree;
  final Segment root;
  final Segment child;

  /** Of this thread, with a slot of its own: what the test does leaves no trace on the thread. */
  GivenTree() {
    tree = new SegmentTree(event, ROOT, () -> {}, new @Nullable Object[2], null);
    root = tree.begin();
    child = root.newChild(CHILD);
  }

  /** One that belongs to a thread which does nothing any more. */
  static GivenTree ofAnotherThread() {
    synchronized (MADE_ELSEWHERE) {
      if (MADE_ELSEWHERE.isEmpty()) {
        fill();
      }
      return MADE_ELSEWHERE.remove();
    }
  }

  private static void fill() {
    Thread owner =
        new Thread(
            () -> {
              for (int i = 0; i < BATCH; i++) {
                MADE_ELSEWHERE.add(new GivenTree());
              }
            });
    owner.start();
    boolean interrupted = false;
    while (owner.isAlive()) {
      try {
        owner.join();
      } catch (InterruptedException e) {
        // Kept for later: without trees there is no test.
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** What the event tells, once the tree is over: each child with its runs and errors. */
  String report() {
    if (event.isOpen()) {
      return "open";
    }
    StringJoiner all = new StringJoiner(" ");
    if (event.get("childs") instanceof List<?> children) {
      children.forEach(child -> all.add(entry((Map<?, ?>) child)));
    }
    return all + (event.get("incomplete") == null ? "" : " incomplete");
  }

  private static String entry(Map<?, ?> child) {
    String entry = child.get("name") + "=" + child.get("count");
    if (child.get("left-open") != null) {
      entry += " left-open=" + child.get("left-open");
    }
    if (child.get("errors") instanceof List<?> errors) {
      long count = 0;
      for (Object error : errors) {
        count += error instanceof Map<?, ?> map && map.get("count") instanceof Long n ? n : 0;
      }
      entry += " errors=" + count;
    }
    return entry;
  }
}
