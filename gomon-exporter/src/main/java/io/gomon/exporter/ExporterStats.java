/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.exporter;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What became of all events that an exporter was fed, at one moment: {@code fed == shipped +
 * openSkipped + lost() + pending}, always.
 *
 * @param fed events handed to the exporter
 * @param shipped events that the peer has acknowledged
 * @param openSkipped announcements of open events left out on purpose ({@link OpenEvents})
 * @param pending events in memory: being batched, waiting, or on the wire
 * @param pendingBytes their size, encoded and not compressed
 * @param retries requests that were repeats of an earlier one
 * @param lostByCause events that will never arrive, by cause; no entry for a cause that did not
 *     occur
 */
public record ExporterStats(
    long fed,
    long shipped,
    long openSkipped,
    long pending,
    long pendingBytes,
    long retries,
    Map<LossCause, Long> lostByCause) {

  /** Keeps a copy of the map. */
  public ExporterStats {
    Map<LossCause, Long> copy = new EnumMap<>(LossCause.class);
    copy.putAll(lostByCause);
    lostByCause = Collections.unmodifiableMap(copy);
  }

  /** All events that will never arrive. */
  public long lost() {
    return lostByCause.values().stream().mapToLong(Long::longValue).sum();
  }

  /** The events lost by this cause. */
  public long lost(LossCause cause) {
    return lostByCause.getOrDefault(cause, 0L);
  }
}
