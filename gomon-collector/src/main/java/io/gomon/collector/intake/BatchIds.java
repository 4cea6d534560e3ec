/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.intake;

import io.gomon.collector.ingest.Verdict;
import io.gomon.collector.store.Project;
import io.gomon.collector.wal.WalEntry;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/**
 * Which named batches were taken lately, and which are being taken, so that a repeated one counts
 * once. Repeated means: the same name and the same bytes. Bounded: the oldest are forgotten. Any
 * thread.
 */
public final class BatchIds {
  private static final int MAX_IDS = 65_536;

  /**
   * What makes a batch the same as another one. Two that differ have one key by accident once in
   * 2^64 pairs of one name and one length.
   *
   * @param bodyHash of the body as it was sent: a CRC-32 and a CRC-32C
   */
  record Key(Project project, String name, int bodyBytes, long bodyHash) {
    static Key of(Project project, String name, byte[] body) {
      CRC32 high = new CRC32();
      high.update(body);
      CRC32C low = new CRC32C();
      low.update(body);
      return new Key(project, name, body.length, high.getValue() << 32 | low.getValue());
    }

    static Key of(WalEntry logged) {
      return of(Note.of(logged).project(), logged.batchId(), logged.body());
    }

    private String scopedName() {
      return project.name() + ' ' + name;
    }
  }

  /** One batch; its outcome is what is answered, once it is on disk. */
  static final class Name {
    final CompletableFuture<Verdict> outcome = new CompletableFuture<>();
    private volatile long position;

    void position(long newPosition) {
      position = newPosition;
    }
  }

  /**
   * What {@link #claim} found: the entry of a batch, whether the caller made it, and whether the
   * newest batch of its name is another one.
   */
  record Claim(Name entry, boolean isNew, boolean isConflict) {}

  /** Guarded by itself. */
  private final Map<Key, Name> byKey = bounded();

  /** The newest batch of each name. Guarded by {@link #byKey}. */
  private final Map<String, Key> byName = bounded();

  private static <K, V> Map<K, V> bounded() {
    return new LinkedHashMap<>() {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > MAX_IDS;
      }
    };
  }

  /** Enters a batch, or finds who entered it first. */
  Claim claim(Key key) {
    synchronized (byKey) {
      Name existing = byKey.get(key);
      if (existing != null) {
        return new Claim(existing, false, false);
      }
      Name entry = new Name();
      byKey.put(key, entry);
      return new Claim(entry, true, byName.put(key.scopedName(), key) != null);
    }
  }

  /** The batch was not taken: its name is free again. */
  void forget(Key key, Name entry) {
    synchronized (byKey) {
      if (byKey.remove(key, entry)) {
        byName.remove(key.scopedName(), key);
      }
    }
  }

  /**
   * Enters a batch that stands in the log. The first of equal records is the one that counts.
   *
   * @param position where it is to be read; 0 if it will not be read again
   */
  public void restore(WalEntry logged, long position) {
    if (logged.batchId().isEmpty()) {
      return;
    }
    Claim claim = claim(Key.of(logged));
    if (claim.isNew()) {
      claim.entry().position(position);
      claim.entry().outcome.complete(RecordCodec.verdictOf(logged));
    }
  }

  /**
   * Whether a record of the log repeats an earlier one. That happens when the disk failed after it
   * had taken a record: the sender was told to come again, and both were found after a restart.
   */
  public boolean isRepeated(WalEntry logged, long position) {
    if (logged.batchId().isEmpty()) {
      return false;
    }
    Key key = Key.of(logged);
    synchronized (byKey) {
      Name entry = byKey.get(key);
      return entry != null && entry.position != 0 && entry.position < position;
    }
  }
}
