/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import io.gomon.GomonStats.ListenerStats;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
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

  /** Replaced as a whole under the lock, read without. */
  private volatile Lane[] lanes = new Lane[0];

  /** Guarded by {@code this}. */
  private @Nullable Event application;

  /** Guarded by {@code this}. */
  private boolean stopped;

  private Retransmitter(Overflow overflow, int maxQueuedEvents) {
    this.overflow = overflow;
    this.maxQueuedEvents = maxQueuedEvents;
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
    return new Retransmitter(overflow, powerOfTwo(maxQueuedEvents));
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
    if (application != null) {
      lane.feed(application);
    }
    Lane[] longer = Arrays.copyOf(lanes, lanes.length + 1);
    longer[lanes.length] = lane;
    lanes = longer;
    return this;
  }

  /**
   * Takes a listener out; it is stopped, and gets what is queued for it within the timeout.
   *
   * @return false if it was not there
   */
  public boolean remove(Listener listener, Duration timeout) {
    Lane removed = null;
    synchronized (this) {
      List<Lane> rest = new ArrayList<>();
      for (Lane lane : lanes) {
        if (lane.leadsTo(listener)) {
          removed = lane;
        } else {
          rest.add(lane);
        }
      }
      lanes = rest.toArray(new Lane[0]);
    }
    if (removed == null) {
      return false;
    }
    removed.stop(timeout);
    return true;
  }

  @Override
  public void feed(Event event) {
    if (event.isApplication()) {
      feedApplication(event);
      return;
    }
    for (Lane lane : lanes) {
      lane.feed(event);
    }
  }

  private synchronized void feedApplication(Event event) {
    if (application == null || !event.isOpen()) {
      application = event;
    }
    for (Lane lane : lanes) {
      lane.feed(event);
    }
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

  /** All listeners flush at the same time as far as they have threads; the timeout is for all. */
  @Override
  public void flush(Duration timeout) {
    forEachWithin(timeout, Lane::flush);
  }

  @Override
  public void stop(Duration timeout) {
    synchronized (this) {
      stopped = true;
    }
    forEachWithin(timeout, Lane::stop);
  }

  private void forEachWithin(Duration timeout, LaneCall call) {
    long deadlineNanos = System.nanoTime() + timeout.toNanos();
    for (Lane lane : lanes) {
      call.call(lane, Duration.ofNanos(Math.max(0, deadlineNanos - System.nanoTime())));
    }
  }

  private interface LaneCall {
    void call(Lane lane, Duration timeout);
  }
}
