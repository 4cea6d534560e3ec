/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.intake;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Which named batches were taken lately, and which are being taken, so that a repeated one counts
 * once. Bounded: the oldest names are forgotten. Any thread.
 */
public final class BatchIds {
  private static final int MAX_IDS = 65_536;

  /** One name; its outcome is how many events the batch has, once they are on disk. */
  static final class Name {
    final CompletableFuture<Integer> outcome = new CompletableFuture<>();
    private volatile long position;

    void position(long newPosition) {
      position = newPosition;
    }
  }

  /** What {@link #claim} found: the entry of a name, and whether the caller made it. */
  record Claim(Name entry, boolean isNew) {}

  /** Guarded by itself. */
  private final Map<String, Name> byId =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Name> eldest) {
          return size() > MAX_IDS;
        }
      };

  /** Enters a name, or finds who entered it first. */
  Claim claim(String id) {
    synchronized (byId) {
      Name existing = byId.get(id);
      if (existing != null) {
        return new Claim(existing, false);
      }
      Name entry = new Name();
      byId.put(id, entry);
      return new Claim(entry, true);
    }
  }

  /** The batch was not taken: its name is free again. */
  void forget(String id, Name entry) {
    synchronized (byId) {
      byId.remove(id, entry);
    }
  }

  /**
   * Enters a name that stands in the log. The first record of a name is the one that counts.
   *
   * @param position where it is to be read; 0 if it will not be read again
   */
  public void restore(String id, long position, int events) {
    if (id.isEmpty()) {
      return;
    }
    Claim claim = claim(id);
    if (claim.isNew()) {
      claim.entry().position(position);
      claim.entry().outcome.complete(events);
    }
  }

  /**
   * Whether a record of the log repeats an earlier one. That happens when the disk failed after it
   * had taken a record: the sender was told to come again, and both were found after a restart.
   */
  public boolean isRepeated(String id, long position) {
    synchronized (byId) {
      Name entry = byId.get(id);
      return entry != null && entry.position != 0 && entry.position < position;
    }
  }
}
