/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.admission;

import io.gomon.collector.store.Project;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * A token bucket for each client address: so many requests a second, and as many at once after a
 * quiet second. Whoever has none left comes back in a second, when there is one. Bounded: the
 * client that was silent longest is forgotten, and begins with a full bucket. Any thread; at once.
 */
public final class RateLimit implements Gatekeeper {
  private static final int MAX_CLIENTS = 4_096;
  private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

  private final Gatekeeper next;
  private final int requestsPerSecond;
  private final LongSupplier nanoClock;

  /** Guarded by itself; in the order of use. */
  private final Map<String, Bucket> buckets =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
          return size() > MAX_CLIENTS;
        }
      };

  private static final class Bucket {
    private double tokens;
    private long atNanos;
  }

  private RateLimit(Gatekeeper next, int requestsPerSecond, LongSupplier nanoClock) {
    this.next = next;
    this.requestsPerSecond = requestsPerSecond;
    this.nanoClock = nanoClock;
  }

  /**
   * Sets a limit before another gatekeeper.
   *
   * @param requestsPerSecond of one client; 0: no limit
   */
  public static Gatekeeper before(Gatekeeper next, int requestsPerSecond) {
    return before(next, requestsPerSecond, System::nanoTime);
  }

  static Gatekeeper before(Gatekeeper next, int requestsPerSecond, LongSupplier nanoClock) {
    return requestsPerSecond == 0 ? next : new RateLimit(next, requestsPerSecond, nanoClock);
  }

  @Override
  public Project admit(RequestHead head) throws Refusal {
    if (!takesOne(head.clientAddress())) {
      throw Refusal.tooBusy(
          "more than " + requestsPerSecond + " requests a second from " + head.clientAddress());
    }
    return next.admit(head);
  }

  /** Takes a token, if there is one. */
  private boolean takesOne(String client) {
    synchronized (buckets) {
      long now = nanoClock.getAsLong();
      Bucket bucket = buckets.get(client);
      if (bucket == null) {
        bucket = new Bucket();
        bucket.tokens = requestsPerSecond;
        bucket.atNanos = now;
        buckets.put(client, bucket);
      }
      double earned = (now - bucket.atNanos) / NANOS_PER_SECOND * requestsPerSecond;
      bucket.tokens = Math.min(requestsPerSecond, bucket.tokens + earned);
      bucket.atNanos = now;
      if (bucket.tokens < 1) {
        return false;
      }
      bucket.tokens--;
      return true;
    }
  }
}
