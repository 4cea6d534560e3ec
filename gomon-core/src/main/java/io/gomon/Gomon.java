/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import io.gomon.internal.ContextSlot;
import io.gomon.internal.Deadline;
import io.gomon.internal.GomonThread;
import io.gomon.internal.Ids;
import io.gomon.spi.Clock;
import io.gomon.spi.Redactor;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes events and hands them to listeners: the one object that an application needs.
 *
 * <pre>{@code
 * Gomon gomon = Gomon.builder("shop").listener(LogListener.create()).startGlobal();
 * try (EventTracker order = gomon.start("order"); Scope scope = order.makeCurrent()) {
 *   order.set("items", 3);
 * }
 * gomon.stop(Duration.ofSeconds(5));
 * }</pre>
 *
 * <p>Any thread may call any method. After the set-up nothing here throws into the application, and
 * nothing waits for a listener, unless {@link Overflow#BLOCK} was asked for.
 */
public final class Gomon implements AutoCloseable {
  private static final Gomon NONE = new GomonBuilder("none").inert();
  private static volatile Gomon global = NONE;

  private final Clock clock;
  private final long startNanos;
  private final UUID applicationId;
  private final Dispatcher dispatcher;
  private final Retransmitter retransmitter;
  private final Settings settings = new Settings();
  private final PluginStates pluginStates = new PluginStates();
  private final LongAdder scopeMisuses = new LongAdder();
  private final LongAdder scopeLeaks = new LongAdder();
  private final Lifecycle lifecycle;

  /** What {@link #start} asks first. False before the start, when disabled, and after the stop. */
  private volatile boolean enabled;

  private volatile long epochOffsetNanos;

  Gomon(GomonBuilder builder) {
    this.clock = builder.clock;
    this.startNanos = clock.monotonicNanos();
    this.epochOffsetNanos = clock.epochNanos() - startNanos;
    this.applicationId = Ids.newId(epochOffsetNanos + startNanos);
    this.retransmitter = Retransmitter.ofDispatcher(builder.overflow, builder.maxQueuedEvents);
    this.dispatcher = new Dispatcher(this, builder, retransmitter);
    this.lifecycle = new Lifecycle(this, builder);
  }

  /**
   * Begins the set-up of a GoMon.
   *
   * @param application the name under which this program is shown, such as {@code shop}
   */
  public static GomonBuilder builder(String application) {
    return new GomonBuilder(application);
  }

  /**
   * The GoMon of the process, which wrappers use unless they are given another. One that records
   * nothing until {@link #setGlobal} or {@link GomonBuilder#startGlobal} has put one there.
   */
  public static Gomon global() {
    return global;
  }

  /**
   * Replaces the GoMon of the process, at any time; null puts back the one that records nothing.
   *
   * @return the former one, still running
   */
  public static Gomon setGlobal(@Nullable Gomon gomon) {
    synchronized (Gomon.class) {
      Gomon former = global;
      global = gomon == null ? NONE : gomon;
      return former;
    }
  }

  /** Puts back the one that records nothing, unless another has taken the place of this one. */
  static void clearGlobal(Gomon former) {
    synchronized (Gomon.class) {
      if (global == former) {
        global = NONE;
      }
    }
  }

  /**
   * Starts an event. Its parent is the current event of this thread; without one it is a root,
   * right under the application event.
   */
  public EventTracker start(String fingerprint) {
    if (!enabled) {
      return NoopTracker.INSTANCE;
    }
    @Nullable Object[] slot = ContextSlot.get();
    Object current = CurrentScope.current(slot);
    RecordingTracker parent = trackerOf(current);
    if (parent != null) {
      return RecordingTracker.childOf(parent, fingerprint, slot);
    }
    return current == ContextSlot.SUPPRESSED
        ? NoopTracker.INSTANCE
        : RecordingTracker.root(this, fingerprint);
  }

  /**
   * Starts an event whose parent is the current event of this thread; without one, the given event:
   * that of a connection, say, which was opened by somebody else.
   */
  public EventTracker start(String fingerprint, EventTracker otherwiseParent) {
    if (enabled && otherwiseParent instanceof RecordingTracker other && other.gomon() == this) {
      @Nullable Object[] slot = ContextSlot.get();
      Object current = CurrentScope.current(slot);
      if (current != ContextSlot.SUPPRESSED && trackerOf(current) == null) {
        return RecordingTracker.childOf(other, fingerprint, slot);
      }
    }
    return start(fingerprint);
  }

  /**
   * Starts an event that came from outside, such as a request: under its remote parent or, when
   * that is null, as a root. The current event of this thread plays no part.
   */
  public EventTracker startInbound(String fingerprint, @Nullable RemoteParent parent) {
    if (!enabled || CurrentScope.currentBeforeInbound() == ContextSlot.SUPPRESSED) {
      return NoopTracker.INSTANCE;
    }
    return parent == null
        ? RecordingTracker.root(this, fingerprint)
        : RecordingTracker.childOf(this, parent, fingerprint);
  }

  /** The current event of this thread; when there is none, the tracker that does nothing. */
  public EventTracker current() {
    RecordingTracker tracker = trackerOf(ContextSlot.get()[ContextSlot.EVENT]);
    return tracker == null ? NoopTracker.INSTANCE : tracker;
  }

  /** The tracker that a slot's content makes current for this GoMon. */
  private @Nullable RecordingTracker trackerOf(@Nullable Object current) {
    return current instanceof CurrentScope scope && scope.tracker.gomon() == this
        ? scope.tracker
        : null;
  }

  /**
   * Records nothing that is started on this thread, by any GoMon, until the scope is closed on the
   * same thread: for a listener's own thread, whose calls are none of the application's.
   */
  public static Scope suppress() {
    return new SuppressingScope();
  }

  /**
   * A task that runs under what is current here and now, wherever it runs; then what was current
   * there comes back. What it throws goes on unchanged. It may run any number of times, and holds
   * the event as long as it exists. While nothing is current, the task itself: there is nothing to
   * carry. Wrapping twice is wrapping once.
   */
  public static Runnable wrap(Runnable task) {
    return CarryingTask.wrapIfNeeded(task);
  }

  /** The same for a callable: see {@link #wrap(Runnable)}. */
  public static <T extends @Nullable Object> Callable<T> wrap(Callable<T> task) {
    return CarryingTask.wrapIfNeeded(task);
  }

  /**
   * A fork-join task, to be forked or invoked in place of this one, that runs under what is current
   * here and now. What the task forks on its part needs the same.
   */
  public static <T extends @Nullable Object> ForkJoinTask<T> wrap(ForkJoinTask<T> task) {
    return task == null || task instanceof CarryingForkJoinTask<T>
        ? task
        : new CarryingForkJoinTask.OfTask<>(task);
  }

  /**
   * An executor whose tasks run under what is current where each is handed over; also for the
   * {@code Async} methods of {@link java.util.concurrent.CompletableFuture}. A task that has run
   * holds no event, nor does its future.
   */
  public static Executor wrap(Executor executor) {
    return CarryingExecutor.wrap(executor);
  }

  /** The same for an executor service; the futures are its own. */
  public static ExecutorService wrap(ExecutorService executor) {
    return (ExecutorService) CarryingExecutor.wrap(executor);
  }

  /**
   * The same for a scheduler: a periodic task runs under what was current when it was scheduled.
   */
  public static ScheduledExecutorService wrap(ScheduledExecutorService executor) {
    return (ScheduledExecutorService) CarryingExecutor.wrap(executor);
  }

  /**
   * A factory whose threads run under what is current where each is made: for one thread a task, as
   * structured scopes and virtual threads are. Workers of a {@code ThreadPoolExecutor} are left as
   * they are; give no other pool such a factory, or its threads keep the first event for good.
   */
  public static ThreadFactory wrapThreads(ThreadFactory factory) {
    return factory instanceof CarryingThreadFactory ? factory : new CarryingThreadFactory(factory);
  }

  /**
   * The same as {@link #wrap(Runnable)} for a callback, of a CompletableFuture or a stream, say.
   */
  public static <T> Supplier<T> wrapSupplier(Supplier<T> callback) {
    return CarryingFunction.wrap(callback, CarryingFunction.OfSupplier::new);
  }

  /** What is inside of what {@code wrap} returned; anything else as it is. */
  public static <T extends @Nullable Object> T unwrap(T wrapped) {
    return Carrying.unwrapAs(wrapped);
  }

  /** Whether new events are recorded. */
  public boolean isEnabled() {
    return enabled;
  }

  /** Records again after {@link #disable}. Does nothing once stopped. */
  public void enable() {
    lifecycle.setEnabled(true);
  }

  /** Records no new events; those under way are still finished and delivered. */
  public void disable() {
    lifecycle.setEnabled(false);
  }

  /** Enables when disabled, and the other way round; returns whether it is enabled now. */
  public boolean toggle() {
    return lifecycle.toggle();
  }

  /** Adds a listener for all events; see {@link #addListener(Listener, Predicate)}. */
  public void addListener(Listener listener) {
    addListener(listener, event -> true);
  }

  /**
   * Adds a listener for the events that pass the filter, while running; its first event is the
   * application event.
   *
   * @throws IllegalArgumentException if the listener is there already
   * @throws IllegalStateException if this GoMon has stopped, or is the one that records nothing
   */
  public void addListener(Listener listener, Predicate<Event> filter) {
    if (this == NONE) {
      throw new IllegalStateException(
          "No GoMon is running that could feed "
              + listener.name()
              + ": start one with Gomon.builder(name).startGlobal()");
    }
    retransmitter.add(listener, filter);
  }

  /** Takes a listener out, after it was given what was queued for it, or at the timeout. */
  public boolean removeListener(Listener listener, Duration timeout) {
    return retransmitter.remove(listener, timeout);
  }

  /** The settings of all plug-ins, to be read and changed while running. */
  public Settings settings() {
    return settings;
  }

  /** What takes secrets out of events: for those who can tell a secret before it is set. */
  public Redactor redactor() {
    return dispatcher.redactor();
  }

  /** The {@code execution-id} of this run. */
  public UUID applicationId() {
    return applicationId;
  }

  /** What became of all events until now. */
  public GomonStats stats() {
    return dispatcher.stats(scopeMisuses.sum(), scopeLeaks.sum(), retransmitter.stats());
  }

  /**
   * Waits until all events made before the call are delivered and flushed; false at the timeout. A
   * listener must not wait for itself: called by one, it returns false at once.
   */
  public boolean flush(Duration timeout) {
    if (GomonThread.isFeeding()) {
      return false;
    }
    Deadline deadline = Deadline.after(timeout);
    boolean dispatched = dispatcher.flush(timeout);
    return retransmitter.flushed(deadline.left()) && dispatched;
  }

  /**
   * Stops recording, delivers what is queued, finishes the application event, and stops plug-ins
   * and listeners: all within the timeout. What it cuts off is counted; what hangs is left behind
   * on its daemon thread. Calling again waits for the first stop; a listener that calls it goes on
   * at once, and the rest happens behind its back.
   */
  public void stop(Duration timeout) {
    lifecycle.stop(timeout);
  }

  /** Stops with the timeout of the shutdown hook, 5 seconds unless set otherwise. */
  @Override
  public void close() {
    lifecycle.stop();
  }

  /** For {@link io.gomon.spi.PluginSlot}: what is kept under this index, null at first. */
  public @Nullable Object pluginState(int index) {
    return pluginStates.get(index);
  }

  /** For {@link io.gomon.spi.PluginSlot}: what is kept under this index, made when absent. */
  public Object pluginState(int index, Supplier<?> factory) {
    return pluginStates.getOrMake(index, factory);
  }

  long monotonicNanos() {
    return clock.monotonicNanos();
  }

  /** When the application event began, on the monotonic clock. */
  long startNanos() {
    return startNanos;
  }

  long epochOffsetNanos() {
    return epochOffsetNanos;
  }

  /** Follows the wall clock when it was set, or drifted, by more than 10 ms. */
  void followWallClock() {
    long offset = clock.epochNanos() - clock.monotonicNanos();
    if (Math.abs(offset - epochOffsetNanos) > 10_000_000) {
      epochOffsetNanos = offset;
    }
  }

  void handOver(RecordingTracker event) {
    dispatcher.handOver(event);
  }

  void countScopeMisuse() {
    scopeMisuses.increment();
  }

  void countScopeLeak() {
    scopeLeaks.increment();
  }

  void begin() {
    lifecycle.start();
  }

  void switchTo(boolean enabledNow) {
    enabled = enabledNow;
  }

  Dispatcher dispatcher() {
    return dispatcher;
  }

  Retransmitter retransmitter() {
    return retransmitter;
  }

  @Override
  public String toString() {
    return "Gomon[" + lifecycle.application() + ", " + applicationId + ']';
  }
}
