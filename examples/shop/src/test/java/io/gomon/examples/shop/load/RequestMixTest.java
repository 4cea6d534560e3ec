/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.examples.shop.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.examples.shop.load.RequestMix.Planned;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class RequestMixTest {
  private static final String TARGET = "http://127.0.0.1:1";

  @Test
  void request_sameSeedAndNumber_isTheSameInAnyOrder() {
    RequestMix one = new RequestMix(TARGET, 42);
    RequestMix other = new RequestMix(TARGET, 42);
    String late = described(other.request(99));

    assertThat(described(one.request(3))).isEqualTo(described(other.request(3)));
    assertThat(described(one.request(99))).isEqualTo(late);
  }

  @Test
  void request_otherSeed_isAnotherMix() {
    Function<Long, List<String>> first =
        seed ->
            LongStream.range(0, 50)
                .mapToObj(n -> described(new RequestMix(TARGET, seed).request(n)))
                .toList();

    assertThat(first.apply(1L)).isNotEqualTo(first.apply(2L));
  }

  @Test
  void requests_many_holdEveryKind() {
    RequestMix mix = new RequestMix(TARGET, 42);

    Set<String> kinds =
        LongStream.range(0, 1_000).mapToObj(n -> mix.request(n).kind()).collect(Collectors.toSet());

    assertThat(kinds)
        .containsExactlyInAnyOrder(
            "products",
            "product",
            "order",
            "place order",
            "check out",
            "search",
            "report",
            "unknown product",
            "broken coupons");
  }

  private static String described(Planned planned) {
    return planned.kind() + ' ' + planned.request() + ' ' + planned.expectedStatus();
  }
}
