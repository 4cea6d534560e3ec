/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.profile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProfileTest {
  /** Who remembers where a shape is counted would keep each former one. */
  @Test
  void reset_makesNothingAnew() {
    Profile profile = new Profile();
    ShapeTimes known = profile.of(null, "select ?");
    known.add(7, false);
    profile.reset();
    assertThat(profile.of(known, "select ?")).isSameAs(known);
    assertThat(profile.report()).isEmpty();
    known.add(5, true);
    ShapeReport report = profile.report().get(0);
    assertThat(report.executions()).isEqualTo(1);
    assertThat(report.errors()).isEqualTo(1);
    assertThat(report.totalNanos()).isEqualTo(5);
    assertThat(report.maxNanos()).isEqualTo(5);
    assertThat(profile.sinceReport().get(0).maxNanos()).as("since it began").isEqualTo(7);
  }
}
