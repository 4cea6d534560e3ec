/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.internal;

import java.util.Arrays;

/** Two producers and one consumer of a queue, each with its own account. */
final class QueueAccounts {
  private static final int MAX = 2 * (ChunkedQueue.CHUNK + 8);

  private final Queue queue;
  private final Producer[] producers = {new Producer(1_000), new Producer(2_000)};

  /** Of the thread that consumes at a time. */
  private final int[] taken = new int[MAX];

  private int takenCount;

  QueueAccounts(Queue queue) {
    this.queue = queue;
  }

  /** With so many elements of the first producer in a queue that has room for a second chunk. */
  static QueueAccounts with(int elements) {
    return with(new Queue.Shipped(2 * ChunkedQueue.CHUNK), elements);
  }

  static QueueAccounts with(Queue queue, int elements) {
    QueueAccounts accounts = new QueueAccounts(queue);
    for (int i = 0; i < elements; i++) {
      accounts.offer(0);
    }
    return accounts;
  }

  /** One thread that offers. */
  private static final class Producer {
    private final int[] accepted;
    private int acceptedCount;
    private int next;

    Producer(int first) {
      next = first;
      accepted = new int[MAX / 2];
    }
  }

  /** Has a producer, 0 or 1, offer its next element. */
  void offer(int producer) {
    Producer mine = producers[producer];
    int element = mine.next++;
    if (queue.offer(element)) {
      mine.accepted[mine.acceptedCount++] = element;
    }
  }

  /** Takes one out, if there is one. */
  boolean poll() {
    Integer element = queue.poll();
    if (element != null) {
      taken[takenCount++] = element;
    }
    return element != null;
  }

  /** How many went in. */
  int accepted() {
    return producers[0].acceptedCount + producers[1].acceptedCount;
  }

  /** How many came out. */
  int taken() {
    return takenCount;
  }

  /** Takes out the rest, and says whether all that went in came out, once, in order. */
  String verdict() {
    while (takenCount < MAX && poll()) {
      // all that is there
    }
    if (takenCount != accepted()) {
      return takenCount < accepted() ? "lost" : "doubled";
    }
    return isInOrder(0) && isInOrder(1) ? "kept" : "mixed up";
  }

  private boolean isInOrder(int producer) {
    Producer of = producers[producer];
    int[] expected = Arrays.copyOf(of.accepted, of.acceptedCount);
    int first = 1_000 * (producer + 1);
    return Arrays.equals(
        expected,
        Arrays.stream(taken, 0, takenCount)
            .filter(element -> element >= first && element < first + 1_000)
            .toArray());
  }
}
