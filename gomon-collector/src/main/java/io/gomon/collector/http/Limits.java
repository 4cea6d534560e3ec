/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.http;

/**
 * What one request, and all at once, may take.
 *
 * @param maxBodyBytes a body as it is sent
 * @param maxInflatedBytes a body after inflating
 * @param maxRequests requests that are worked on at once
 * @param maxInFlightBytes bytes of bodies, as sent, inflated and decoded, in memory at once
 * @param maxRate requests a second of one client address; 0: no limit
 */
public record Limits(
    int maxBodyBytes, int maxInflatedBytes, int maxRequests, long maxInFlightBytes, int maxRate) {

  private static final int BODY_BYTES = 16 << 20;
  private static final int INFLATED_BYTES = 64 << 20;
  private static final int REQUESTS = 64;

  /** Without a limit for each client. */
  public Limits(int maxBodyBytes, int maxInflatedBytes, int maxRequests, long maxInFlightBytes) {
    this(maxBodyBytes, maxInflatedBytes, maxRequests, maxInFlightBytes, 0);
  }

  public Limits withMaxRate(int newMaxRate) {
    return new Limits(maxBodyBytes, maxInflatedBytes, maxRequests, maxInFlightBytes, newMaxRate);
  }

  /**
   * The defaults for a heap: a quarter of it for all bodies. A single one counts as sent, inflated,
   * and as events, whose texts may take two bytes a character: it may have a quarter of that.
   *
   * @param heapBytes the largest size of the heap
   */
  public static Limits forHeap(long heapBytes) {
    long inFlight = Math.max(1 << 20, heapBytes / 4);
    int inflated = (int) Math.min(INFLATED_BYTES, inFlight / 4);
    return new Limits(Math.min(BODY_BYTES, inflated), inflated, REQUESTS, inFlight);
  }
}
