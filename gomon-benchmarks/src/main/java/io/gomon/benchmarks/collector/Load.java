/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.benchmarks.collector;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * Senders at work: each takes the next batch and sends it when the last one is acknowledged. One
 * thread starts it and waits.
 */
final class Load {
  private static final int CONNECTIONS = 8;

  private final PackedBatches batches;
  private final int port;
  private final Body form;

  Load(PackedBatches batches, int port, Body form) {
    this.batches = batches;
    this.port = port;
    this.form = form;
  }

  /**
   * What a run gave.
   *
   * @param batches how many were acknowledged
   * @param ackNanos how long each took, ascending
   * @param refused attempts that were answered 429 or 503, and made again
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Outcome(int batches, long elapsedNanos, long[] ackNanos, long refused) {
    double eventsPerSecond() {
      return 1e9 * batches * TraceShape.SPANS_PER_BATCH / elapsedNanos;
    }

    double p99Millis() {
      return ackNanos[(int) (ackNanos.length * 0.99)] / 1e6;
    }
  }

  /** May hold senders back; gives a permit for a batch, or waits. */
  interface Pace {
    void await() throws InterruptedException, IOException;
  }

  /**
   * Sends batches until all are sent, or the time is over.
   *
   * @param to exclusive
   */
  Outcome run(int from, int to, long maxNanos, Pace pace) throws IOException, InterruptedException {
    AtomicInteger next = new AtomicInteger(from);
    long begin = System.nanoTime();
    ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
    LongAdder refused = new LongAdder();
    try {
      List<Future<long[]>> parts = new ArrayList<>();
      for (int i = 0; i < CONNECTIONS; i++) {
        parts.add(
            threads.submit(
                () -> {
                  long[] acks = new long[to - from];
                  int count = 0;
                  try (Sender sender = new Sender(port, form)) {
                    while (System.nanoTime() - begin < maxNanos) {
                      int batch = next.getAndIncrement();
                      if (batch >= to) {
                        break;
                      }
                      pace.await();
                      acks[count++] = sender.send(batches.read(batch));
                    }
                    refused.add(sender.refused());
                  }
                  return Arrays.copyOf(acks, count);
                }));
      }
      long[] all = {};
      for (Future<long[]> part : parts) {
        long[] some = part.get();
        int had = all.length;
        all = Arrays.copyOf(all, had + some.length);
        System.arraycopy(some, 0, all, had, some.length);
      }
      long elapsed = System.nanoTime() - begin;
      Arrays.sort(all);
      return new Outcome(all.length, elapsed, all, refused.sum());
    } catch (ExecutionException e) {
      throw new IOException("a sender failed: " + e.getCause(), e);
    } finally {
      threads.shutdownNow();
    }
  }
}
