/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** House rules about source files that no compiler checks. */
class SourceTest {
  private static final int MAX_LINES = 400;
  private static final Path ROOT = Path.of(System.getProperty("project.root"));

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(file -> file.toString().matches(".*\\.(java|js)"))
          .filter(file -> !ROOT.relativize(file).toString().contains("target"))
          .toList();
    }
  }

  @Test
  void files_over400Lines_haveAReasonInTheirRationale() throws IOException {
    List<Path> sources = sources();
    assertThat(sources).hasSizeGreaterThan(50);
    assertThat(sources)
        .filteredOn(file -> lines(file).size() > MAX_LINES)
        .allSatisfy(file -> assertThat(rationale(file)).contains(nameOf(file)));
  }

  @Test
  void packages_sayWhatLivesThere() throws IOException {
    assertThat(sources())
        .filteredOn(file -> file.toString().contains("src/main/java"))
        .allSatisfy(file -> assertThat(file.resolveSibling("package-info.java")).exists());
  }

  @Test
  void tests_neitherSleepNorRetry() throws IOException {
    assertThat(sources())
        .filteredOn(file -> file.toString().contains("src/test"))
        .filteredOn(file -> !file.endsWith("SourceTest.java"))
        .allSatisfy(
            file ->
                assertThat(lines(file))
                    .noneMatch(
                        line -> line.contains("Thread.sleep") || line.contains("@Disabled")));
  }

  private static String nameOf(Path file) {
    return file.getFileName().toString().replaceFirst("[.].*", "");
  }

  private static String rationale(Path file) {
    String module = ROOT.relativize(file).toString().replaceFirst("/src/.*", "");
    return String.join("\n", lines(ROOT.resolve(module).resolve("RATIONALE.md")));
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
