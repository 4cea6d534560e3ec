/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.benchmarks.collector;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What is measured is what the launcher starts. */
final class RunningCollectorTest {
  @Test
  void heap_isThatOfTheLauncher() throws Exception {
    String launcher = Files.readString(Path.of("..", "gomon"));

    assertThat(launcher).contains("heap=\"" + String.join(" ", RunningCollector.HEAP) + "\"");
  }
}
