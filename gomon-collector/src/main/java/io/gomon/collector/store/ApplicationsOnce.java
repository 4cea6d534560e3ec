/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A store that is not asked again to store what foreign processes say about themselves: that comes
 * with each of their batches, and to look for it in the day's file would cost more than the batch.
 * What is stored is the same, whatever is remembered. {@link #apply} on one thread, the rest on
 * any.
 */
public final class ApplicationsOnce extends ForwardingStore {
  private static final int MAX_REMEMBERED = 10_000;
  private static final String FINGERPRINT = "application";

  private record Key(Project project, long idHigh, long idLow, long startNanos) {}

  /** The applier's own; in the order of use. */
  private final Map<Key, Boolean> stored =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Boolean> eldest) {
          return size() > MAX_REMEMBERED;
        }
      };

  public ApplicationsOnce(TelemetryStore store) {
    super(store);
  }

  @Override
  public Applied apply(ApplyGroup group) throws StoreException {
    List<Key> fresh = new ArrayList<>();
    List<LoggedBatch> batches = new ArrayList<>(group.batches().size());
    for (LoggedBatch batch : group.batches()) {
      batches.add(withoutKnown(batch, fresh));
    }
    Applied applied = super.apply(new ApplyGroup(group.position(), batches));
    fresh.forEach(key -> stored.put(key, true));
    return applied;
  }

  private LoggedBatch withoutKnown(LoggedBatch batch, List<Key> fresh) {
    List<CollectedEvent> left = new ArrayList<>(batch.events().size());
    for (CollectedEvent event : batch.events()) {
      Key key = keyOf(batch.project(), event);
      if (key == null || stored.get(key) == null) {
        left.add(event);
      }
      if (key != null) {
        fresh.add(key);
      }
    }
    boolean same = left.size() == batch.events().size();
    return same ? batch : new LoggedBatch(batch.position(), batch.project(), left);
  }

  /** Null for what is nothing of that kind, and for what the store may refuse as future. */
  private static @Nullable Key keyOf(Project project, CollectedEvent event) {
    if (!event.fingerprint().equals(FINGERPRINT) || event.isOpen()) {
      return null;
    }
    long nowNanos = TimeUnit.MILLISECONDS.toNanos(Instant.now().toEpochMilli());
    return event.startNanos() > nowNanos
        ? null
        : new Key(project, event.idHigh(), event.idLow(), event.startNanos());
  }
}
