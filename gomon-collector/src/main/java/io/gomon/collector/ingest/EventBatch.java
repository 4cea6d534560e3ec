/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ingest;

import io.gomon.collector.store.CollectedEvent;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What a body turns out to hold, while it is decoded. One thread. */
public final class EventBatch {
  /** More items in one request are refused: their objects weigh more than their bytes. */
  public static final int MAX_ITEMS = 100_000;

  private static final int STEP_BYTES = 64 << 10;
  private static final int MAX_REASON_CHARS = 300;

  private final Room room;
  private final List<CollectedEvent> events = new ArrayList<>();
  private final List<CollectedEvent> beside = new ArrayList<>();
  private final Map<Rejection, Integer> rejected = new EnumMap<>(Rejection.class);
  private int expected;
  private int rejectedCount;
  private String firstReason = "";
  private long owedBytes;

  /** Of the events, those that were counted and did not come among them. */
  private long memoryBytes;

  public EventBatch(Room room) {
    this.room = room;
  }

  /** How many items were read, rejected ones among them. */
  public int items() {
    return events.size() + expected + rejectedCount;
  }

  /** Counts an event that {@link #addExpected} will bring, and takes room for it. */
  public void expect(long textBytes) throws BadBatchException {
    checkCount();
    owe(2 * CollectedEvent.OBJECT_BYTES + textBytes);
    memoryBytes += CollectedEvent.OBJECT_BYTES + textBytes;
    expected++;
  }

  /** Takes an event in that was counted before. */
  public void addExpected(CollectedEvent event) {
    expected--;
    events.add(event);
  }

  /** Takes an event in, and room for it. */
  public void add(CollectedEvent event) throws BadBatchException {
    checkCount();
    owe(event);
    events.add(event);
  }

  /** Takes an event in that is none of the items, but tells of who sent them. */
  public void addBeside(CollectedEvent event) throws BadBatchException {
    owe(event);
    beside.add(event);
  }

  /** Events that were counted before will not come: the item they are of is rejected. */
  public void forgetExpected(int events) {
    expected -= events;
  }

  /**
   * Leaves an item out.
   *
   * @param noun what such an item is called, for the sender
   */
  public void reject(String noun, RejectedItemException e) throws BadBatchException {
    checkCount();
    if (rejectedCount++ == 0) {
      String reason = noun + " " + items() + ": " + e.getMessage();
      firstReason =
          reason.length() <= MAX_REASON_CHARS ? reason : reason.substring(0, MAX_REASON_CHARS);
    }
    rejected.merge(e.reason(), 1, Integer::sum);
  }

  /**
   * Takes room that is used until the batch is decoded.
   *
   * @throws BadBatchException as {@link Room#take} says
   */
  public void owe(long bytes) throws BadBatchException {
    owedBytes += bytes;
    if (owedBytes >= STEP_BYTES) {
      room.take(owedBytes);
      owedBytes = 0;
    }
  }

  /**
   * All of it.
   *
   * @throws BadBatchException if there were items, and each was rejected
   */
  public Decoded decoded() throws BadBatchException {
    if (events.isEmpty() && rejectedCount > 0) {
      throw new BadBatchException(
          rejectedCount == 1 ? firstReason : firstReason + " (nor can any other be taken)");
    }
    room.take(owedBytes);
    owedBytes = 0;
    Verdict verdict = new Verdict(events.size(), rejectedCount, firstReason);
    events.addAll(beside);
    return new Decoded(events, memoryBytes, verdict, rejected);
  }

  private void owe(CollectedEvent event) throws BadBatchException {
    long bytes = event.memoryBytes();
    owe(bytes);
    memoryBytes += bytes;
  }

  private void checkCount() throws BadBatchException {
    if (items() >= MAX_ITEMS) {
      throw BadBatchException.tooLarge(
          "more than " + MAX_ITEMS + " events in one request: send smaller batches");
    }
  }
}
