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
 *
 * <p>The search is bounded: what it reads in vain of bodies is counted, and once that is {@value
 * #SEARCH_FACTOR} times the segment, it passes over candidates of more than 64 KiB. Only somebody
 * who knows the position of his batch in the log, and the disk that damages this batch, can bring
 * it about together.
 */
final class SegmentReader implements Closeable {
  private static final int SEARCH_BYTES = 64 << 10;
  private static final int SEARCH_FACTOR = 4;

  /** Is told of places that belong to no record. */
  @FunctionalInterface
  interface GapListener {
    /** Bytes of the file, from its beginning; they are at most once told. */
    void gap(long fromOffset, long toOffset) throws IOException;
  }

  private final Segment segment;
  private final FileChannel channel;
  private final GapListener gaps;
  private long offset;
  private long validEnd;
  private long skippedBytes;
  private long readInVainBytes;

  /** What was read of the file last, in one piece: heads are looked at here. */
  private final ByteBuffer window = ByteBuffer.allocate(SEARCH_BYTES).limit(0);

  private long windowAt;

  SegmentReader(Segment segment, long fromPosition, GapListener gaps) throws IOException {
    this.segment = segment;
    this.gaps = gaps;
    this.channel = FileChannel.open(segment.file, StandardOpenOption.READ);
    this.offset = Math.max(RecordFormat.SEGMENT_HEADER_BYTES, fromPosition - segment.basePosition);
    this.validEnd = offset;
  }

  /** The next whole record; null at the end of what the segment holds now. */
  @Nullable WalRecord next() throws IOException {
    long end = segment.sizeBytes();
    long from = offset;
    long candidate = offset;
    while (candidate + RecordFormat.VOID_BYTES <= end) {
      long passed = controlEnd(candidate, end);
      WalRecord record = passed > 0 ? null : recordAt(candidate, end, candidate == from);
      if (passed == 0 && record == null) {
        candidate = nextMarker(candidate + 1, end);
        continue;
      }
      countSkipped(from, candidate);
      offset = record == null ? passed : record.position() - segment.basePosition;
      validEnd = offset;
      if (record != null) {
        return record;
      }
      from = passed;
      candidate = passed;
    }
    countSkipped(from, end);
    offset = Math.max(offset, end);
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

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private void countSkipped(long from, long to) throws IOException {
    if (to > from) {
      skippedBytes += to - from;
      gaps.gap(from, to);
    }
  }

  /** Where a void or a begin ends that stands here; 0 if neither does. */
  private long controlEnd(long at, long end) throws IOException {
    ByteBuffer head = peek(at, (int) Math.min(RecordFormat.BEGIN_BYTES, end - at), end);
    long position = segment.basePosition + at;
    int voidBytes = RecordFormat.voidBytes(head, position);
    if (voidBytes > 0 && at + voidBytes <= end) {
      return at + voidBytes;
    }
    boolean isBegin =
        head.limit() == RecordFormat.BEGIN_BYTES && RecordFormat.previousEnd(head, position) >= 0;
    return isBegin ? at + RecordFormat.BEGIN_BYTES : 0;
  }

  private @Nullable WalRecord recordAt(long at, long end, boolean expected) throws IOException {
    if (at + RecordFormat.CONTENT_OFFSET > end) {
      return null;
    }
    ByteBuffer head = peek(at, RecordFormat.CONTENT_OFFSET, end);
    int content = RecordFormat.contentOffset(head.getInt(0));
    int length = head.getInt(RecordFormat.LENGTH_OFFSET);
    long recordEnd = at + content + length;
    if (content == 0
        || (head.getInt(0) == RecordFormat.MARKER_1 && !segment.mayHoldFirstVersion())
        || !RecordFormat.isHead(head, segment.basePosition + at)
        || recordEnd > end
        || (!expected && isOverBudget(length))) {
      return null;
    }
    ByteBuffer whole = ByteBuffer.allocate(content + length);
    readFully(whole.put(head), at + RecordFormat.CONTENT_OFFSET);
    WalEntry entry = RecordFormat.decode(whole.flip(), segment.basePosition + at);
    if (entry == null) {
      readInVainBytes += length;
      return null;
    }
    return new WalRecord(segment.basePosition + recordEnd, entry);
  }

  private boolean isOverBudget(int length) {
    return length > SEARCH_BYTES && readInVainBytes > SEARCH_FACTOR * segment.sizeBytes();
  }

  private long nextMarker(long from, long end) throws IOException {
    for (long at = from; at + Integer.BYTES <= end; at++) {
      int index = window(at, Integer.BYTES, end);
      if (isMarker(window.getInt(index))) {
        return at;
      }
    }
    return end;
  }

  /** A few bytes of the file, as a buffer of their own. */
  private ByteBuffer peek(long at, int bytes, long end) throws IOException {
    return window.slice(window(at, bytes, end), bytes);
  }

  /**
   * Makes bytes be in {@link #window}; gives the index of the first. None of them is behind end.
   */
  private int window(long at, int bytes, long end) throws IOException {
    if (at < windowAt || at + bytes > windowAt + window.limit()) {
      window.clear().limit((int) Math.min(SEARCH_BYTES, end - at));
      windowAt = at;
      readFully(window, at);
    }
    return (int) (at - windowAt);
  }

  private static boolean isMarker(int bytes) {
    return RecordFormat.contentOffset(bytes) > 0 || bytes == RecordFormat.VOID_MARKER;
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
