/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gomon.spi.Setting;
import io.gomon.spi.TrackerConfig;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SettingsTest {
  private final Settings settings = new Settings();
  private final TrackerConfig config = TrackerConfig.of("jdbc");
  private final Setting<Integer> maxRows = config.integer("max-rows", 10, 0, 100, "rows kept");
  private final Setting<Boolean> params = config.bool("params", true, "parameters kept");
  private final Setting<Duration> slow =
      config.duration("slow", Duration.ofSeconds(1), Duration.ZERO, "slow from here on");
  private final Setting<String> tag = config.text("tag", "", "a word");

  @AfterEach
  void clearProperties() {
    System.clearProperty("gomon.jdbc.max-rows");
  }

  @Test
  void set_whileRunning_isReadAtOnce() {
    settings.register(config);
    settings.set("jdbc.max-rows", 20);
    settings.set("jdbc.params", "false");
    settings.set("jdbc.slow", "250ms");
    settings.set("jdbc.tag", "x");
    assertThat(maxRows.get()).isEqualTo(20);
    assertThat(params.get()).isFalse();
    assertThat(slow.get()).isEqualTo(Duration.ofMillis(250));
    assertThat(tag.get()).isEqualTo("x");
    assertThat(settings.get("jdbc.max-rows")).isEqualTo(20);
    assertThat(settings.all())
        .containsOnlyKeys("jdbc.max-rows", "jdbc.params", "jdbc.slow", "jdbc.tag");
  }

  @Test
  void set_beforeThePlugIn_waitsForIt() {
    settings.set("jdbc.max-rows", "30");
    assertThat(settings.problems()).containsExactly("No plug-in has the setting 'jdbc.max-rows'");
    settings.register(config);
    assertThat(maxRows.get()).isEqualTo(30);
    assertThat(settings.problems()).isEmpty();
  }

  @Test
  void set_unknownOrIllTyped_isAClearError() {
    settings.register(config);
    assertThatThrownBy(() -> settings.set("jdbc.max-row", 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Unknown setting 'jdbc.max-row'. Settings of jdbc: max-rows, params, slow, tag");
    assertThatThrownBy(() -> settings.set("jdbc.max-rows", "many"))
        .hasMessage("Setting 'jdbc.max-rows' takes an integer from 0 to 100, was 'many'");
    assertThatThrownBy(() -> settings.set("jdbc.max-rows", 101)).hasMessageContaining("was '101'");
    assertThatThrownBy(() -> settings.set("jdbc.params", "yes"))
        .hasMessage("Setting 'jdbc.params' takes true or false, was 'yes'");
    assertThatThrownBy(() -> settings.set("jdbc.slow", "fast"))
        .hasMessageContaining("takes a duration of at least 0s");
    assertThatThrownBy(() -> settings.get("jdbc.none"))
        .hasMessageContaining("Known: jdbc.max-rows");
    assertThat(maxRows.get()).isEqualTo(10);
  }

  @Test
  void register_twice_isRefused() {
    settings.register(config);
    assertThatThrownBy(() -> settings.register(TrackerConfig.of("jdbc")))
        .hasMessage("Settings of plug-in 'jdbc' are registered already");
  }

  @Test
  void systemProperty_winsOverTheProgram() {
    System.setProperty("gomon.jdbc.max-rows", "77");
    settings.set("jdbc.max-rows", 30);
    settings.register(config);
    assertThat(maxRows.get()).isEqualTo(77);
  }

  @Test
  void register_waitingValueDoesNotFit_keepsTheDefaultAndSaysSo() {
    settings.set("jdbc.max-rows", "many");
    settings.register(config);
    assertThat(maxRows.get()).isEqualTo(10);
    assertThat(settings.problems())
        .containsExactly("Setting 'jdbc.max-rows' takes an integer from 0 to 100, was 'many'");
  }
}
