/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.examples.shop.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gomon.examples.shop.demo.CollectorClient.Counts;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BalanceTest {
  private static final Totals SHOP =
      Totals.parse(
          "service=shop made=15 delivered=9 dropped=1 folded=5 shipped=7 openSkipped=1 lost=1");

  @Test
  void totals_line_isReadBackAsPrinted() {
    assertThat(SHOP).isEqualTo(new Totals("shop", 15, 9, 1, 5, 7, 1, 1));
  }

  @Test
  void totals_numberMissing_areRefusedWithItsName() {
    assertThatThrownBy(() -> Totals.parse("service=shop made=10"))
        .isInstanceOf(DemoException.class)
        .hasMessageContaining("delivered");
  }

  @Test
  void balance_allStored_losesNothing() {
    Totals whole = new Totals("shop", 10, 10, 0, 0, 10, 0, 0);

    Balance balance = new Balance(List.of(whole, whole), new Counts(20, 20));

    assertThat(balance.lost()).isZero();
    assertThat(balance.faults()).isEmpty();
    assertThat(balance.lines()).contains("events made=20 shipped=20 stored=20 lost=0");
  }

  @Test
  void balance_lostOnTheWay_countsEachPlaceOnce() {
    // Of fifteen made: five folded, one dropped in GoMon, one lost by the exporter, one left out on
    // purpose.
    Balance balance = new Balance(List.of(SHOP), new Counts(7, 7));

    assertThat(balance.lost()).isEqualTo(2);
    assertThat(balance.faults()).isEmpty();
  }

  @Test
  void balance_acknowledgedButNotStored_isLostAndAFault() {
    Totals whole = new Totals("shop", 10, 10, 0, 0, 10, 0, 0);

    Balance balance = new Balance(List.of(whole), new Counts(10, 8));

    assertThat(balance.lost()).isEqualTo(2);
    assertThat(balance.faults()).containsExactly("accepted, and stored: 10 is not 8");
  }

  @Test
  void balance_anEventUnaccountedFor_isAFault() {
    Totals leaky = new Totals("shop", 10, 9, 0, 0, 9, 0, 0);

    assertThat(new Balance(List.of(leaky), new Counts(9, 9)).faults())
        .containsExactly("shop made: 10 is not 9");
  }
}
