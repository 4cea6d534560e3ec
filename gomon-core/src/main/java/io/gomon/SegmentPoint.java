/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import io.gomon.internal.CallSite;
import io.gomon.internal.DefaultRedactor;
import io.gomon.internal.Values;
import io.gomon.spi.Redactor;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A place in the code that is timed: the name of a segment, and where it was declared. Keep it in a
 * static final field; its place is found once, when the class is initialized.
 *
 * <pre>{@code
 * private static final SegmentPoint PARSE = SegmentPoint.of("parse");
 *
 * try (Segment parse = PARSE.start()) {
 *   …
 * }
 * }</pre>
 *
 * <p>Two points are equal when their names and places are. Immutable for its users; any thread.
 */
public final class SegmentPoint {
  /** Longer names are cut. */
  static final int MAX_NAME_CHARS = 200;

  /** How many names of the string form are remembered with their place, in the whole process. */
  static final int MAX_NAMED = 4_096;

  /** In one tree out of some, so many calls of a name are asked where they come from. */
  static final int SITE_CHECKS = 16;

  private static final Redactor LONG_NAMES = new DefaultRedactor(List.of());

  /** Above the points of trees that were started by a name alone. */
  static final SegmentPoint TOP = new SegmentPoint("", null);

  /** Of what has no room in a tree. */
  static final SegmentPoint OTHER = new SegmentPoint(SegmentTree.OTHER, null);

  private static final AtomicInteger NAMED = new AtomicInteger();

  /** The frames that are not the caller's. */
  private static final Set<String> OURS =
      Set.of(
          Segment.class.getName(),
          SegmentPoint.class.getName(),
          SegmentTree.class.getName(),
          SegmentThread.class.getName());

  final String name;
  final @Nullable String location;

  /** Spread, so that its low bits can serve as an index. */
  final int hash;

  /** The points of the string form right under this one; made when there is one. */
  private volatile @Nullable ConcurrentHashMap<String, SegmentPoint> named;

  /** A second place that was found to use the same name under the same parent. */
  private volatile @Nullable String also;

  /** In how many trees this point of the string form was met. Racy: it only spreads checks. */
  private int trees;

  private SegmentPoint(String name, @Nullable String location) {
    this.name = shown(name);
    this.location = location;
    this.hash = spread(31 * this.name.hashCode() + Objects.hashCode(location));
  }

  /** The point at the line that calls this. */
  public static SegmentPoint of(String name) {
    return new SegmentPoint(Objects.requireNonNull(name, "name"), CallSite.outside(OURS));
  }

  /**
   * Starts this segment as a child of the current segment of this thread; without one, as a tree of
   * its own under the current event. See {@link Segment}.
   */
  public Segment start() {
    return SegmentThread.start(this, hash);
  }

  /** Starts this segment as a tree of its own under the given event, whatever is current. */
  public Segment start(EventTracker parent) {
    return SegmentThread.startUnder(parent, this);
  }

  /** Does some work as this segment. What it throws is noted as an error, and goes on. */
  public void run(Runnable work) {
    Segment segment = start();
    try {
      work.run();
    } catch (Throwable t) {
      segment.addError(t);
      throw t;
    } finally {
      segment.finish();
    }
  }

  /** Does some work as this segment. What it throws is noted as an error, and goes on. */
  public <T extends @Nullable Object> T call(Callable<T> work) throws Exception {
    Segment segment = start();
    try {
      return work.call();
    } catch (Throwable t) {
      segment.addError(t);
      throw t;
    } finally {
      segment.finish();
    }
  }

  /** The name of the segment. */
  public String name() {
    return name;
  }

  /** Where it was declared, as {@code File.java:line}; null when unknown. */
  public @Nullable String location() {
    return location;
  }

  /** A name of any length, cut; redacted before, since half a secret looks like other text. */
  private static String shown(String name) {
    return name.length() <= MAX_NAME_CHARS
        ? name
        : Values.cut(LONG_NAMES.redact(Values.cut(name)), MAX_NAME_CHARS);
  }

  static int spread(int hash) {
    return hash ^ hash >>> 16;
  }

  /** The point of a name under this one. Its place is that of the call that asks first. */
  SegmentPoint named(String childName) {
    ConcurrentHashMap<String, SegmentPoint> all = named;
    if (all == null) {
      synchronized (this) {
        all = named == null ? new ConcurrentHashMap<>() : named;
        named = all;
      }
    }
    String cut = shown(childName);
    SegmentPoint known = all.get(cut);
    if (known != null) {
      return known;
    }
    if (NAMED.get() >= MAX_NAMED) {
      return new SegmentPoint(cut, null);
    }
    SegmentPoint made = new SegmentPoint(cut, CallSite.outside(OURS));
    SegmentPoint other = all.putIfAbsent(cut, made);
    if (other == null) {
      NAMED.incrementAndGet();
    }
    return other == null ? made : other;
  }

  /** How many calls in this tree are to be checked: those of the 1st, 2nd, 4th, 8th … tree. */
  int checksInNextTree() {
    int before = trees++;
    return location != null && (before & before + 1) == 0 ? SITE_CHECKS : 0;
  }

  /** Called by a start of the string form: notes its place, when it is another one. */
  void checkSite() {
    String site = also == null ? CallSite.outside(OURS) : null;
    if (site != null && !site.equals(location)) {
      also = site;
    }
  }

  @Nullable String also() {
    return also;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other == this
        || (other instanceof SegmentPoint point
            && hash == point.hash
            && name.equals(point.name)
            && Objects.equals(location, point.location));
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return "SegmentPoint[" + name + ", " + location + ']';
  }
}
