/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.sql;

import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same checks as the fuzz test's on texts that are the same each time. */
class SqlShapePropertyTest {

  @Test
  void shape_manyTexts_areTheirOwnShapesAndShowNoLiteral() {
    Random random = new Random(20261121);
    for (int i = 0; i < 10_000; i++) {
      byte[] program = new byte[random.nextInt(i % 50 == 0 ? 600 : 40)];
      random.nextBytes(program);
      SqlShapeChecks.check(program);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "uNG+uNYg/6ys//8iLNYrLw==",
        "AAAAAPje3t7e3t7e3t6DLN7e3t7e3t7e3t7e3t7e3v8A/////wA="
      })
  void shape_textsThatFuzzingFound_hold(String program) {
    SqlShapeChecks.check(Base64.getDecoder().decode(program));
  }
}
