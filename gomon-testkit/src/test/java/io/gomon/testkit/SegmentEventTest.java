/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.Event;
import io.gomon.Segment;
import io.gomon.SegmentPoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Holds the events of segments against docs/EVENTS.md. */
class SegmentEventTest {
  private static final SegmentPoint POINT = SegmentPoint.of("point");

  @RegisterExtension final GomonExtension gomon = GomonExtension.create();

  @Test
  void tree_isDocumented() {
    try (Segment outer = Segment.start("outer")) {
      for (int i = 0; i < 20_000; i++) {
        outer.newChild(POINT);
      }
    }
    Event event = gomon.events("segment").get(0);
    assertThat(event.get("untimed")).isNotNull();
    assertThat(event.get("childs")).isNotNull();
  }
}
