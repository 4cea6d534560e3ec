/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import io.gomon.internal.ContextSlot;
import io.gomon.internal.Ids;
import io.gomon.internal.Values;
import io.gomon.spi.FrozenValues;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The tracker that records. It is the event, too, so that finishing copies nothing: see {@link
 * EventData} for the layout and for who may write when.
 */
final class RecordingTracker extends EventData implements EventTracker {
  private static final int MAX_ATTRIBUTES = 128;
  private static final int MAX_ERRORS = 16;
  private static final VarHandle ELAPSED;
  private static final VarHandle OWNER;
  private static final VarHandle ERRORS;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      ELAPSED = lookup.findVarHandle(EventData.class, "elapsedNanos", long.class);
      OWNER = lookup.findVarHandle(EventData.class, "owner", Object[].class);
      ERRORS = lookup.findVarHandle(EventData.class, "errors", Object.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private RecordingTracker(
      String fingerprint, Lineage lineage, long idLow, long startNanos, @Nullable Object[] owner) {
    super(fingerprint, lineage, idLow, startNanos);
    this.owner = owner;
  }

  /** A copy, as it is now, which nobody else knows. */
  private RecordingTracker(RecordingTracker live) {
    super(live);
    this.owner = ContextSlot.get();
  }

  /** An event under another of this process. */
  static RecordingTracker childOf(
      RecordingTracker parent, String fingerprint, @Nullable Object[] slot) {
    Lineage lineage = parent.ofChildren;
    if (lineage == null || lineage == Lineage.NONE) {
      lineage = parent.makeLineage(lineage == null);
    }
    return new RecordingTracker(
        fingerprint, lineage, Ids.next(slot), lineage.trace.gomon.monotonicNanos(), slot);
  }

  /** Two threads may make one each; they say the same. */
  private Lineage makeLineage(boolean isOpen) {
    Lineage mine = lineage;
    Lineage made =
        new Lineage(
            mine.trace, idHigh(), idLow, mine.asAbove(), isOpen ? usableFingerprint() : null);
    ofChildren = made;
    return made;
  }

  /** An event with no other above it than the application's; its id names the trace. */
  static RecordingTracker root(Gomon gomon, String fingerprint) {
    long now = gomon.monotonicNanos();
    long offset = gomon.epochOffsetNanos();
    @Nullable Object[] slot = ContextSlot.get();
    long idLow = Ids.first(slot);
    UUID parent = gomon.applicationId();
    Lineage lineage =
        new Lineage(
            new TraceContext(gomon, Ids.high(offset + now), idLow, 1, "", offset).withRoot(idLow),
            parent.getMostSignificantBits(),
            parent.getLeastSignificantBits());
    return new RecordingTracker(fingerprint, lineage, idLow, now, slot);
  }

  /** An event under one of another process. */
  static RecordingTracker childOf(Gomon gomon, RemoteParent parent, String fingerprint) {
    @Nullable Object[] slot = ContextSlot.get();
    long idLow = Ids.next(slot);
    TraceContext trace =
        new TraceContext(
            gomon,
            parent.traceHigh(),
            parent.traceLow(),
            parent.flags(),
            parent.otherState(),
            gomon.epochOffsetNanos());
    Lineage lineage = new Lineage(trace.withRoot(idLow), parent.parentHigh(), parent.spanId());
    return new RecordingTracker(fingerprint, lineage, idLow, gomon.monotonicNanos(), slot);
  }

  /** A finished event that stands for those that were folded, for the dispatching thread. */
  static RecordingTracker folded(Fold fold, Map<String, ?> attributes) {
    RecordingTracker event =
        new RecordingTracker(
            Fold.FINGERPRINT, fold.lineage, fold.id.low(), fold.startNanos, ContextSlot.get());
    event.sealWith(attributes);
    event.elapsedNanos = fold.endNanos - fold.startNanos;
    event.owner = null;
    return event;
  }

  /** The event of the process run itself, which has no parent, and began when its id was made. */
  static RecordingTracker application(Gomon gomon, String fingerprint) {
    UUID id = gomon.applicationId();
    long low = id.getLeastSignificantBits();
    TraceContext trace =
        new TraceContext(gomon, id.getMostSignificantBits(), low, 1, "", gomon.epochOffsetNanos());
    return new RecordingTracker(
        fingerprint, new Lineage(trace, 0, 0), low, gomon.startNanos(), ContextSlot.get());
  }

  @Override
  public UUID id() {
    return new UUID(idHigh(), idLow);
  }

  @Override
  public boolean isRecording() {
    return true;
  }

  @Override
  public EventTracker set(String key, @Nullable String value) {
    if (value != null) {
      String cut = Values.cut(value);
      put(key, cut, cut.length() == value.length() ? 0 : 1);
    }
    return this;
  }

  @Override
  public EventTracker set(String key, long value) {
    putNumber(key, value);
    return this;
  }

  @Override
  public EventTracker set(String key, double value) {
    put(key, (Double) value, 0);
    return this;
  }

  @Override
  public EventTracker set(String key, boolean value) {
    put(key, value ? Boolean.TRUE : Boolean.FALSE, 0);
    return this;
  }

  @Override
  public EventTracker set(String key, byte @Nullable [] value) {
    if (value != null) {
      Values values = new Values();
      byte[] copy = values.copy(value);
      put(key, copy, values.cuts());
    }
    return this;
  }

  @Override
  public EventTracker set(String key, @Nullable List<?> value) {
    if (value instanceof FrozenValues frozen) {
      put(key, frozen, 0);
    } else if (value != null && !isFinished()) {
      putCopy(key, values -> values.copy(value));
    }
    return this;
  }

  @Override
  public EventTracker set(String key, @Nullable Map<?, ?> value) {
    if (value != null && !isFinished()) {
      putCopy(key, values -> values.copy(value));
    }
    return this;
  }

  @Override
  public EventTracker setAll(@Nullable SharedAttributes attributes) {
    if (attributes != null) {
      if (ContextSlot.isOwn(owner) && !hasAnyOf(attributes)) {
        put(SharedAttributes.KEY, attributes, attributes.cuts());
      } else {
        for (int i = 0; i < attributes.size(); i++) {
          // With the first it is said how much was cut of all.
          put(attributes.keyAt(i), attributes.valueAt(i), i == 0 ? attributes.cuts() : 0);
        }
      }
    }
    return this;
  }

  /** Whether one of them is set already, or others are shared, so that each is to be set. */
  private boolean hasAnyOf(SharedAttributes attributes) {
    if (size() > 0) {
      if (get(SharedAttributes.KEY) != null) {
        return true;
      }
      for (int i = 0; i < attributes.size(); i++) {
        if (get(attributes.keyAt(i)) != null) {
          return true;
        }
      }
    }
    return false;
  }

  private void putCopy(@Nullable String key, Function<Values, Object> copy) {
    Values values = new Values();
    try {
      Object copied = copy.apply(values);
      put(key, copied, values.cuts());
    } catch (Throwable t) {
      // The application's own collection fails while it is read, or changes on another thread.
      countCuts(1);
    }
  }

  /** Sets an attribute, and counts what was cut from it, unless there is no place for it. */
  private void put(@Nullable String key, Object value, int cuts) {
    if (!ContextSlot.isOwn(owner)) {
      share();
    }
    @Nullable Object[] loaded = loadMore();
    int i = placeOf(key, loaded);
    if (key != null && i >= 0) {
      countCuts(cuts);
      write(i, key, value, loaded);
    }
  }

  private void putNumber(@Nullable String key, long value) {
    if (!ContextSlot.isOwn(owner)) {
      put(key, (Long) value, 0);
      return;
    }
    @Nullable Object[] loaded = loadMore();
    int i = placeOf(key, loaded);
    if (key != null && i >= 0) {
      writeNumber(i, key, value, loaded);
    }
  }

  /** Where the key is, or is to be; negative when it cannot be set. */
  private int placeOf(@Nullable String key, @Nullable Object @Nullable [] loaded) {
    if (key == null || isFinished()) {
      return -1;
    }
    int place = find(key, loaded);
    if (place == MAX_ATTRIBUTES) {
      countCuts(1);
      return -1;
    }
    return place;
  }

  /**
   * Somebody else than the owner is about to write. He says so before he looks whether the event is
   * finished, and the owner finishes it before he looks whether somebody said so: one of the two
   * sees the other (Dekker), so after {@link #end} nobody writes to an event that has an owner.
   */
  private void share() {
    OWNER.setVolatile(this, null);
  }

  @Override
  public EventTracker addError(@Nullable Throwable error) {
    if (!ContextSlot.isOwn(owner)) {
      share();
    }
    Object before = ERRORS.getAcquire(this);
    if (error == null || isFinished()) {
      return this;
    }
    if (before == null) {
      ERRORS.compareAndSet(this, null, error);
    } else {
      List<Object> all = new ArrayList<>();
      if (before instanceof List<?> list) {
        all.addAll(list);
      } else {
        all.add(before);
      }
      addDistinct(all, error);
      ERRORS.compareAndSet(this, before, all);
    }
    return this;
  }

  private void addDistinct(List<Object> all, Throwable error) {
    for (Object other : all) {
      if (other == error) {
        return;
      }
    }
    if (all.size() == MAX_ERRORS) {
      countCuts(1);
    } else {
      all.add(error);
    }
  }

  @Override
  public EventTracker newChild(String childFingerprint) {
    return gomon().isEnabled()
        ? childOf(this, childFingerprint, ContextSlot.sameOrFound(owner))
        : NoopTracker.INSTANCE;
  }

  @Override
  public Scope makeCurrent() {
    return CurrentScope.open(this);
  }

  @Override
  public void announce() {
    // What is announced lives long, and must not keep the thread alive that started it.
    share();
    if (!isFinished()) {
      gomon().handOver(new RecordingTracker(this));
    }
  }

  @Override
  public void finish() {
    if (end()) {
      TraceContext trace = lineage.trace;
      if (trace.isRoot(idLow)) {
        trace.finishRoot(this);
        CurrentScope.leaveOver(trace);
      }
      gomon().handOver(this);
    }
  }

  /** Finishes without handing over; true for the first that asks. */
  boolean end() {
    long elapsed = Math.max(0, gomon().monotonicNanos() - startNanos);
    if (!ELAPSED.compareAndSet(this, OPEN, elapsed)) {
      return false;
    }
    if (!ContextSlot.isOwn((Object[]) OWNER.getVolatile(this))) {
      share();
    }
    return true;
  }

  private boolean isFinished() {
    return (long) ELAPSED.getVolatile(this) != OPEN;
  }

  @Override
  public String traceparent() {
    return W3cTraceContext.traceparent(this);
  }

  @Override
  public String tracestate() {
    return W3cTraceContext.tracestate(this);
  }
}
