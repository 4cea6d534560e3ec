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
  void hasFailed_byErrorOrStatus() {
    assertThat(Operation.hasFailed("my-own", true, key -> null)).isTrue();
    assertThat(Operation.hasFailed("my-own", false, key -> 500L)).isFalse();
    assertThat(Operation.hasFailed("http-servlet", false, key -> null)).isFalse();
    assertThat(status("http-servlet", "response_code", 499)).isFalse();
    assertThat(status("http-servlet", "response_code", 500)).isTrue();
    assertThat(status("http-roundtripper", "resp-status", 399)).isFalse();
    assertThat(status("http-roundtripper", "resp-status", 400)).isTrue();
  }

  private static boolean status(String fingerprint, String key, long status) {
    return Operation.hasFailed(fingerprint, false, asked -> asked.equals(key) ? status : null);
  }

  @Test
  void nameOf_query_isFolded() {
    assertThat(Operation.nameOf("sql-wstmt-query", key -> " select\n  1 ")).isEqualTo("select 1");
  }

  @Test
  void nameOf_segment_isItsName() {
    assertThat(Operation.nameOf("segment", key -> key.equals("name") ? "xyz" : null))
        .isEqualTo("xyz");
    assertThat(Operation.nameOf("segment", key -> null)).isEqualTo("segment");
  }
}
