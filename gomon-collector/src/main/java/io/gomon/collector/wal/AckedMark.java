/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.wal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Up to where the log has been acknowledged, in a small file beside the segments: what tells a
 * record that is lost from one that was never promised. It is written after each force() and not
 * forced itself: a killed process leaves the newest one, a power cut perhaps an older one, which
 * claims too little and never too much. That one may be torn; the one of the start, in a place of
 * its own, is forced. One thread.
 */
final class AckedMark implements Closeable {
  private static final String NAME = "acked";
  private static final int MARK_BYTES = 12;
  private static final int NEWEST_OFFSET = 0;
  private static final int START_OFFSET = 4096;
  private static final long UNKNOWN = -1;

  private final FileOps files;
  private final Path file;
  private final ByteBuffer mark = ByteBuffer.allocate(MARK_BYTES);
  private @Nullable FileChannel channel;

  AckedMark(FileOps files, Path folder) {
    this.files = files;
    this.file = folder.resolve(NAME);
  }

  /** The position; -1 if nobody knows: a log of an earlier version, or a damaged file. */
  static long read(Path folder) throws IOException {
    Path file = folder.resolve(NAME);
    if (!Files.exists(file)) {
      return UNKNOWN;
    }
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
    long position = UNKNOWN;
    for (int offset : List.of(NEWEST_OFFSET, START_OFFSET)) {
      if (offset + MARK_BYTES <= bytes.limit()
          && bytes.getInt(offset + Long.BYTES) == crc(bytes.getLong(offset))) {
        position = Math.max(position, bytes.getLong(offset));
      }
    }
    return position;
  }

  /** Begins with a position that is known to be acknowledged; on disk when this returns. */
  void open(long position) throws IOException {
    FileChannel opened = Files.exists(file) ? files.reopen(file) : files.create(file);
    channel = opened;
    for (int offset : List.of(NEWEST_OFFSET, START_OFFSET)) {
      files.write(opened, markOf(position), offset);
      files.force(opened); // one after the other: a torn write never meets both
    }
  }

  /** Everything up to here is on disk. Costs one small write. */
  void acked(long position) {
    FileChannel open = channel;
    if (open == null) {
      return;
    }
    try {
      files.write(open, markOf(position), NEWEST_OFFSET);
    } catch (IOException e) {
      // the disk is full or ill; the mark stays behind: damage behind it would be taken for a
      // record that nobody was promised, and is cut without a word
      return;
    }
  }

  /** Forces the mark, so that after a clean stop it is the newest one whatever happens then. */
  @Override
  public void close() throws IOException {
    FileChannel open = channel;
    channel = null;
    if (open != null) {
      try (open) {
        files.force(open);
      }
    }
  }

  private ByteBuffer markOf(long position) {
    return mark.clear().putLong(position).putInt(crc(position)).flip();
  }

  private static int crc(long position) {
    CRC32C crc = new CRC32C();
    crc.update(ByteBuffer.allocate(Long.BYTES).putLong(position).flip());
    return ~(int) crc.getValue(); // so that a file of zeros is not a mark
  }
}
