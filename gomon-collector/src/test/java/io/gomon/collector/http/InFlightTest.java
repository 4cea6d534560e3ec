/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gomon.collector.admission.Refusal;
import io.gomon.collector.ingest.NoRoomException;
import org.junit.jupiter.api.Test;

final class InFlightTest {
  private final InFlight inFlight = new InFlight(new Limits(100, 100, 2, 100));

  @Test
  void ticket_closed_givesBackAllItTook() throws Exception {
    try (InFlight.Ticket ticket = inFlight.enter()) {
      ticket.take(60);
      ticket.take(40);
      assertThat(inFlight.bytes()).isEqualTo(100);
      assertThat(inFlight.requests()).isEqualTo(1);
      assertThatThrownBy(() -> ticket.take(1)).hasMessageContaining("more than 100 bytes");
    }
    assertThat(inFlight.bytes()).isZero();
    assertThat(inFlight.requests()).isZero();
  }

  @Test
  void enter_allPlacesTaken_isRefusedUntilOneIsFree() throws Exception {
    InFlight.Ticket first = inFlight.enter();
    try (InFlight.Ticket second = inFlight.enter()) {
      first.take(60);
      assertThatThrownBy(() -> second.take(50)).isInstanceOf(NoRoomException.class);
      assertThatThrownBy(() -> second.take(101))
          .isNotInstanceOf(NoRoomException.class)
          .hasMessageContaining("send smaller batches");
      second.take(40);
      assertThatThrownBy(inFlight::enter)
          .isInstanceOfSatisfying(Refusal.class, e -> assertThat(e.status()).isEqualTo(429));
    }
    inFlight.enter().close();
    first.close();
    assertThat(inFlight.requests()).isZero();
  }
}
