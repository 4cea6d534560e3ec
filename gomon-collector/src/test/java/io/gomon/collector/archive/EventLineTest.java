/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.collector.store.EventFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a line is when what is stored is not as it should be. */
final class EventLineTest {
  private static String lineWith(String attributes) {
    return new EventLine().of(EventFixture.request(1, 1_000).attributes(attributes).event());
  }

  @Test
  void of_keysLikeThoseOfAnExport_stepAside() {
    assertThat(lineWith("{\"gomon:service\":\"x\",\"a\":{\"gomon:failed\":1},\"gomon:failed\":2}"))
        .contains("\"gomon:service\":\"shop\",")
        .endsWith(
            "\"gomon:failed\":false,\"attr.gomon:service\":\"x\",\"a\":{\"gomon:failed\":1},"
                + "\"attr.gomon:failed\":2}");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {"{\"a\":1", "[]", "``", "{\"a\":1}}", "{\"a\":1}{}", "x", "{\"a\":\n1}"})
  void of_attributesThatAreNoObjectInOneLine_areKeptAsText(String attributes) {
    assertThat(lineWith(attributes))
        .doesNotContain("\n")
        .endsWith(
            "\"event.damaged\":\"" + attributes.replace("\"", "\\\"").replace("\n", "\\n") + "\"}");
  }

  @Test
  void of_noAttributes_endsBehindTheKeysOfTheEvent() {
    assertThat(lineWith("{}")).endsWith("\"gomon:failed\":false}");
  }

  @Test
  void read_aLineWithWhatItWasMadeOf_givesItBack() throws Exception {
    String line = lineWith("{\"a\":1.50,\"b\":[null,{\"c\":\"\\u0001\"}]}");
    assertThat(EventColumns.read(line).toLine()).isEqualTo(line);
  }
}
