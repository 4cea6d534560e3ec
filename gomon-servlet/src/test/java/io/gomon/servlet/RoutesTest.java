/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class RoutesTest {

  @Test
  void template_ofParts_isTheirSum() {
    assertThat(Routes.template("", null, "/items/{id}")).isEqualTo("/items/{id}");
    assertThat(Routes.template("/shop", "/api", "/items")).isEqualTo("/shop/api/items");
    assertThat(Routes.template(null, null, "*.html")).isEqualTo("/*.html");
    assertThat(Routes.template("/shop", null, "")).isEqualTo("/shop/");
  }

  @Test
  void template_thatFitsEverything_isNone() {
    assertThat(Routes.template("", null, "/*")).isNull();
    assertThat(Routes.template("/shop", "/api", "/**")).isNull();
  }

  @Test
  void template_thatIsTooLong_isNone() {
    assertThat(Routes.template("", null, "/" + "x".repeat(300))).isNull();
  }
}
