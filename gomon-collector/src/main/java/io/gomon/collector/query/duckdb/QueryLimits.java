/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.query.duckdb;

import java.time.Duration;

/**
 * What a question may cost. Immutable.
 *
 * @param timeLimit how long a question may take, rounded up to whole seconds
 */
public record QueryLimits(Duration timeLimit) {
  public static final QueryLimits DEFAULT = new QueryLimits(Duration.ofSeconds(10));

  public QueryLimits {
    if (timeLimit.isNegative() || timeLimit.isZero()) {
      throw new IllegalArgumentException("timeLimit must be positive, was " + timeLimit);
    }
  }
}
