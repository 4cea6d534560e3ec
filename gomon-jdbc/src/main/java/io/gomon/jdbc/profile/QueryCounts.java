/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.profile;

import io.gomon.Event;
import io.gomon.EventTracker;
import io.gomon.TraceState;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * How often one parent ran the same shape, for one trace in this process: N+1 queries. When the
 * root ends, each shape beyond the limit becomes an event {@code sql-n-plus-one} under it.
 *
 * <p>A chain, newest first, to which any thread adds by CAS; at most {@value #MAX_COUNTED} pairs of
 * parent and shape, 48 bytes each, are counted, and further ones are not. Holds no event.
 */
final class QueryCounts extends TraceState {
  static final int MAX_COUNTED = 64;
  private static final int MAX_SHAPE_IN_WORDS = 120;
  private static final AtomicReferenceFieldUpdater<QueryCounts, Counted> NEWEST =
      AtomicReferenceFieldUpdater.newUpdater(QueryCounts.class, Counted.class, "newest");

  private volatile @Nullable Counted newest;

  /** One shape under one parent. */
  static final class Counted {
    private static final AtomicIntegerFieldUpdater<Counted> TIMES =
        AtomicIntegerFieldUpdater.newUpdater(Counted.class, "times");
    private static final AtomicLongFieldUpdater<Counted> NANOS =
        AtomicLongFieldUpdater.newUpdater(Counted.class, "nanos");

    final long parentIdLow;
    final String shape;
    final @Nullable Counted older;
    final int number;
    private volatile int times;
    private volatile long nanos;

    /** What is said about it; made when the limit was passed. */
    private volatile @Nullable Finding finding;

    Counted(long parentIdLow, String shape, @Nullable Counted older) {
      this.parentIdLow = parentIdLow;
      this.shape = shape;
      this.older = older;
      this.number = older == null ? 1 : older.number + 1;
    }

    /** Counts an execution, and returns its number, from 1. */
    int add(long elapsedNanos) {
      NANOS.addAndGet(this, elapsedNanos);
      return TIMES.incrementAndGet(this);
    }

    /** It is to be reported. */
    void found(EventTracker parent, @Nullable String place) {
      finding = new Finding(parent.id().toString(), place);
    }

    private boolean isOf(long otherParent, String otherShape) {
      return parentIdLow == otherParent && shape.equals(otherShape);
    }
  }

  private record Finding(String parentId, @Nullable String place) {}

  /** What counts this shape under this parent; null when there is no room for one more. */
  @Nullable Counted of(EventTracker parent, String shape) {
    long parentIdLow = ((Event) parent).idLow();
    while (true) {
      Counted first = newest;
      for (Counted each = first; each != null; each = each.older) {
        if (each.isOf(parentIdLow, shape)) {
          return each;
        }
      }
      if (first != null && first.number >= MAX_COUNTED) {
        return null;
      }
      Counted made = new Counted(parentIdLow, shape, first);
      if (NEWEST.compareAndSet(this, first, made)) {
        return made;
      }
    }
  }

  @Override
  protected void rootEnded(EventTracker root) {
    for (Counted each = newest; each != null; each = each.older) {
      Finding finding = each.finding;
      if (finding != null) {
        report(root, each, finding);
      }
    }
  }

  private static void report(EventTracker root, Counted counted, Finding finding) {
    Event ended = (Event) root;
    double share = (double) counted.nanos / Math.max(1, ended.elapsedNanos());
    EventTracker event = root.newChild("sql-n-plus-one");
    event
        .set("shape", counted.shape)
        .set("count", counted.times)
        .set("total", counted.nanos)
        .set("share", share)
        .set("under", finding.parentId)
        .set("location", finding.place)
        .set("words", inWords(ended.fingerprint(), counted, share, finding.place));
    event.finish();
  }

  private static String inWords(
      String fingerprint, Counted counted, double share, @Nullable String place) {
    String shape = counted.shape;
    if (shape.length() > MAX_SHAPE_IN_WORDS) {
      boolean splitsPair = Character.isHighSurrogate(shape.charAt(MAX_SHAPE_IN_WORDS - 1));
      shape = shape.substring(0, MAX_SHAPE_IN_WORDS - (splitsPair ? 1 : 0)) + "…";
    }
    return counted.times
        + " times '"
        + shape
        + "' in one "
        + (fingerprint.equals("http-servlet") ? "request" : fingerprint)
        + ", "
        + Math.round(100 * share)
        + " % of its time"
        + (place == null ? "" : ", from " + place);
  }
}
