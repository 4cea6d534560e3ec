/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.http;

import io.gomon.collector.admission.Refusal;
import io.gomon.collector.ingest.BadBatchException;
import io.gomon.collector.ingest.NoRoomException;
import io.gomon.collector.ingest.Room;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** How many requests and bytes of theirs are in memory. Any thread; takes no lock. */
final class InFlight {
  private final Limits limits;
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();

  InFlight(Limits limits) {
    this.limits = limits;
  }

  /** A place for one request, until it is closed. */
  Ticket enter() throws Refusal {
    if (requests.incrementAndGet() > limits.maxRequests()) {
      requests.decrementAndGet();
      throw Refusal.tooBusy(
          "more than " + limits.maxRequests() + " requests at once: come back in a moment");
    }
    return new Ticket();
  }

  int requests() {
    return requests.get();
  }

  long bytes() {
    return bytes.get();
  }

  /** The place of one request. One thread. */
  final class Ticket implements Room, AutoCloseable {
    private long taken;

    private Ticket() {}

    @Override
    public void take(long more) throws BadBatchException {
      if (taken + more > limits.maxInFlightBytes()) {
        throw BadBatchException.tooLarge(
            "one request takes more than "
                + limits.maxInFlightBytes()
                + " bytes of memory: send smaller batches");
      }
      if (bytes.addAndGet(more) > limits.maxInFlightBytes()) {
        bytes.addAndGet(-more);
        throw new NoRoomException(
            "more than "
                + limits.maxInFlightBytes()
                + " bytes of requests at once: come back in a moment");
      }
      taken += more;
    }

    @Override
    public void close() {
      bytes.addAndGet(-taken);
      requests.decrementAndGet();
    }
  }
}
