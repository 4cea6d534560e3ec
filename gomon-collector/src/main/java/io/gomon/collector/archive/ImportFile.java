/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.archive;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import io.gomon.collector.archive.ArchiveException.Kind;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;

/** A file of events, of any kind that is understood: told by its first bytes, not by its name. */
public final class ImportFile {
  private static final int MAGIC_BYTES = 4;
  private static final String GZIP = "1f8b";
  private static final String ZSTD = "28b52ffd";
  private static final String PARQUET = "50415231";

  private ImportFile() {}

  /** Takes lines. */
  @FunctionalInterface
  public interface Sink {
    /** Reads all of them. */
    void accept(InputStream lines) throws ArchiveException, InterruptedException;
  }

  /** Reads a file's lines, unpacked. */
  public static void read(Path file, Sink sink) throws ArchiveException, InterruptedException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 64 << 10)) {
      in.mark(MAGIC_BYTES);
      String magic = HexFormat.of().formatHex(in.readNBytes(MAGIC_BYTES));
      in.reset();
      if (magic.startsWith(GZIP)) {
        sink.accept(new GZIPInputStream(in, 64 << 10));
      } else if (magic.equals(ZSTD)) {
        sink.accept(new ZstdInputStreamNoFinalizer(in));
      } else if (magic.equals(PARQUET)) {
        try (InputStream lines = ParquetLines.open(file)) {
          sink.accept(lines);
        }
      } else {
        sink.accept(in);
      }
    } catch (IOException e) {
      throw new ArchiveException(Kind.FILE, "cannot read " + file + ": " + e, e);
    }
  }
}
