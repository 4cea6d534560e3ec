/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
  @ParameterizedTest
  @CsvSource({
    "0s, PT0S", "250ms, PT0.25S", "1500ms, PT1.5S", "5s, PT5S", "90s, PT1M30S",
    "2m, PT2M", "1h, PT1H", "36h, PT36H", "PT0.0000005S, PT0.0000005S", "PT-5S, PT-5S"
  })
  void text_isTheShortestForm_andReadsTheSame(String text, Duration length) {
    assertThat(Durations.text(length)).isEqualTo(text);
    assertThat(Durations.parse(text)).isEqualTo(length);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "5 parsecs", "-5s", "1.5s", "99999999999999999s", "PT"})
  void parse_whatIsNoDuration_saysWhatToWrite(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Durations.parse(text))
        .withMessageContaining("'" + text + "'")
        .withMessageContaining("write 250ms");
  }
}
