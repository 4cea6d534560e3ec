/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc;

import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * The prototypes of one wrapper class that one data source uses. It keeps them for as long as it
 * lives itself, which is as long as it keeps its driver alive anyway. Any thread.
 */
final class Prototypes<W extends JdbcWrapper> {
  /** A driver has one or two classes of a kind; one that makes more is not remembered here. */
  private static final int MAX_REMEMBERED = 8;

  @SuppressWarnings("rawtypes")
  private static final AtomicReferenceFieldUpdater<Prototypes, Known> NEWEST =
      AtomicReferenceFieldUpdater.newUpdater(Prototypes.class, Known.class, "newest");

  private final Lookalikes<W> lookalikes;

  /** Replaced by CAS. */
  private volatile @Nullable Known<W> newest;

  Prototypes(Lookalikes<W> lookalikes) {
    this.lookalikes = lookalikes;
  }

  /** The prototype for this object of the driver. */
  W of(Object driver) {
    Class<?> type = driver.getClass();
    Known<W> first = newest;
    for (Known<W> known = first; known != null; known = known.older) {
      if (known.driverType == type) {
        return known.prototype;
      }
    }
    return remembered(new Known<>(type, lookalikes.prototypeFor(type), first));
  }

  private W remembered(Known<W> found) {
    if (found.number <= MAX_REMEMBERED) {
      // One that loses the race is found again at the next call.
      NEWEST.compareAndSet(this, found.older, found);
    }
    return found.prototype;
  }

  private static final class Known<W> {
    final Class<?> driverType;
    final W prototype;
    final @Nullable Known<W> older;
    final int number;

    Known(Class<?> driverType, W prototype, @Nullable Known<W> older) {
      this.driverType = driverType;
      this.prototype = prototype;
      this.older = older;
      this.number = older == null ? 1 : older.number + 1;
    }
  }
}
