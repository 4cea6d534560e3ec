/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The committed {@code Forwarding*} classes are what the generator writes, but for the layout. */
class ForwardingSourcesTest {
  private static final Path SOURCES = Path.of("src/main/java/io/gomon/jdbc");

  @ParameterizedTest
  @MethodSource("files")
  void source_generatedAgain_isTheSame(String file) throws IOException {
    String generated = ForwardingGenerator.sources().get(file);
    assertThat(normalised(Files.readString(SOURCES.resolve(file))))
        .as("%s: run ForwardingGenerator, format, commit", file)
        .isEqualTo(normalised(generated));
  }

  static List<String> files() {
    return List.copyOf(ForwardingGenerator.sources().keySet());
  }

  /** Without layout, one statement a line so that a difference can be read. */
  private static String normalised(String source) {
    return Arrays.stream(source.replaceAll("\\s+", "").split("(?<=[;{}])"))
        .collect(Collectors.joining("\n"));
  }
}
