/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.archive;

import io.gomon.collector.archive.ArchiveException.Kind;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPOutputStream;

/**
 * A file of exported lines. It has its name when it is complete; until then, and when it never is,
 * it is called {@code NAME.partial}.
 */
public final class ExportFile {
  private ExportFile() {}

  /** Brings the lines. */
  @FunctionalInterface
  public interface Source {
    /** Hands all to the sink and gives their number. */
    long writeTo(EventDownload.Sink sink) throws ArchiveException, InterruptedException;
  }

  public static Path path(String name) throws ArchiveException {
    try {
      return Path.of(name).toAbsolutePath();
    } catch (InvalidPathException e) {
      throw new ArchiveException(Kind.FILE, name + " cannot be a file: " + e.getMessage(), e);
    }
  }

  /**
   * Writes a file.
   *
   * @param file not there yet; packed if it ends with {@code .gz}
   * @return how many lines it has
   */
  public static long write(Path file, Source source) throws ArchiveException, InterruptedException {
    Path partial = file.resolveSibling(file.getFileName() + ".partial");
    if (Files.exists(file)) {
      throw new ArchiveException(Kind.FILE, file + " is there already", null);
    }
    try {
      long lines;
      try (OutputStream out = open(partial, file.toString().endsWith(".gz"))) {
        lines = source.writeTo((bytes, count) -> out.write(bytes));
      }
      Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
      return lines;
    } catch (IOException e) {
      throw new ArchiveException(Kind.FILE, "cannot write " + file + ": " + e, e);
    }
  }

  private static OutputStream open(Path file, boolean packed) throws IOException {
    OutputStream out =
        Files.newOutputStream(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
    return packed ? new GZIPOutputStream(out, 64 << 10) : new BufferedOutputStream(out);
  }
}
