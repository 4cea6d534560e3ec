/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import io.gomon.internal.PaddedCounter;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Folds equal children of one event: the first ones go on whole, those beyond {@code fold.after}
 * become one {@code folded} event. Of the dispatching thread; the application pays nothing.
 */
final class ChildFolder {
  /*
   * State. `parents` knows, by id, every event that lately got a child, was announced, or is held
   * back as the slowest of a fold. A parent has a group for each shape of its children, and a group
   * that is full has a fold, which takes in what comes: the slowest so far is held back, the one it
   * displaces is counted and forgotten, and only its id stays a while in `foldedIds`.
   *
   * No orphans. An event may be forgotten only while no listener has seen its id: no child of it
   * went on, and no announcement. `parents` remembers those ids. When it has to forget one, it
   * raises `uncertainHigh` to the time of that id: what began until then is never folded, since
   * nobody knows any more. Children that come after their parent was folded get the id of the event
   * that stands for it, and are folded in turn under that. Children of the slowest wait with it
   * until it is decided whether they keep their parent. An announcement is held back until a child
   * comes (then it goes on) or the end (then both are one event more in the fold).
   *
   * Accounts. Each event taken in is fed on, or counted in `folded`, or in `held`, which is
   * transitional; `made` are the events that stand for others.
   *
   * Bounds. MAX_PARENTS parents with MAX_SHAPES shapes each and MAX_SHAPE_CHARS characters of text
   * in them; MAX_FOLDS folds, each with a histogram of at most 16 kB, 2 kB mostly, and at most
   * 1 + MAX_SLOWEST_CHILDREN events. The parent that was used longest ago makes room.
   */
  static final int MAX_PARENTS = 1_024;
  static final int MAX_FOLDS = 512;
  private static final long MAX_SHAPE_CHARS = 4_194_304;
  private static final int MAX_INSERTED_PER_EVENT = 3;
  private static final long MAX_AGE_NANOS = 10_000_000_000L;

  private final FoldSettings settings;
  private final LongSupplier monotonicNanos;
  private final Consumer<? super RecordingTracker> outlet;
  private final FoldParents parents = new FoldParents();
  private final FoldedIds foldedIds = new FoldedIds();

  /** Children of a slowest one that is no more: held back, to be taken in again. */
  private final Queue<RecordingTracker> again = new ArrayDeque<>();

  private final PaddedCounter uncertainHigh = new PaddedCounter();
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
    while (!again.isEmpty()) {
      held--;
      takeIn(again.remove());
    }
  }

  private void takeIn(RecordingTracker event) {
    if (event.lineage.ofRoot) {
      takeInRoot(event);
      return;
    }
    adopt(event);
    int after = settings.after();
    if (after == 0) {
      passUncounted(event);
      return;
    }
    makeRoom();
    if (event.isOpen()) {
      takeInAnnounced(event, after);
    } else {
      takeInFinished(event, after);
    }
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

  private void adopt(RecordingTracker event) {
    Fold.Id standsForParent = foldedIds.isEmpty() ? null : foldedIds.get(event.parentLow());
    if (standsForParent != null) {
      event.adopt(standsForParent.high(), standsForParent.low());
    }
  }

  /** Folding is off. */
  private void passUncounted(RecordingTracker event) {
    clear();
    nowUncertain(event.parentHigh());
    if (event.isOpen()) {
      nowUncertain(event.idHigh());
    }
    outlet.accept(event);
  }

  private void nowUncertain(long idHigh) {
    uncertainHigh.set(Math.max(uncertainHigh.own(), idHigh));
  }

  private void takeInAnnounced(RecordingTracker event, int after) {
    FoldParent own = parents.find(event.idLow);
    if (own != null) {
      show(own);
    }
    FoldParent parent = parentOf(event);
    if (parent.slowestOf != null && waitsWithSlowest(parent.slowestOf, null, event)) {
      return;
    }
    FoldGroup group = groupOf(parent, event);
    FoldParent self = parents.findOrMake(event.idHigh(), event.idLow);
    if (group != null && !self.counted) {
      self.counted = true;
      group.count++;
    }
    boolean seen = own != null || self.idHigh <= uncertainHigh.own();
    if (group == null || group.count <= after || seen) {
      outlet.accept(event);
    } else {
      held++;
      self.announcement = event;
      self.heldSinceNanos = monotonicNanos.getAsLong();
    }
  }

  private void takeInFinished(RecordingTracker event, int after) {
    FoldParent own = parents.remove(event.idLow);
    RecordingTracker announcement = null;
    if (own != null) {
      announcement = own.announcement;
      own.announcement = null;
      release(own);
    }
    FoldParent parent = parentOf(event);
    boolean seen = own != null && announcement == null;
    if (parent.slowestOf != null && waitsWithSlowest(parent.slowestOf, announcement, event)) {
      if (seen) {
        parents.findOrMake(event.idHigh(), event.idLow);
      }
      return;
    }
    FoldGroup group = groupOf(parent, event);
    if (group != null && (own == null || !own.counted || group.failed)) {
      group.count++;
    }
    if (group == null || group.count <= after || seen || isUncertain(event, own)) {
      if (announcement != null) {
        held--;
        outlet.accept(announcement);
      }
      outlet.accept(event);
      return;
    }
    if (announcement != null) {
      held--;
      folded++;
    }
    fold(parent, group, event);
  }

  private boolean isUncertain(RecordingTracker event, @Nullable FoldParent own) {
    return own == null && event.idHigh() <= uncertainHigh.own();
  }

  private FoldParent parentOf(RecordingTracker event) {
    FoldParent parent = parents.findOrMake(event.parentHigh(), event.parentLow());
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
      outlet.accept(announcement);
    }
  }

  /** False when there is no more room; then the slowest has gone on. */
  private boolean waitsWithSlowest(
      Fold fold, @Nullable RecordingTracker announcement, RecordingTracker event) {
    if (fold.slowestChildren.size() + 2 > Fold.MAX_SLOWEST_CHILDREN) {
      showSlowest(fold);
      return false;
    }
    if (announcement != null) {
      fold.slowestChildren.add(announcement);
    }
    held++;
    fold.slowestChildren.add(event);
    return true;
  }

  private void fold(FoldParent parent, FoldGroup group, RecordingTracker event) {
    Fold fold = group.fold;
    if (fold == null) {
      fold = new Fold(parent, group, event.lineage.trace, monotonicNanos.getAsLong());
      group.fold = fold;
      folds++;
    }
    RecordingTracker slowest = fold.slowest;
    if (slowest != null && event.elapsedNanos <= slowest.elapsedNanos) {
      forget(fold, event);
      return;
    }
    if (slowest != null) {
      parents.remove(slowest.idLow);
      held--;
      forget(fold, slowest);
      again.addAll(fold.slowestChildren);
      fold.slowestChildren.clear();
    }
    held++;
    fold.slowest = event;
    parents.findOrMake(event.idHigh(), event.idLow).slowestOf = fold;
  }

  private void forget(Fold fold, RecordingTracker event) {
    folded++;
    fold.add(event);
    foldedIds.put(event.idLow, fold.id);
  }

  private void showSlowest(Fold fold) {
    RecordingTracker slowest = fold.slowest;
    if (slowest == null) {
      return;
    }
    fold.slowest = null;
    FoldParent entry = parents.find(slowest.idLow);
    if (entry != null) {
      entry.slowestOf = null;
    }
    held--;
    outlet.accept(slowest);
    for (RecordingTracker child : fold.slowestChildren) {
      if (child.isOpen()) {
        nowUncertain(child.idHigh());
      }
      held--;
      outlet.accept(child);
    }
    fold.slowestChildren.clear();
  }

  /** Ends a fold: what it holds back goes on, and then the event that stands for the rest. */
  private void end(Fold fold) {
    fold.group.fold = null;
    folds--;
    RecordingTracker slowest = fold.slowest;
    if (slowest != null) {
      showSlowest(fold);
      parents.remove(slowest.idLow);
    }
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
    nowUncertain(parent.idHigh);
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
    } else if (held > 0) {
      flushOlderThan(monotonicNanos.getAsLong() - MAX_AGE_NANOS);
    }
  }

  /** All that is held back goes on. */
  void flush() {
    if (held > 0) {
      flushOlderThan(monotonicNanos.getAsLong());
    }
  }

  private void flushOlderThan(long nanos) {
    for (FoldParent parent : parents.all()) {
      if (parent.announcement != null && parent.heldSinceNanos - nanos <= 0) {
        show(parent);
      }
      for (FoldGroup group : parent.groups) {
        if (group.fold != null && group.fold.sinceNanos - nanos <= 0) {
          end(group.fold);
        }
      }
    }
  }
}
