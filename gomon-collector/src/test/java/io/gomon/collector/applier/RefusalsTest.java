/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.applier;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The search for the one record that the store refuses, without waiting between its steps. */
final class RefusalsTest {
  private final Refusals refusals = new Refusals();

  /** As the only one that waits, or because it is as large as a group may be. */
  @Test
  void record_isAGroupByItselfFromTheBeginning_isFound() {
    for (int i = 0; i < 6; i++) {
      assertThat(refusals.isStubborn(5)).as("after %s refusals", i).isFalse();
      refusals.refused(5, 1);
    }
    assertThat(refusals.isStubborn(5)).isTrue();
    assertThat(refusals.isStubborn(4)).isFalse();
  }

  @Test
  void group_growsWithEachAttempt_isHalvedAllTheSame() {
    refusals.refused(5, 10);
    refusals.refused(5, 11);
    assertThat(refusals.maxRecords()).isEqualTo(Integer.MAX_VALUE);
    refusals.refused(5, 12);
    assertThat(refusals.maxRecords()).isEqualTo(6);
    for (int records = 6; records > 1; records /= 2) {
      refusals.refused(5, records);
    }
    assertThat(refusals.maxRecords()).isOne();
    assertThat(refusals.isStubborn(5)).isFalse();
  }

  @Test
  void records_manyInARow_waitUntilSomethingIsStored() {
    for (int record = 0; record < 16; record++) {
      assertThat(foundAt(record)).isTrue();
      refusals.setAside();
    }
    assertThat(foundAt(16)).isFalse();
    refusals.stored();
    assertThat(foundAt(17)).isTrue();
  }

  private boolean foundAt(long position) {
    for (int i = 0; i < 6; i++) {
      refusals.refused(position, 1);
    }
    return refusals.isStubborn(position);
  }
}
