/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gomon.collector.admission.Refusal;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Who waits for whom, and how long. */
final class WaitsTest {

  @Test
  void body_slowerThanAKibibyteASecond_isRefusedAfterFiveSeconds() throws Exception {
    Pace pace = new Pace(seconds(1));
    assertThatCode(() -> pace.check(0, seconds(6))).doesNotThrowAnyException();
    assertThatThrownBy(() -> pace.check(1_000, seconds(7)))
        .isInstanceOfSatisfying(Refusal.class, e -> assertThat(e.status()).isEqualTo(408));
    pace.check(1_024, seconds(7));
    pace.check(102_400, seconds(106));
  }

  @Test
  void trouble_lastsLonger_soDoesTheWait() {
    RetryAfter retry = new RetryAfter();
    assertThat(retry.seconds(seconds(10))).isEqualTo(5);
    assertThat(retry.seconds(seconds(13))).isEqualTo(5);
    assertThat(retry.seconds(seconds(30))).isEqualTo(20);
    assertThat(retry.seconds(seconds(3_000))).isEqualTo(60);
    retry.worked();
    assertThat(retry.seconds(seconds(3_001))).isEqualTo(5);
  }

  private static long seconds(int seconds) {
    return TimeUnit.SECONDS.toNanos(seconds);
  }
}
