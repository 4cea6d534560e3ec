/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.intake;

import io.gomon.collector.ingest.BodyHash;
import io.gomon.collector.ingest.Verdict;
import io.gomon.collector.store.Project;
import io.gomon.collector.wal.WalEntry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Which named batches were taken lately, and which are being taken, so that a repeated one counts
 * once. Repeated means: the same name and the same bytes. The last {@value #MAX_IDS} are known,
 * whether their records are still in the log or not, and across restarts. Any thread.
 */
public final class BatchIds {
  static final int MAX_IDS = 1 << 19;

  /**
   * What makes a batch the same as another one. Two that differ have one key by accident once in
   * 2^64 pairs of one name.
   *
   * @param bodyHash of the body as it was sent
   */
  record Key(Project project, String name, int bodyBytes, long bodyHash) {
    static Key of(Project project, String name, byte[] body) {
      return new Key(project, name, body.length, BodyHash.of(body));
    }

    static Key of(WalEntry logged) {
      return of(Note.of(logged).project(), logged.batchId(), logged.body());
    }

    private long nameHash() {
      return hash(project.name() + ' ' + name);
    }

    private long contentHash() {
      return bodyHash ^ (long) bodyBytes * 0x9E3779B97F4A7C15L;
    }

    private static long hash(String text) {
      try {
        byte[] digest =
            MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.wrap(digest).getLong();
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e); // each JVM must have it
      }
    }
  }

  /** One batch; its outcome is what is answered, once it is on disk. */
  static final class Name {
    final CompletableFuture<Verdict> outcome = new CompletableFuture<>();
  }

  /**
   * What {@link #claim} found: the entry of a batch, whether the caller made it, and whether
   * another batch of its name is known.
   */
  record Claim(Name entry, boolean isNew, boolean isConflict) {}

  /** Batches that are being taken: as many as there are requests. Guarded by {@link #taken}. */
  private final Map<Key, Name> inFlight = new HashMap<>();

  /** Guarded by itself. */
  private final NameRing taken = new NameRing(MAX_IDS);

  /** Up to where records of the log will not be read again. Guarded by {@link #taken}. */
  private long replayFrom;

  private final @Nullable NameLog names;

  /** Knows only what it is told; for tests, and before there is a folder. */
  BatchIds() {
    names = null;
  }

  private BatchIds(Path folder) throws IOException {
    names = NameLog.open(folder, MAX_IDS, taken::add);
  }

  /**
   * Reads the names of batches that are not in the log any more.
   *
   * @param folder made when it is missing
   * @param replayFrom the position up to which the log is stored
   */
  public static BatchIds open(Path folder, long replayFrom) throws IOException {
    BatchIds ids = new BatchIds(folder);
    synchronized (ids.taken) {
      ids.replayFrom = replayFrom;
    }
    return ids;
  }

  /** Enters a batch, or finds who entered it first. */
  Claim claim(Key key) {
    long name = key.nameHash();
    synchronized (taken) {
      Name existing = inFlight.get(key);
      if (existing != null) {
        return new Claim(existing, false, false);
      }
      Name entry = new Name();
      NameRing.Entry before = taken.find(name, key.contentHash());
      if (before != null) {
        entry.outcome.complete(before.verdict());
        return new Claim(entry, false, false);
      }
      inFlight.put(key, entry);
      return new Claim(entry, true, taken.hasName(name));
    }
  }

  /** The batch was not taken: its name is free again. */
  void forget(Key key, Name entry) {
    synchronized (taken) {
      inFlight.remove(key, entry);
    }
  }

  /**
   * The batch is on disk.
   *
   * @param position where it ends in the log; 0 if there was nothing to log
   */
  void taken(Key key, long position, Verdict verdict) {
    long name = key.nameHash();
    synchronized (taken) {
      taken.add(new NameRing.Entry(name, key.contentHash(), position, verdict));
      inFlight.remove(key);
    }
  }

  /** Enters a batch that stands in the log. The first of equal records is the one that counts. */
  public void restore(WalEntry logged, long position) {
    if (logged.batchId().isEmpty()) {
      return;
    }
    Key key = Key.of(logged);
    synchronized (taken) {
      if (taken.find(key.nameHash(), key.contentHash()) == null) {
        taken(key, position, RecordCodec.verdictOf(logged));
      }
    }
  }

  /**
   * Whether a record of the log repeats an earlier one. That happens when the disk failed after it
   * had taken a record: the sender was told to come again, and both were found after a restart.
   *
   * <p>A record that the disk refused, and yet kept, may stand before the stored position and was
   * never stored: only one that is replayed makes a later one of its name a repeated one.
   */
  public boolean isRepeated(WalEntry logged, long position) {
    if (logged.batchId().isEmpty()) {
      return false;
    }
    Key key = Key.of(logged);
    synchronized (taken) {
      NameRing.Entry first = taken.find(key.nameHash(), key.contentHash());
      return first != null && first.position() > replayFrom && first.position() < position;
    }
  }

  /**
   * Keeps the names of a part of the log that is about to be deleted. For one thread.
   *
   * @throws IOException if they are not on disk; the part is to stay then
   */
  public void leaveLog(long beginPosition, long endPosition) throws IOException {
    if (names == null) {
      return;
    }
    List<NameRing.Entry> left;
    synchronized (taken) {
      left = taken.between(beginPosition, endPosition);
    }
    names.append(left);
  }

  /** How many names are known. */
  public int size() {
    synchronized (taken) {
      return taken.size();
    }
  }
}
