/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The Java in our documents, and the sources in which it stands so that it compiles. */
final class Snippets {
  static final Path ROOT = Path.of(System.getProperty("project.root"));
  private static final Path SOURCES =
      ROOT.resolve("gomon-benchmarks/src/test/java/io/gomon/benchmarks");
  private static final Pattern JAVA_BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  private Snippets() {}

  static String read(String document) {
    try {
      return Files.readString(ROOT.resolve(document));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Stream<String> lines(String document) {
    return read(document).lines();
  }

  /** The Java blocks of a document, white space folded. */
  static List<String> blocks(String document) {
    return JAVA_BLOCK
        .matcher(read(document))
        .results()
        .map(block -> folded(block.group(1)))
        .toList();
  }

  /** One of our own sources, white space folded. */
  static String source(String className) {
    return folded(read(ROOT.relativize(SOURCES.resolve(className + ".java")).toString()));
  }

  private static String folded(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }
}
