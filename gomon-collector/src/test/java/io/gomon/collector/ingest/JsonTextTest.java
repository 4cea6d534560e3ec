/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.collector.Seed;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What is written is read back, by Jackson. */
final class JsonTextTest {
  private static final JsonMapper MAPPER = new JsonMapper();

  @Test
  void text_ofEachCharacter_isReadBack() {
    for (int c = 0; c <= Character.MAX_VALUE; c++) {
      boolean lone = Character.isSurrogate((char) c);
      assertThat(readBack("a" + (char) c + "z"))
          .isEqualTo("a" + (lone ? '\uFFFD' : (char) c) + "z");
    }
  }

  @Test
  void text_ofSeveralThatAreEscaped_isReadBack() {
    Random random = new Random(Seed.get());
    String[] parts = {"plain", "\"", "\\", "\n", "\u0000", "é", "😀", "\u2028", "</script>", " "};
    for (int i = 0; i < 10_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int part = random.nextInt(6); part > 0; part--) {
        text.append(parts[random.nextInt(parts.length)]);
      }
      assertThat(readBack(text.toString())).isEqualTo(text.toString());
    }
  }

  private static String readBack(String text) {
    String json = new JsonText().beginObject().key(text).text(text).endObject().toString();
    var read = MAPPER.readTree(json);
    assertThat(read.propertyNames()).hasSize(1);
    assertThat(read.propertyNames().iterator().next()).isEqualTo(read.iterator().next().asString());
    return read.iterator().next().asString();
  }
}
