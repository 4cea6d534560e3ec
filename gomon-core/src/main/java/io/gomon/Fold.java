/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import io.gomon.internal.ContextSlot;
import io.gomon.internal.Histogram;
import io.gomon.internal.Ids;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Equal children that listeners will see as one event, while more may come. The slowest of them is
 * held back, with what is below it, to be delivered whole; it is not among those counted here. Of
 * the dispatching thread.
 */
final class Fold {
  static final String FINGERPRINT = "folded";

  /** The two halves of the id of a folded event. */
  record Id(long high, long low) {}

  final FoldGroup group;
  final Lineage lineage;
  final long sinceNanos;

  /** Made with the first that is folded, whose start it has. */
  Id id = new Id(0, 0);

  long startNanos;
  long endNanos;
  final Histogram times = new Histogram();

  @Nullable RecordingTracker slowest;

  Fold(FoldGroup group, Lineage lineage, long nowNanos) {
    this.group = group;
    this.lineage = lineage;
    this.sinceNanos = nowNanos;
  }

  boolean isEmpty() {
    return times.count() == 0;
  }

  /** Counts one that no listener will see. */
  void add(RecordingTracker event) {
    if (isEmpty()) {
      startNanos = event.startNanos;
      endNanos = startNanos;
      id = new Id(event.idHigh(), Ids.next(ContextSlot.get()));
    }
    times.record(event.elapsedNanos);
    endNanos = Math.max(endNanos, event.startNanos + event.elapsedNanos);
  }

  RecordingTracker toEvent() {
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("of", group.fingerprint);
    attributes.putAll(group.attributes());
    attributes.put("count", times.count());
    attributes.put("errors", group.failed ? times.count() : 0L);
    attributes.put("total", times.totalNanos());
    attributes.put("min", times.minNanos());
    attributes.put("max", times.maxNanos());
    attributes.put("p50", times.quantileNanos(0.5));
    attributes.put("p99", times.quantileNanos(0.99));
    return RecordingTracker.folded(this, attributes);
  }
}
