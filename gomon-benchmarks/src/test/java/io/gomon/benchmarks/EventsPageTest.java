/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.testkit.EventCatalog;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The other half of {@link EventCatalog#verify}: what the page lists is made somewhere. */
class EventsPageTest {

  @Test
  void documentedEvents_areMadeByTestsOfTheirModules() {
    Set<String> met = EventCatalog.met();
    Assumptions.assumeFalse(met.isEmpty(), "the tests of the other modules have not run");
    assertThat(met).containsAll(Objects.requireNonNull(EventCatalog.load()).fingerprints());
  }
}
