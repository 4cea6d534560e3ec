/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ExplainBudgetTest {
  private final ManualClock clock = ManualClock.startingAt(Instant.EPOCH);
  private final ExplainSettings settings = new ExplainSettings();
  private final ExplainBudget budget = new ExplainBudget(settings, clock::monotonicNanos);

  @Test
  void take_sixInAMinute_thenNoneUntilTheFirstIsAMinuteOld() {
    for (int i = 0; i < 6; i++) {
      assertThat(budget.take("shape " + i)).isNull();
      clock.advance(Duration.ofSeconds(9));
    }
    assertThat(budget.take("shape 6")).isEqualTo(Unexplained.BUDGET_SPENT);
    clock.advance(Duration.ofSeconds(6));
    assertThat(budget.take("shape 6")).isNull();
    assertThat(budget.take("shape 7")).isEqualTo(Unexplained.BUDGET_SPENT);
  }

  @Test
  void take_aShapeAgain_onlyAfterAnHour() {
    assertThat(budget.take("shape")).isNull();
    clock.advance(Duration.ofMinutes(59));
    assertThat(budget.take("shape")).isEqualTo(Unexplained.EXPLAINED_LATELY);
    assertThat(budget.knows("shape")).isTrue();
    clock.advance(Duration.ofMinutes(1));
    assertThat(budget.knows("shape")).isFalse();
    assertThat(budget.take("shape")).isNull();
  }

  @Test
  void take_refused_doesNotRememberTheShape() {
    settings.config.set("per-minute", 0);
    assertThat(budget.take("shape")).isEqualTo(Unexplained.BUDGET_SPENT);
    assertThat(budget.knows("shape")).isFalse();
  }

  @Test
  void forget_theShapeMayBeExplainedAgain_butWhatIsSpentIsSpent() {
    settings.config.set("per-minute", 1);
    assertThat(budget.take("shape")).isNull();
    budget.forget("shape");
    assertThat(budget.take("shape")).isEqualTo(Unexplained.BUDGET_SPENT);
    clock.advance(Duration.ofMinutes(1));
    assertThat(budget.take("shape")).isNull();
  }

  @Test
  void shapes_areBounded_andTheOldestIsForgotten() {
    settings.config.set("per-minute", 600);
    for (int i = 0; i < 10_000; i++) {
      assertThat(budget.take(i)).isNull();
      clock.advance(Duration.ofMillis(101));
    }
    assertThat(budget.shapes()).isEqualTo(ExplainBudget.MAX_SHAPES);
    assertThat(budget.knows(9_999)).isTrue();
    assertThat(budget.knows(9_000)).isFalse();
  }
}
