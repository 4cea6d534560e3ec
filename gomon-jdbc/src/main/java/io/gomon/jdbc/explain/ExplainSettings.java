/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.explain;

import io.gomon.spi.Setting;
import io.gomon.spi.TrackerConfig;
import java.time.Duration;

/** What may be asked of a database, and what is shown of its answer. */
final class ExplainSettings {
  final TrackerConfig config = TrackerConfig.of("jdbc-explain");
  final Setting<Integer> perMinute =
      config.integer("per-minute", 6, 0, 600, "plans asked for in any minute, at most");
  final Setting<Duration> again =
      config.duration(
          "again-after",
          Duration.ofHours(1),
          Duration.ZERO,
          "how long a shape is not explained again");
  final Setting<Duration> timeout =
      config.duration(
          "timeout",
          Duration.ofSeconds(2),
          Duration.ofSeconds(1),
          "what one plan may take of the database");
  final Setting<Integer> planLength =
      config.integer("plan-length", 8_192, 256, 16_384, "characters kept of each plan");
  final Setting<Boolean> literals =
      config.bool("literals", false, "whether literals are shown in plans without secret names");
}
