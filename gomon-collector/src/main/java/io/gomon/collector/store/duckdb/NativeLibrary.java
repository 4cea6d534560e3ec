/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.store.duckdb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The driver's native library, which the driver unpacks into {@code java.io.tmpdir} at each start:
 * 72 MB under a new name, deleted when the process ends in good order. A killed collector would
 * leave it there each time, so it is deleted as soon as it is loaded.
 */
final class NativeLibrary {
  private static final Path MAPS = Path.of("/proc/self/maps");
  private static final Pattern UNPACKED = Pattern.compile("(/.*/libduckdb_java\\d+\\.so)$");

  private NativeLibrary() {}

  /** Deletes the unpacked file. On Linux a loaded library needs its name no longer. */
  static void unlink() {
    try {
      for (Path file : loaded()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      // No /proc (not Linux), or no right to delete: the driver's own deletion at exit remains.
    }
  }

  /** Where this process has the library from, as long as that file is there. */
  static List<Path> loaded() throws IOException {
    try (Stream<String> mappings = Files.lines(MAPS)) {
      return mappings
          .map(UNPACKED::matcher)
          .filter(Matcher::find)
          .map(found -> Path.of(found.group(1)))
          .distinct()
          .toList();
    }
  }
}
