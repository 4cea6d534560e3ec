/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.query;

/**
 * The finished executions of one SQL statement by one service.
 *
 * @param query the statement, white space folded, at most 200 characters
 */
public record StatementSummary(
    String query,
    String service,
    long count,
    long errors,
    long totalNanos,
    long p95Nanos,
    long maxNanos) {

  public long meanNanos() {
    // A folded event that somebody else made may say that it stands for none.
    return count == 0 ? 0 : totalNanos / count;
  }
}
