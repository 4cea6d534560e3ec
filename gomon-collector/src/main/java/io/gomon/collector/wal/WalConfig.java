/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.wal;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How the log behaves.
 *
 * @param folder where its segment files are; made when it is missing
 * @param maxTotalBytes size of all segments together above which appends are refused
 * @param segmentBytes size from which on a new segment is begun
 * @param maxGroupBytes how much is gathered for one force()
 * @param maxGatherTime for how long it is gathered, at most
 */
public record WalConfig(
    Path folder, long maxTotalBytes, long segmentBytes, int maxGroupBytes, Duration maxGatherTime) {

  private static final long SEGMENT_BYTES = 64L << 20;
  private static final int GROUP_BYTES = 1 << 20;

  /** Groups of 1 MiB or 5 ms; segments of 64 MiB, or an eighth of the whole if that is less. */
  public static WalConfig create(Path folder, long maxTotalBytes) {
    long segmentBytes = Math.max(1, Math.min(SEGMENT_BYTES, maxTotalBytes / 8));
    return new WalConfig(folder, maxTotalBytes, segmentBytes, GROUP_BYTES, Duration.ofMillis(5));
  }

  /** Checks that every size is positive. */
  public WalConfig {
    if (maxTotalBytes <= 0 || segmentBytes <= 0 || maxGroupBytes <= 0) {
      throw new IllegalArgumentException(
          "sizes must be positive, were "
              + maxTotalBytes
              + ", "
              + segmentBytes
              + ", "
              + maxGroupBytes);
    }
  }
}
