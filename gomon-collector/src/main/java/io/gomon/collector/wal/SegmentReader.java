/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.wal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of one segment, in order. At a damaged place it searches for the next marker
 * that begins a whole record with the right checksum, and counts the bytes in between. One thread.
 */
final class SegmentReader implements Closeable {
  private static final int SEARCH_BYTES = 64 << 10;

  private final Segment segment;
  private final FileChannel channel;
  private long offset;
  private long validEnd;
  private long skippedBytes;
  private int skippedPlaces;

  SegmentReader(Segment segment, long fromPosition) throws IOException {
    this.segment = segment;
    this.channel = FileChannel.open(segment.file, StandardOpenOption.READ);
    this.offset = Math.max(RecordFormat.SEGMENT_HEADER_BYTES, fromPosition - segment.basePosition);
    this.validEnd = offset;
  }

  /** The next whole record; null at the end of what the segment holds now. */
  @Nullable WalRecord next() throws IOException {
    long end = segment.sizeBytes();
    long from = offset;
    long candidate = offset;
    while (candidate + RecordFormat.HEADER_BYTES <= end) {
      WalRecord record = recordAt(candidate, end);
      if (record != null) {
        countSkipped(candidate - from);
        offset = record.position() - segment.basePosition;
        validEnd = offset;
        return record;
      }
      candidate = nextMarker(candidate + 1, end);
    }
    if (end > from) {
      countSkipped(end - from);
      offset = end;
    }
    return null;
  }

  /** How far the file was read, in bytes from its beginning. */
  long offset() {
    return offset;
  }

  /** Where the last whole record ends, in bytes from the beginning of the file. */
  long validEnd() {
    return validEnd;
  }

  /** Bytes that belong to no whole record, the end of the file included once it was reached. */
  long skippedBytes() {
    return skippedBytes;
  }

  /** In how many places those bytes are. */
  int skippedPlaces() {
    return skippedPlaces;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private void countSkipped(long bytes) {
    if (bytes > 0) {
      skippedBytes += bytes;
      skippedPlaces++;
    }
  }

  private @Nullable WalRecord recordAt(long at, long end) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(RecordFormat.HEADER_BYTES);
    readFully(head, at);
    int length = head.getInt(RecordFormat.LENGTH_OFFSET);
    long recordEnd = at + RecordFormat.CONTENT_OFFSET + length;
    if (head.getInt(0) != RecordFormat.MARKER
        || length < RecordFormat.HEADER_BYTES - RecordFormat.CONTENT_OFFSET
        || recordEnd > end) {
      return null;
    }
    ByteBuffer whole = ByteBuffer.allocate(RecordFormat.CONTENT_OFFSET + length);
    readFully(whole.put(head.flip()), at + RecordFormat.HEADER_BYTES);
    WalEntry entry = RecordFormat.decode(whole.flip(), segment.basePosition + at);
    return entry == null ? null : new WalRecord(segment.basePosition + recordEnd, entry);
  }

  private long nextMarker(long from, long end) throws IOException {
    ByteBuffer window = ByteBuffer.allocate(SEARCH_BYTES);
    for (long at = from; at < end; at += SEARCH_BYTES - (Integer.BYTES - 1)) {
      window.clear().limit((int) Math.min(SEARCH_BYTES, end - at));
      readFully(window, at);
      for (int i = 0; i + Integer.BYTES <= window.limit(); i++) {
        if (window.getInt(i) == RecordFormat.MARKER) {
          return at + i;
        }
      }
    }
    return end;
  }

  private void readFully(ByteBuffer into, long at) throws IOException {
    long from = at;
    while (into.hasRemaining()) {
      int read = channel.read(into, from);
      if (read < 0) {
        throw new IOException(segment.file + " became shorter while it was read");
      }
      from += read;
    }
  }
}
