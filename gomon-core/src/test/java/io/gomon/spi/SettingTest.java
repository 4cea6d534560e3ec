/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SettingTest {
  private final TrackerConfig config = TrackerConfig.of("test");
  private final Setting<Integer> size = config.integer("size", 1, 0, 10, "for tests");
  private final List<Integer> seen = new ArrayList<>();

  @Test
  void onChange_valueSet_runsWithTheNewValueInPlace() {
    size.onChange(() -> seen.add(size.get()));

    config.set("size", 3);
    config.set("size", "4");

    assertThat(seen).containsExactly(3, 4);
  }

  @Test
  void onChange_valueRefused_doesNotRun() {
    size.onChange(() -> seen.add(size.get()));

    assertThatThrownBy(() -> config.set("size", 11)).isInstanceOf(IllegalArgumentException.class);

    assertThat(seen).isEmpty();
  }

  @Test
  void onChange_actionThrows_valueIsSetAndOthersRun() {
    size.onChange(
        () -> {
          throw new IllegalStateException("not followed");
        });
    size.onChange(() -> seen.add(size.get()));

    config.set("size", 5);

    assertThat(size.get()).isEqualTo(5);
    assertThat(seen).containsExactly(5);
  }
}
