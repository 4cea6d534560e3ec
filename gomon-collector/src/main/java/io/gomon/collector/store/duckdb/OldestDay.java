/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.store.duckdb;

import io.gomon.collector.store.StoreOpenException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.LocalDate;

/**
 * The first day that may have a file, in a small file of its own, so that a deleted day's late
 * events are refused after a restart as well. The store's own, under its writing lock.
 */
final class OldestDay {
  static final String NAME = "oldest-day";

  private final DataFolder folder;

  OldestDay(DataFolder folder) {
    this.folder = folder;
  }

  /**
   * The first day, as days since 1970-01-01.
   *
   * @param today a later day comes of a clock that was wrong when days were deleted: then nothing
   *     is known
   */
  long read(long today) throws StoreOpenException {
    Path file = folder.path.resolve(NAME);
    try {
      if (!Files.exists(file)) {
        return Long.MIN_VALUE;
      }
      long day = LocalDate.parse(Files.readString(file).strip()).toEpochDay();
      return day > today ? Long.MIN_VALUE : day;
    } catch (IOException | DateTimeException e) {
      throw new StoreOpenException(
          "Cannot read " + file + ". Delete it: deleted days may come back by late events then.",
          e);
    }
  }

  /** On disk when this returns. */
  void write(long epochDay) throws IOException {
    Path unfinished = folder.path.resolve(NAME + ".new");
    try (FileChannel channel =
        FileChannel.open(
            unfinished,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      String text = LocalDate.ofEpochDay(epochDay) + "\n";
      channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
      channel.force(true);
    }
    Files.move(unfinished, folder.path.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
    folder.force();
  }
}
