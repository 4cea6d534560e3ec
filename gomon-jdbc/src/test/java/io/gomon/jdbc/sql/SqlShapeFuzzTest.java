/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.sql;

import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * Whatever the text: its shape is its own shape, is bounded, equal for other literals, and shows
 * none. Run by Jazzer, in seconds with {@code mvn verify}, in minutes with {@code -Pfuzz}; in an
 * IDE the seeds alone.
 */
class SqlShapeFuzzTest {

  @FuzzTest(maxDuration = "10s")
  void shape_anyText_isItsOwnShapeAndShowsNoLiteral(byte[] program) {
    SqlShapeChecks.check(program);
  }
}
