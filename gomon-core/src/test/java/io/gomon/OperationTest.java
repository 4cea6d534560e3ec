/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.spi.Operation;
import org.junit.jupiter.api.Test;

class OperationTest {
  @Test
  void nameOf_longQuery_isNotCutInsideASurrogatePair() {
    String query = "a".repeat(199) + "\uD83D\uDE00" + " and more";
    assertThat(Operation.nameOf("sql-wstmt-query", key -> query)).isEqualTo("a".repeat(199));
  }

  @Test
  void nameOf_query_isFolded() {
    assertThat(Operation.nameOf("sql-wstmt-query", key -> " select\n  1 ")).isEqualTo("select 1");
  }
}
