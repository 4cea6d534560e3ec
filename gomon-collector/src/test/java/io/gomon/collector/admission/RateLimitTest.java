/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Tokens, by a clock that the test moves. */
final class RateLimitTest {
  private final AtomicLong nanos = new AtomicLong(-5);

  @Test
  void client_takesMoreThanItsRate_waitsUntilItHasEarnedOne() throws Exception {
    Gatekeeper limit = RateLimit.before(Gatekeeper.OPEN, 10, nanos::get);
    for (int i = 0; i < 10; i++) {
      limit.admit(from("a"));
    }
    assertRefused(limit, "a");
    limit.admit(from("b")); // each client has its own
    nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(100));
    limit.admit(from("a"));
    assertRefused(limit, "a");
    nanos.addAndGet(TimeUnit.HOURS.toNanos(1)); // no more than a second's worth is saved
    for (int i = 0; i < 10; i++) {
      limit.admit(from("a"));
    }
    assertRefused(limit, "a");
  }

  @Test
  void clients_moreThanAreRemembered_theSilentOneIsForgotten() throws Exception {
    Gatekeeper limit = RateLimit.before(Gatekeeper.OPEN, 1, nanos::get);
    limit.admit(from("first"));
    assertRefused(limit, "first");
    for (int i = 0; i < 4_096; i++) {
      limit.admit(from("other " + i));
    }
    limit.admit(from("first"));
  }

  @Test
  void limit_none_letsAllIn() {
    assertThat(RateLimit.before(Gatekeeper.OPEN, 0)).isSameAs(Gatekeeper.OPEN);
  }

  private static void assertRefused(Gatekeeper limit, String client) {
    assertThatThrownBy(() -> limit.admit(from(client)))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.status()).isEqualTo(429);
              assertThat(refusal.retryAfterSeconds()).isEqualTo(1);
            });
  }

  private static RequestHead from(String client) {
    return new RequestHead("POST", "/v1/traces", client, name -> null);
  }
}
