/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.wal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * One record in a file of its own: a segment file with nothing else in it, so that whatever reads
 * segments reads it. Any thread; blocks.
 */
public final class RecordFile {
  private static final FileOps FILES = new FileOps();

  private RecordFile() {}

  /**
   * Writes a record; it is on disk when this returns. What a crash left of an earlier attempt is
   * written over.
   *
   * @param folder made when it is missing
   * @return the file, which is named as a segment that begins 16 bytes before the record
   */
  public static Path write(Path folder, WalRecord record) throws IOException {
    Files.createDirectories(folder);
    RecordFormat.Encoded encoded = RecordFormat.Encoded.of(record.entry());
    long beginPosition = record.position() - encoded.sizeBytes();
    long basePosition = beginPosition - RecordFormat.SEGMENT_HEADER_BYTES;
    ByteBuffer head = ByteBuffer.allocate(RecordFormat.SEGMENT_HEADER_BYTES);
    head.putLong(RecordFormat.SEGMENT_MAGIC).putLong(basePosition).flip();
    ByteBuffer recordHead = encoded.head(beginPosition);
    long bodyOffset = RecordFormat.SEGMENT_HEADER_BYTES + (long) recordHead.remaining();
    Path file = Segment.fileFor(folder, basePosition);
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      FILES.write(channel, head, 0);
      FILES.write(channel, recordHead, RecordFormat.SEGMENT_HEADER_BYTES);
      FILES.write(channel, ByteBuffer.wrap(record.entry().body()), bodyOffset);
      FILES.force(channel);
    }
    FILES.forceFolder(folder);
    return file;
  }

  /** Deletes what {@link #write} made of this record, if it is there. */
  public static void delete(Path folder, WalRecord record) throws IOException {
    int sizeBytes = RecordFormat.Encoded.of(record.entry()).sizeBytes();
    long beginPosition = record.position() - sizeBytes;
    FILES.delete(Segment.fileFor(folder, beginPosition - RecordFormat.SEGMENT_HEADER_BYTES));
    FILES.forceFolder(folder);
  }
}
