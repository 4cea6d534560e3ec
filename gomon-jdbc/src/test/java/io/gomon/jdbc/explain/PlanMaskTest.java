/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.jdbc.sql.SqlDialect;
import io.gomon.spi.Redactor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanMaskTest {
  private static final Redactor REDACTOR =
      new Redactor() {
        @Override
        public boolean isSecret(String key) {
          return key.equals("api_key");
        }

        @Override
        public String redact(String text) {
          return text;
        }
      };

  @Test
  void of_planOfH2_hasNoLiterals_inCommentsNeither() {
    String plan =
        "SELECT \"NAME\" FROM \"ITEM\" /* PUBLIC.XN: NAME >= 'canary' AND NAME < 'canarz' */"
            + " WHERE (\"PRICE\" > 1.25) AND (\"DAY\" = DATE '2024-01-01')";
    assertThat(PlanMask.of(plan, SqlDialect.H2))
        .isEqualTo(
            "SELECT \"NAME\" FROM \"ITEM\" /* PUBLIC.XN: NAME >= ? AND NAME < ? */"
                + " WHERE (\"PRICE\" > ?) AND (\"DAY\" = DATE ?)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a /* b /* 'canary' */ */ c",
        "a -- 'canary'",
        "a /* b = 'x*/ canary' */ c",
        "a /* b = 'x*/ canary /* y' */ where b = 'x'",
        "a /* b = 'p/*q' */ where b = 'p/*q' and c = 'r*/ s*/ canary'",
        "a /* b = 'p''*/ canary' */",
        "a /* b = \"p*/ 'canary' */ \"",
        "a = 'canary",
        "a /* 'canary",
        "a /* b */ /* 'canary' */",
      })
  void of_whateverCannotBeTold_isMasked(String plan) {
    for (SqlDialect dialect : SqlDialect.values()) {
      assertThat(PlanMask.of(plan, dialect)).as("%s", dialect).doesNotContain("canary");
    }
  }

  @Test
  void json_masksExpressions_keepsNamesAndEstimates() {
    String json =
        "[{\"Plan\": {\"Node Type\": \"Seq Scan\", \"Subplan Name\": \"InitPlan 1\","
            + " \"Total Cost\": 1.02, \"Plan Rows\": 1e3, \"Disabled\": false,\n"
            + "\"Filter\": \"((a)::text = 'can\\\"ary'::text) AND (\\\"B c\\\" > 7)\","
            + "\"Sort Key\": [\"(lower('canary'))\"]}}]";
    JsonPlan plan = JsonPlan.read(json, SqlDialect.POSTGRESQL, true);
    assertThat(plan.text())
        .isEqualTo(
            "[{\"Plan\": {\"Node Type\": \"Seq Scan\", \"Subplan Name\": \"InitPlan 1\","
                + " \"Total Cost\": 1.02, \"Plan Rows\": 1e3, \"Disabled\": false, "
                + "\"Filter\": \"((a)::text = ?::text) AND (\\\"B c\\\" > ?)\", "
                + "\"Sort Key\": [\"(lower(?))\"]}}]");
    assertThat(plan.cost()).isEqualTo(1.02);
    assertThat(JsonPlan.read(json, SqlDialect.POSTGRESQL, false).text()).contains("can\\\"ary");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"condition\": \"a = 'x\"canary' and b\"}",
        "{\"condition\": \"a = 'x\\' canary\"}",
        "{\"condition\": \"canary",
        "{\"condition\": canary}",
        "{\"a\": \"\\uXcanary\"}",
      })
  void json_thatIsNone_endsWhereItIsNone(String json) {
    JsonPlan plan = JsonPlan.read(json, SqlDialect.POSTGRESQL, true);
    assertThat(plan.text()).endsWith("…").doesNotContain("canary");
  }

  @Test
  void namesSecret_anyWord_inQuotesToo() {
    assertThat(PlanMask.namesSecret("select \"api_key\" from a", REDACTOR)).isTrue();
    assertThat(PlanMask.namesSecret("select api from a", REDACTOR)).isFalse();
  }
}
