/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector;

import io.gomon.collector.http.Limits;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What the operator decides.
 *
 * @param bind a loopback address
 * @param port 0: any free one
 * @param dataFolder where everything is kept
 * @param retention events older than that are deleted
 * @param selfMonitoring whether it makes events about itself
 */
record CollectorConfig(
    InetAddress bind,
    int port,
    Path dataFolder,
    Duration retention,
    Disk disk,
    Limits limits,
    boolean selfMonitoring) {

  /**
   * What it may take of the disk.
   *
   * @param maxWalBytes how large the write-ahead log may become
   * @param maxDataBytes how large the days and the log may be together; 0: as they like
   * @param minFreeBytes with less free, nothing is taken in; 0: nobody asks
   */
  record Disk(long maxWalBytes, long maxDataBytes, long minFreeBytes) {}
}
