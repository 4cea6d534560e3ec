/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.query;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The memory of one run of a service.
 *
 * @param host null when the run's application event is not stored
 * @param pid null when the run's application event is not stored
 * @param points by time
 */
public record MemoryInstance(
    long appIdHigh,
    long appIdLow,
    @Nullable String host,
    @Nullable Long pid,
    List<MemoryPoint> points) {
  public MemoryInstance {
    points = List.copyOf(points);
  }
}
