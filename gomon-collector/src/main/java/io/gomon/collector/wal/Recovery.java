/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.wal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the whole log once when it is opened: finds its end, cuts a torn tail, counts damage. */
final class Recovery {
  private final FileOps files;
  private final Segments segments;
  private final Consumer<WalRecord> visitor;
  private long records;
  private long tornBytes;
  private long damagedBytes;
  private int damagedPlaces;
  private long lastRecordPosition;
  private @Nullable Segment last;

  Recovery(FileOps files, Segments segments, Consumer<WalRecord> visitor) {
    this.files = files;
    this.segments = segments;
    this.visitor = visitor;
  }

  WalRecovery run(Path folder) throws IOException {
    List<Path> found;
    try (Stream<Path> listed = Files.list(folder)) {
      found = listed.filter(file -> Segment.basePositionOf(file) != null).sorted().toList();
    }
    for (int i = 0; i < found.size(); i++) {
      scan(found.get(i), i == found.size() - 1);
    }
    return new WalRecovery(records, tornBytes, damagedBytes, damagedPlaces);
  }

  /** The segment that was written last; null for an empty log. */
  @Nullable Segment last() {
    return last;
  }

  /** Where the newest whole record ends; 0 when there is none. */
  long lastRecordPosition() {
    return lastRecordPosition;
  }

  private void scan(Path file, boolean newest) throws IOException {
    Long base = Segment.basePositionOf(file);
    long size = Files.size(file);
    if (base == null || size < RecordFormat.SEGMENT_HEADER_BYTES) {
      tornBytes += size;
      files.delete(file); // the process ended before the file was a segment
      return;
    }
    Segment segment = new Segment(file, base, size);
    if (!hasHeader(segment)) {
      damagedPlaces++; // each record proves itself, so the rest of the file is still read
      damagedBytes += RecordFormat.SEGMENT_HEADER_BYTES;
    }
    try (SegmentReader reader = new SegmentReader(segment, base)) {
      for (WalRecord record = reader.next(); record != null; record = reader.next()) {
        records++;
        lastRecordPosition = record.position();
        visitor.accept(record);
      }
      long tail = size - reader.validEnd();
      boolean torn = newest && tail > 0;
      damagedBytes += reader.skippedBytes() - (torn ? tail : 0);
      damagedPlaces += reader.skippedPlaces() - (torn ? 1 : 0);
      if (torn) {
        cut(segment, reader.validEnd());
      }
    }
    segments.add(segment);
    last = segment;
  }

  private void cut(Segment segment, long validEnd) throws IOException {
    tornBytes += segment.sizeBytes() - validEnd;
    try (FileChannel channel = files.reopen(segment.file)) {
      files.truncate(channel, validEnd);
      files.force(channel);
    }
    segment.sizeBytes(validEnd);
  }

  private static boolean hasHeader(Segment segment) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(RecordFormat.SEGMENT_HEADER_BYTES);
    try (FileChannel channel = FileChannel.open(segment.file, StandardOpenOption.READ)) {
      int read = channel.read(head);
      while (read >= 0 && head.hasRemaining()) {
        read = channel.read(head);
      }
    }
    return !head.hasRemaining()
        && head.getLong(0) == RecordFormat.SEGMENT_MAGIC
        && head.getLong(Long.BYTES) == segment.basePosition;
  }
}
