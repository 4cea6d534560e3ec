/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import org.jspecify.annotations.Nullable;

/**
 * A timed piece of code, from its start to its {@link #finish()}.
 *
 * <pre>{@code
 * try (Segment order = Segment.start("order")) {
 *   for (Item item : items) {
 *     try (Segment price = Segment.start("price")) {
 *       …
 *     }
 *   }
 * }
 * }</pre>
 *
 * <p>The outermost segment is an event of its own, with the fingerprint {@code segment}; its parent
 * is the current event. Those started inside it, on its thread, form a tree with it, to any depth.
 * They are no events: children of one name and place under one parent are counted together, and the
 * outermost one tells of them when it finishes (docs/EVENTS.md). While a tree is open its event is
 * the current one: events started inside a segment have it as their parent. A segment that is
 * started while another event is current, inside a tree, starts a tree of its own under that event.
 *
 * <p>A tree belongs to the thread that started it. Another thread may use a handle: what it starts
 * with {@link #newChild} is a tree of its own, whose event has this tree's event as its parent;
 * what it finishes is finished. One thread at a time uses a handle.
 *
 * <p>No method throws or waits. Finishing again does nothing, and neither does any use after the
 * finish: a handle is good for one run. What is still open inside a segment that finishes ends with
 * it, and is counted as left open.
 *
 * <p>Starting and finishing a child allocates nothing once it was called a few times, but for the
 * handle: an object of 24 bytes, which the compiler does away with as long as it stays in a local
 * variable. Before JDK 22 it fails to in a try statement whose body calls what may throw, and never
 * did. {@link SegmentPoint#run} needs no handle.
 */
public final class Segment implements AutoCloseable {
  private final SegmentRun run;

  /** The run's at the start; a run that is used again has another. */
  private final long generation;

  Segment(SegmentRun run) {
    this.run = run;
    this.generation = run.generation;
  }

  /**
   * Starts a segment: a child of the current segment of this thread or, without one, a tree of its
   * own under the current event.
   *
   * <p>Its place is looked up at the first call of this name under its parent, not at each call.
   * Calls of one name from several places count together; that there is a second one is found out
   * now and then. A {@link SegmentPoint} knows its place, and is as fast.
   */
  public static Segment start(String name) {
    return new Segment(SegmentThread.start(name));
  }

  /** Starts a segment as a tree of its own under the given event, whatever is current. */
  public static Segment start(String name, EventTracker parent) {
    return new Segment(SegmentThread.startUnder(parent, name));
  }

  /** Starts a child of this segment, which becomes the current one; see {@link #start(String)}. */
  public Segment newChild(String name) {
    return new Segment(run.newChild(generation, name));
  }

  /** Starts a child of this segment, which becomes the current one. */
  public Segment newChild(SegmentPoint point) {
    return new Segment(run.newChild(generation, point));
  }

  /**
   * Notes that this segment failed. Errors of a child are counted by type and place; an error of
   * the outermost segment is one of its event.
   */
  public void addError(@Nullable Throwable error) {
    run.addError(generation, error);
  }

  /** Whether this segment is open and recorded. */
  public boolean isRecording() {
    return run.isOpen(generation);
  }

  /** Ends the segment. Any thread; only the first call counts. */
  public void finish() {
    run.finish(generation);
  }

  /** The same as {@link #finish()}. */
  @Override
  public void close() {
    run.finish(generation);
  }
}
