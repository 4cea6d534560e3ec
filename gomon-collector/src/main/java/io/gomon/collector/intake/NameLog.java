/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.intake;

import io.gomon.collector.ingest.Verdict;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/**
 * The names of batches whose records are not in the log any more. Two files: one is appended to;
 * when it holds as many names as are known at most, it takes the place of the other, whose names
 * are all older than that. One thread.
 *
 * <pre>
 * chunk   0        4       8        12
 *         | marker | count | crc32c | name 8, body 8, accepted 4, rejected 4 | …
 * </pre>
 *
 * A chunk is what one deleted segment held. A torn or damaged chunk ends a file: what is behind it
 * is forgotten, and only a retry of those batches would be taken twice.
 */
final class NameLog {
  private static final int MARKER = 0x474D4E31; // GMN1
  private static final int HEAD_BYTES = 12;
  private static final int NAME_BYTES = 24;

  private final Path folder;
  private final int maxNames;
  private int names;

  private NameLog(Path folder, int maxNames) {
    this.folder = folder;
    this.maxNames = maxNames;
  }

  /**
   * Reads what is there, oldest first.
   *
   * @param maxNames how many are kept at least, and half of how many are kept at most
   */
  static NameLog open(Path folder, int maxNames, Consumer<NameRing.Entry> into) throws IOException {
    Files.createDirectories(folder);
    NameLog log = new NameLog(folder, maxNames);
    log.read(log.older(), into);
    log.names = log.read(log.newer(), into);
    return log;
  }

  /** Adds names; they are on disk when this returns. */
  void append(List<NameRing.Entry> entries) throws IOException {
    if (entries.isEmpty()) {
      return;
    }
    if (names + entries.size() > maxNames && names > 0) {
      Files.move(newer(), older(), StandardCopyOption.REPLACE_EXISTING);
      names = 0;
    }
    boolean isNew = !Files.exists(newer());
    try (FileChannel channel =
        FileChannel.open(newer(), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      long before = channel.size();
      try {
        ByteBuffer chunk = chunk(entries);
        channel.position(before);
        while (chunk.hasRemaining()) {
          channel.write(chunk);
        }
        channel.force(true);
      } catch (IOException e) {
        channel.truncate(before); // or what comes next would stand behind half a chunk
        throw e;
      }
    }
    if (isNew) {
      forceFolder();
    }
    names += entries.size();
  }

  private static ByteBuffer chunk(List<NameRing.Entry> entries) {
    ByteBuffer chunk = ByteBuffer.allocate(HEAD_BYTES + entries.size() * NAME_BYTES);
    chunk.putInt(MARKER).putInt(entries.size()).putInt(0);
    for (NameRing.Entry entry : entries) {
      chunk.putLong(entry.name()).putLong(entry.body());
      chunk.putInt(entry.verdict().accepted()).putInt(entry.verdict().rejected());
    }
    return chunk.putInt(8, crc(chunk, 0, chunk.limit())).flip();
  }

  /** Gives how many names it found; cuts off what cannot be read. */
  private int read(Path file, Consumer<NameRing.Entry> into) throws IOException {
    if (!Files.exists(file)) {
      return 0;
    }
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
    int found = 0;
    int at = 0;
    while (at + HEAD_BYTES <= bytes.limit()) {
      int count = bytes.getInt(at + 4);
      long end = at + HEAD_BYTES + (long) count * NAME_BYTES;
      if (bytes.getInt(at) != MARKER
          || count < 0
          || end > bytes.limit()
          || crc(bytes, at, (int) end) != bytes.getInt(at + 8)) {
        break;
      }
      for (int i = at + HEAD_BYTES; i < end; i += NAME_BYTES) {
        Verdict verdict = new Verdict(bytes.getInt(i + 16), bytes.getInt(i + 20), "");
        into.accept(new NameRing.Entry(bytes.getLong(i), bytes.getLong(i + 8), 0, verdict));
      }
      found += count;
      at = (int) end;
    }
    if (at < bytes.limit()) {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.truncate(at);
      }
    }
    return found;
  }

  /** Of everything in a chunk but the checksum itself. */
  private static int crc(ByteBuffer bytes, int from, int to) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.slice(from, 8));
    crc.update(bytes.slice(from + HEAD_BYTES, to - from - HEAD_BYTES));
    return (int) crc.getValue();
  }

  private void forceFolder() throws IOException {
    if (java.io.File.separatorChar == '\\') {
      return; // Windows opens no folder for reading, and journals names by itself
    }
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private Path newer() {
    return folder.resolve("newer.names");
  }

  private Path older() {
    return folder.resolve("older.names");
  }
}
