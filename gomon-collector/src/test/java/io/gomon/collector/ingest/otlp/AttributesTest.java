/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ingest.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.collector.ingest.ItemLimits;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class AttributesTest {
  private final Attributes attributes = new Attributes(new ItemLimits());

  @Test
  void get_moreThanFirstFit_findsEach() {
    IntStream.range(0, 100).forEach(i -> attributes.add("key" + i, (long) i));
    for (long i = 0; i < 100; i++) {
      assertThat(attributes.get("key" + i)).isEqualTo(i);
    }
    assertThat(attributes.get("key100")).isNull();
  }

  @Test
  void get_keysOfOneHash_areTold() {
    assertThat("Aa").hasSameHashCodeAs("BB");
    attributes.add("Aa", "first");
    assertThat(attributes.get("BB")).isNull();
    attributes.add("BB", "second");
    attributes.dropRepeated();
    assertThat(attributes.get("Aa")).isEqualTo("first");
    assertThat(attributes.get("BB")).isEqualTo("second");
  }

  @Test
  void get_behindOnesThatWereDroppedRemovedAndRenamed_findsTheRest() {
    attributes.add("a", "1");
    attributes.add("a", "2");
    attributes.add("b", "3");
    attributes.add("c", "4");
    attributes.dropRepeated();
    assertThat(attributes.get("c")).isEqualTo("4");
    attributes.removeIf("a"::equals);
    assertThat(attributes.get("a")).isNull();
    assertThat(attributes.get("c")).isEqualTo("4");
    attributes.rename(0, "d");
    assertThat(attributes.get("b")).isNull();
    assertThat(attributes.get("d")).isEqualTo("3");
    assertThat(attributes.size()).isEqualTo(2);
  }

  @Test
  void dropRepeated_many_keepsTheFirstOfEach() {
    IntStream.range(0, 60).forEach(i -> attributes.add("key" + i % 20, (long) i));
    attributes.dropRepeated();
    assertThat(attributes.size()).isEqualTo(20);
    assertThat(attributes.get("key7")).isEqualTo(7L);
    assertThat(attributes.get("key19")).isEqualTo(19L);
  }
}
