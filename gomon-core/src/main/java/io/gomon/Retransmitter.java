/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import io.gomon.GomonStats.ListenerStats;
import io.gomon.internal.BoundedCalls;
import io.gomon.internal.ContextSlot;
import io.gomon.internal.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A listener that passes events on to others, each with a filter, an account, and, unless it is
 * {@linkplain Listener#isNonBlocking() non-blocking}, a bounded queue and a thread of its own: one
 * that throws or is slow harms nobody else.
 *
 * <p>It remembers the application event and gives it to each listener first, however late that
 * comes. {@link #feed} is for one thread at a time; everything else for any thread.
 */
public final class Retransmitter implements Listener {
  /** The queue of each listener, when not said otherwise. */
  public static final int DEFAULT_MAX_QUEUED_EVENTS = 16_384;

  private final Overflow overflow;
  private final int maxQueuedEvents;

  /** Whether the feeding thread may wait for a listener that is the only one. */
  private final boolean mayBlock;

  /** Replaced as a whole under the lock, read without. */
  private volatile Lane[] lanes = new Lane[0];

  /** Guarded by {@code this}. */
  private @Nullable Event application;

  /** Raised before {@link #stop} looks at the lanes; {@link #add} looks at it after adding one. */
  private volatile boolean stopped;

  private Retransmitter(Overflow overflow, int maxQueuedEvents, boolean mayBlock) {
    this.overflow = overflow;
    this.maxQueuedEvents = maxQueuedEvents;
    this.mayBlock = mayBlock;
  }

  /** One that a dispatcher feeds, which has a queue before it and no other work than this. */
  static Retransmitter ofDispatcher(Overflow overflow, int maxQueuedEvents) {
    return new Retransmitter(overflow, maxQueuedEvents, true);
  }

  /** A retransmitter that drops, and counts, what a slow listener has no room for. */
  public static Retransmitter create() {
    return create(Overflow.DROP, DEFAULT_MAX_QUEUED_EVENTS);
  }

  /**
   * A retransmitter with this policy for a listener that has no room.
   *
   * @param maxQueuedEvents room in front of each listener, rounded up to a power of two
   * @throws IllegalArgumentException if it is not from 2 to 2^24
   */
  public static Retransmitter create(Overflow overflow, int maxQueuedEvents) {
    Objects.requireNonNull(overflow, "overflow");
    return new Retransmitter(overflow, powerOfTwo(maxQueuedEvents), false);
  }

  static int powerOfTwo(int maxQueuedEvents) {
    if (maxQueuedEvents < 2 || maxQueuedEvents > 1 << 24) {
      throw new IllegalArgumentException(
          "maxQueuedEvents must be from 2 to 16777216, was " + maxQueuedEvents);
    }
    int highest = Integer.highestOneBit(maxQueuedEvents);
    return highest == maxQueuedEvents ? highest : highest << 1;
  }

  /** Adds a listener for all events. */
  public Retransmitter add(Listener listener) {
    return add(listener, event -> true);
  }

  /**
   * Adds a listener for the events that pass the filter; the application event always does. The
   * filter is asked on the feeding thread: it must be quick, and must not block.
   *
   * @throws IllegalArgumentException if the listener is there already
   * @throws IllegalStateException if this retransmitter has stopped
   */
  public synchronized Retransmitter add(Listener listener, Predicate<Event> filter) {
    Objects.requireNonNull(listener, "listener");
    Objects.requireNonNull(filter, "filter");
    for (Lane lane : lanes) {
      if (lane.leadsTo(listener)) {
        throw new IllegalArgumentException("Listener " + listener.name() + " is added already");
      }
    }
    if (stopped) {
      throw new IllegalStateException("Stopped: listener " + listener.name() + " comes too late");
    }
    Lane lane = new Lane(listener, filter, overflow, maxQueuedEvents);
    Event first = application;
    if (first != null) {
      ContextSlot.suppressed(() -> lane.feed(first, false));
    }
    Lane[] longer = Arrays.copyOf(lanes, lanes.length + 1);
    longer[lanes.length] = lane;
    lanes = longer;
    if (stopped) {
      lane.stop(Deadline.after(Duration.ZERO));
    }
    return this;
  }

  /**
   * Takes a listener out; it is stopped, and gets what is queued for it within the timeout.
   *
   * @return false if it was not there
   */
  public boolean remove(Listener listener, Duration timeout) {
    Deadline deadline = Deadline.after(timeout);
    Lane removed = takeOut(listener);
    if (removed == null) {
      return false;
    }
    BoundedCalls.run("gomon-remove", List.of(() -> removed.stop(deadline)), deadline);
    removed.abandon();
    return true;
  }

  private synchronized @Nullable Lane takeOut(Listener listener) {
    List<Lane> rest = new ArrayList<>(List.of(lanes));
    Lane found = null;
    for (Lane lane : lanes) {
      if (lane.leadsTo(listener)) {
        found = lane;
      }
    }
    rest.remove(found);
    lanes = rest.toArray(new Lane[0]);
    return found;
  }

  @Override
  public void feed(Event event) {
    if (event.isApplication()) {
      feedApplication(event);
      return;
    }
    feed(event, lanes);
  }

  private void feed(Event event, Lane[] to) {
    boolean waits = mayBlock && to.length == 1;
    for (Lane lane : to) {
      lane.feed(event, waits);
    }
  }

  private void feedApplication(Event event) {
    // Fed without the lock, which a full queue would hold: a lane added meanwhile gets it from add.
    feed(event, remember(event));
  }

  private synchronized Lane[] remember(Event event) {
    if (application == null || !event.isOpen()) {
      application = event;
    }
    return lanes;
  }

  @Override
  public boolean isNonBlocking() {
    return overflow == Overflow.DROP;
  }

  /** One account for each listener, in their order. */
  public List<ListenerStats> stats() {
    List<ListenerStats> stats = new ArrayList<>();
    for (Lane lane : lanes) {
      stats.add(lane.stats());
    }
    return List.copyOf(stats);
  }

  /** All listeners flush at the same time, and have the whole timeout each. */
  @Override
  public void flush(Duration timeout) {
    flushed(timeout);
  }

  /** Flushes; false when a listener has not got, or not flushed, all its events in time. */
  boolean flushed(Duration timeout) {
    return onAll("gomon-flush", timeout, Lane::flush);
  }

  /** All listeners get what is queued for them, and stop, at the same time. */
  @Override
  public void stop(Duration timeout) {
    stopped = true;
    onAll("gomon-stop", timeout, Lane::stop);
    for (Lane lane : lanes) {
      lane.abandon();
    }
  }

  private boolean onAll(String name, Duration timeout, LaneCall call) {
    Deadline deadline = Deadline.after(timeout);
    List<BooleanSupplier> calls = new ArrayList<>();
    for (Lane lane : lanes) {
      calls.add(() -> call.call(lane, deadline));
    }
    return BoundedCalls.run(name, calls, deadline);
  }

  private interface LaneCall {
    boolean call(Lane lane, Deadline deadline);
  }
}
