/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.intake;

import io.gomon.collector.ingest.BadBatchException;
import io.gomon.collector.ingest.Decoded;
import io.gomon.collector.ingest.Rejection;
import io.gomon.collector.ingest.Room;
import io.gomon.collector.ingest.Verdict;
import io.gomon.collector.store.LoggedBatch;
import io.gomon.collector.wal.AppendListener;
import io.gomon.collector.wal.Wal;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Takes batches: decoded first, so that a bad one leaves no trace; then logged. Any thread. */
public final class Intake {
  private final Wal wal;
  private final RecordCodec codec;
  private final BatchIds ids;
  private final Acknowledged next;
  private final LongAdder acceptedEvents = new LongAdder();
  private final LongAdder duplicateBatches = new LongAdder();
  private final LongAdder nameConflicts = new LongAdder();
  private final Map<Rejection, LongAdder> rejected = new ConcurrentHashMap<>();

  public Intake(Wal wal, RecordCodec codec, BatchIds ids, Acknowledged next) {
    this.wal = wal;
    this.codec = codec;
    this.ids = ids;
    this.next = next;
  }

  /**
   * Takes a batch.
   *
   * @param room is asked before memory is taken
   * @return what is to be answered, as soon as it is on disk; fails with the IOException of the
   *     disk. For a batch that was taken before, or is being taken: what became of that one
   * @throws BadBatchException if it cannot be decoded; nothing was taken
   * @throws IOException if the log is full or closed; nothing was taken
   */
  public CompletableFuture<Verdict> take(Batch batch, Room room)
      throws BadBatchException, IOException {
    if (batch.batchId().isEmpty()) {
      return decodeAndLog(batch, room, new Entered(null, new BatchIds.Name()));
    }
    BatchIds.Key key = BatchIds.Key.of(batch.origin().project(), batch.batchId(), batch.body());
    BatchIds.Claim claim = ids.claim(key);
    if (!claim.isNew()) {
      duplicateBatches.increment();
      return claim.entry().outcome;
    }
    try {
      CompletableFuture<Verdict> outcome =
          decodeAndLog(batch, room, new Entered(key, claim.entry()));
      if (claim.isConflict()) {
        nameConflicts.increment(); // another batch, so it is taken: to refuse it would lose it
      }
      return outcome;
    } catch (BadBatchException | IOException | RuntimeException | Error e) {
      ids.forget(key, claim.entry());
      claim.entry().outcome.completeExceptionally(e); // whoever waits for it is told the same
      throw e;
    }
  }

  public long acceptedEvents() {
    return acceptedEvents.sum();
  }

  /** Items that were left out of batches that were taken, by why. */
  public Map<Rejection, Long> rejectedItems() {
    Map<Rejection, Long> counts = new EnumMap<>(Rejection.class);
    for (Rejection why : Rejection.values()) {
      LongAdder count = rejected.get(why);
      counts.put(why, count == null ? 0 : count.sum());
    }
    return counts;
  }

  public long duplicateBatches() {
    return duplicateBatches.sum();
  }

  /** Batches that were taken though their name was that of another one. */
  public long nameConflicts() {
    return nameConflicts.sum();
  }

  private void countRejected(Rejection why, int items) {
    rejected.computeIfAbsent(why, unused -> new LongAdder()).add(items);
  }

  /** A batch's entry among the names; no key when it has no name. */
  private record Entered(BatchIds.@Nullable Key key, BatchIds.Name entry) {}

  private CompletableFuture<Verdict> decodeAndLog(Batch batch, Room room, Entered entered)
      throws BadBatchException, IOException {
    BatchIds.Name entry = entered.entry();
    wal.checkRoom(batch.body().length); // before any work is done for what cannot be kept
    Decoded decoded = codec.decode(batch, room);
    if (decoded.events().isEmpty()) {
      enter(entered, 0, decoded.verdict()); // nothing to lose: nothing to log
      entry.outcome.complete(decoded.verdict());
      return entry.outcome;
    }
    wal.append(
        RecordCodec.encode(batch, decoded),
        new AppendListener() {
          @Override
          public void forced(long position) {
            try {
              enter(entered, position, decoded.verdict());
              acceptedEvents.add(decoded.verdict().accepted());
              decoded.rejected().forEach(Intake.this::countRejected);
              next.accept(logged(position, batch, decoded));
            } catch (RuntimeException | Error e) {
              next.missed(); // no memory, most likely: the log has it, so it is safe
            }
            entry.outcome.complete(decoded.verdict());
          }

          @Override
          public void failed(IOException cause) {
            if (entered.key() != null) {
              ids.forget(entered.key(), entry);
            }
            entry.outcome.completeExceptionally(cause);
          }
        });
    return entry.outcome;
  }

  private static LoggedBatch logged(long position, Batch batch, Decoded decoded) {
    return new LoggedBatch(
        position, batch.origin().project(), decoded.events(), decoded.memoryBytes());
  }

  private void enter(Entered entered, long position, Verdict verdict) {
    if (entered.key() != null) {
      ids.taken(entered.key(), position, verdict);
    }
  }
}
