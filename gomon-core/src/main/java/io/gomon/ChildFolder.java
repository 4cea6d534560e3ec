/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Folds equal children of one event: the first ones go on whole, those beyond {@code fold.after}
 * become one {@code folded} event. Of the dispatching thread; the application pays nothing.
 */
final class ChildFolder {
  /*
   * State. `parents` knows, by id, every event that lately got a child, was announced, is held
   * back as the slowest of a fold, or is awaited by what is below it. A parent has a group for each
   * shape of its children, and a group that is full has a fold, which takes in what comes: the
   * slowest so far is held back, the one it displaces is counted and forgotten, and only its id
   * stays a while in `foldedIds`.
   *
   * No orphans. An event may be forgotten only while no listener has seen its id: nothing below it
   * went on, and no announcement. `parents` remembers those ids. When it has to forget one of which
   * the end is still to come, what began until then is never folded, since nobody knows any more.
   * Children that come after their parent was folded get the id of the event that stands for it,
   * and are folded in turn. What comes before an event that is likely to be folded, or is below a
   * slowest one, waits (see `FoldWaiting`) until that is decided. An announcement is held back until
   * a child comes (then it goes on) or the end (then both are one event more in the fold).
   *
   * Accounts. Each event taken in is fed on, or counted in `folded`, or in `held`, which is
   * transitional; `made` are the events that stand for others.
   *
   * Bounds. MAX_PARENTS parents with MAX_SHAPES shapes each and MAX_SHAPE_CHARS characters in them;
   * MAX_FOLDS folds, each with one event and a histogram of 2 kB mostly, at most 16 kB; what
   * `FoldWaiting` allows. The parent that was used longest ago makes room.
   */
  static final int MAX_PARENTS = 1_024;
  static final int MAX_FOLDS = 512;
  private static final long MAX_SHAPE_CHARS = 4_194_304;
  private static final int MAX_INSERTED_PER_EVENT = 3;
  private static final int MAX_ROUNDS = 64;
  private static final long MAX_AGE_NANOS = 10_000_000_000L;

  private final FoldSettings settings;
  private final LongSupplier monotonicNanos;
  private final Consumer<? super RecordingTracker> outlet;
  private final FoldParents parents = new FoldParents();
  private final FoldedIds foldedIds = new FoldedIds();
  private final FoldWaiting waiting = new FoldWaiting(parents, foldedIds);
  private int folds;
  private long shapeChars;
  private long folded;
  private long held;
  private long made;

  /**
   * Makes one that is empty.
   *
   * @param outlet gets what goes on
   */
  ChildFolder(
      FoldSettings settings,
      LongSupplier monotonicNanos,
      Consumer<? super RecordingTracker> outlet) {
    this.settings = settings;
    this.monotonicNanos = monotonicNanos;
    this.outlet = outlet;
  }

  /** Events taken in that no listener will see. */
  long folded() {
    return folded;
  }

  /** Events taken in of which that is not known yet. */
  long held() {
    return held;
  }

  /** Events that stand for others. */
  long made() {
    return made;
  }

  /** Takes in a redacted event, finished or announced. */
  void accept(RecordingTracker event) {
    takeIn(event);
    takeInAgain();
  }

  private void takeInAgain() {
    for (RecordingTracker each = waiting.next(); each != null; each = waiting.next()) {
      held--;
      takeIn(each);
    }
  }

  private void takeIn(RecordingTracker event) {
    if (event.lineage.isOfRoot()) {
      takeInRoot(event);
      return;
    }
    waiting.adopt(event);
    int after = settings.after();
    if (after == 0) {
      passUncounted(event);
      return;
    }
    makeRoom();
    FoldParent awaited = waiting.awaitedBy(event, after);
    if (awaited != null) {
      await(awaited, event);
    } else if (event.isOpen()) {
      takeInAnnounced(event, after);
    } else {
      takeInFinished(event, after);
    }
  }

  private void await(FoldParent awaited, RecordingTracker event) {
    if (waiting.add(awaited, event, monotonicNanos.getAsLong())) {
      held++;
      return;
    }
    goOnBelow(awaited);
    takeInAfterThose(event);
  }

  private void takeInAfterThose(RecordingTracker event) {
    held++;
    waiting.takeInAgain(event);
  }

  /** What waits for this event is not to wait any longer; so it will be delivered itself. */
  private void goOnBelow(FoldParent awaited) {
    Fold fold = awaited.slowestOf;
    if (fold != null) {
      showSlowest(fold);
    }
    waiting.end(awaited);
  }

  private void goOn(RecordingTracker event) {
    if (!event.isOpen()) {
      event.decided();
    }
    outlet.accept(event);
  }

  private void takeInRoot(RecordingTracker event) {
    if (!event.isOpen()) {
      if (event.parentLow() == 0) {
        // The end of the application event: it is to be the last, or nearly so.
        flush();
      }
      FoldParent own = parents.remove(event.idLow);
      if (own != null) {
        release(own);
      }
    }
    outlet.accept(event);
  }

  /** Folding is off. */
  private void passUncounted(RecordingTracker event) {
    clear();
    parents.nowUncertain(event.parentHigh());
    if (event.isOpen()) {
      parents.nowUncertain(event.idHigh());
    }
    goOn(event);
  }

  private void takeInAnnounced(RecordingTracker event, int after) {
    FoldParent own = parents.find(event.idLow);
    if (own != null && own.waiting != null) {
      goOnBelow(own);
      takeInAfterThose(event);
      return;
    } else if (own != null) {
      show(own);
    } else if (waiting.isFolded(event)) {
      folded++; // Two threads: the end was handed over before the announcement.
      return;
    }
    FoldParent parent = parentOf(event);
    FoldGroup group = groupOf(parent, event);
    FoldParent self = parents.findOrMake(event.idHigh(), event.idLow);
    if (group != null && !self.counted) {
      self.counted = true;
      parent.count(group);
    }
    if (group == null || group.count <= after || own != null || parents.isUncertain(self.idHigh)) {
      goOn(event);
    } else {
      held++;
      self.announcement = event;
      self.heldSinceNanos = monotonicNanos.getAsLong();
    }
  }

  private void takeInFinished(RecordingTracker event, int after) {
    FoldParent parent = parentOf(event);
    FoldGroup group = groupOf(parent, event);
    FoldParent own = parents.find(event.idLow);
    boolean counts = group != null && (own == null || !own.counted || group.failed);
    boolean unseen = own == null ? !parents.isUncertain(event) : own.isUnseen();
    boolean folds = group != null && group.count + (counts ? 1 : 0) > after && unseen;
    if (!folds && own != null && own.waiting != null) {
      waiting.end(own);
      takeInAfterThose(event);
      return;
    }
    if (group != null && counts) {
      parent.count(group);
    }
    parents.remove(event.idLow);
    if (group != null && folds) {
      fold(group, event, own);
      return;
    }
    if (own != null) {
      release(own);
    }
    goOn(event);
  }

  private FoldParent parentOf(RecordingTracker event) {
    Lineage lineage = event.lineage;
    FoldParent parent = parents.findOrMake(lineage.parentHigh, lineage.parentLow);
    parent.isDecided = lineage.openParent == null || lineage.isParentRoot();
    show(parent);
    return parent;
  }

  private @Nullable FoldGroup groupOf(FoldParent parent, RecordingTracker event) {
    int before = parent.groups.size();
    FoldGroup group = parent.groupOf(event);
    if (group != null && parent.groups.size() > before) {
      shapeChars += group.chars();
    }
    return group;
  }

  /** An announcement that was held back goes on. */
  private void show(FoldParent announced) {
    RecordingTracker announcement = announced.announcement;
    if (announcement != null) {
      announced.announcement = null;
      held--;
      goOn(announcement);
    }
  }

  /**
   * Folds a finished event that nobody has seen.
   *
   * @param own what was known of it, taken out
   */
  private void fold(FoldGroup group, RecordingTracker event, @Nullable FoldParent own) {
    if (own != null && own.announcement != null) {
      held--;
      folded++;
    }
    Fold fold = foldOf(group, event);
    RecordingTracker slowest = fold.slowest;
    if (slowest != null && event.elapsedNanos <= slowest.elapsedNanos) {
      forget(fold, event);
      waiting.end(own);
      return;
    }
    if (slowest != null) {
      held--;
      forget(fold, slowest);
      waiting.end(parents.remove(slowest.idLow));
    }
    held++;
    fold.slowest = event;
    FoldParent entry = parents.findOrMake(event.idHigh(), event.idLow);
    entry.slowestOf = fold;
    waiting.begin(entry, own, fold.sinceNanos);
  }

  private Fold foldOf(FoldGroup group, RecordingTracker event) {
    Fold fold = group.fold;
    if (fold == null) {
      fold = new Fold(group, event.lineage, monotonicNanos.getAsLong());
      group.fold = fold;
      folds++;
    }
    return fold;
  }

  private void forget(Fold fold, RecordingTracker event) {
    folded++;
    event.decided();
    fold.add(event);
    foldedIds.put(event.idLow, fold.id);
  }

  private void showSlowest(Fold fold) {
    RecordingTracker slowest = fold.slowest;
    if (slowest != null) {
      fold.slowest = null;
      held--;
      goOn(slowest);
      waiting.end(parents.remove(slowest.idLow));
    }
  }

  /** Ends a fold: what it holds back goes on, and then the event that stands for the rest. */
  private void end(Fold fold) {
    fold.group.fold = null;
    folds--;
    showSlowest(fold);
    if (!fold.isEmpty()) {
      FoldParent own = parents.remove(fold.id.low());
      if (own != null) {
        release(own);
      }
      made++;
      outlet.accept(fold.toEvent());
    }
  }

  /** After a parent was taken out: all that is held back under it goes on. */
  private void release(FoldParent parent) {
    show(parent);
    goOnBelow(parent);
    for (FoldGroup group : parent.groups) {
      shapeChars -= group.chars();
      if (group.fold != null) {
        end(group.fold);
      }
    }
  }

  private void makeRoom() {
    while (parents.size() > MAX_PARENTS - MAX_INSERTED_PER_EVENT
        || folds >= MAX_FOLDS
        || shapeChars > MAX_SHAPE_CHARS) {
      FoldParent oldest = parents.oldest();
      if (oldest.slowestOf != null) {
        // It goes with the fold, when the turn of that comes; there are fewer folds than parents.
        parents.findOrMake(oldest.idHigh, oldest.idLow);
      } else {
        forget(oldest);
      }
    }
  }

  private void forget(FoldParent parent) {
    parents.remove(parent.idLow);
    if (!parent.isDecided) {
      parents.nowUncertain(parent.idHigh);
    }
    release(parent);
  }

  private void clear() {
    while (parents.size() > 0) {
      forget(parents.oldest());
    }
  }

  /** To be called now and then: what waits for 10 s goes on, that long parents show progress. */
  void tick() {
    if (settings.after() == 0) {
      clear();
      takeInAgain();
    } else if (held > 0) {
      flushOlderThan(monotonicNanos.getAsLong() - MAX_AGE_NANOS);
    }
  }

  /** All that is held back goes on. */
  void flush() {
    // What waited for one event may have to wait for another, further down.
    for (int i = 0; held > 0 && i < MAX_ROUNDS; i++) {
      flushOlderThan(monotonicNanos.getAsLong());
    }
  }

  private void flushOlderThan(long nanos) {
    for (FoldParent parent : parents.all()) {
      boolean isOld = parent.heldSinceNanos - nanos <= 0;
      if (parent.announcement != null && isOld) {
        show(parent);
      }
      if (parent.waiting != null && parent.slowestOf == null && isOld) {
        waiting.end(parent);
      }
      for (FoldGroup group : parent.groups) {
        if (group.fold != null && group.fold.sinceNanos - nanos <= 0) {
          end(group.fold);
        }
      }
    }
    takeInAgain();
  }
}
