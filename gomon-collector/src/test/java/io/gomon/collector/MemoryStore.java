/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector;

import io.gomon.collector.store.Applied;
import io.gomon.collector.store.ApplyGroup;
import io.gomon.collector.store.CollectedEvent;
import io.gomon.collector.store.LoggedBatch;
import io.gomon.collector.store.Project;
import io.gomon.collector.store.StoreException;
import io.gomon.collector.store.StoreInitException;
import io.gomon.collector.store.StoreNotReadyException;
import io.gomon.collector.store.StoreStatus;
import io.gomon.collector.store.TelemetryStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A store that forgets when it is closed, and fails or waits when it is told to. */
public final class MemoryStore implements TelemetryStore {
  private final List<CollectedEvent> events = new ArrayList<>();
  private final List<Project> projects = new ArrayList<>();
  private final List<Integer> groups = new ArrayList<>();
  private long position;
  private int failures;
  private int notReady;
  private int refusals;
  private List<Long> poison = List.of();
  private boolean held;

  @Override
  public synchronized long appliedPosition() {
    return position;
  }

  @Override
  public synchronized Applied apply(ApplyGroup group) throws StoreException {
    while (held) {
      try {
        wait();
      } catch (InterruptedException e) {
        throw new StoreInitException("interrupted", e);
      }
    }
    if (notReady > 0) {
      notReady--;
      throw new StoreNotReadyException("the store of the test is being opened", null);
    }
    if (failures > 0) {
      failures--;
      notifyAll();
      throw new StoreInitException("the disk of the test is full", null);
    }
    for (LoggedBatch batch : group.batches()) {
      if (batch.events().stream().anyMatch(event -> poison.contains(event.startNanos()))) {
        refusals++;
        throw new StoreInitException("the store of the test chokes on it", null);
      }
    }
    if (group.position() <= position) {
      throw new AssertionError(group.position() + " is not behind " + position);
    }
    position = group.position();
    for (LoggedBatch batch : group.batches()) {
      events.addAll(batch.events());
      batch.events().forEach(event -> projects.add(batch.project()));
    }
    groups.add(group.events());
    notifyAll();
    return new Applied(group.events(), 0, 0, 0, List.of());
  }

  /** The next calls of apply fail. */
  public synchronized void failTimes(int times) {
    failures = times;
  }

  /** The next calls of apply fail, whatever they bring. */
  public synchronized void beNotReady(int times) {
    notReady = times;
  }

  public synchronized int failuresLeft() {
    return failures;
  }

  /** Groups with an event of one of these starts fail for ever. */
  public synchronized void choke(List<Long> startNanos) {
    poison = List.copyOf(startNanos);
  }

  /** How often it choked. */
  public synchronized int refusals() {
    return refusals;
  }

  /** Calls of apply wait until they are released. */
  public synchronized void hold(boolean hold) {
    held = hold;
    notifyAll();
  }

  /** All events, as soon as there are so many. */
  public synchronized List<CollectedEvent> awaitEvents(int count) throws InterruptedException {
    long endNanos = System.nanoTime() + 20_000_000_000L;
    while (events.size() < count && System.nanoTime() < endNanos) {
      wait(100);
    }
    return List.copyOf(events);
  }

  /** Whose the events are, in the same order. */
  public synchronized List<Project> projects() {
    return List.copyOf(projects);
  }

  /** How many events each call brought. */
  public synchronized List<Integer> groups() {
    return List.copyOf(groups);
  }

  @Override
  public int enforceRetention(Instant now, long maxBytes) {
    return 0;
  }

  @Override
  public synchronized StoreStatus status() {
    return new StoreStatus(0, 0, events.size(), 0, 0, 0, 0);
  }

  @Override
  public void close() {}
}
