/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.wal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the whole log once when it is opened: finds its end, and judges what is no record. What was
 * acknowledged and cannot be read is damage: told, and left as it is. What was never acknowledged
 * is cut off, or covered by a void where records follow, and not told again.
 */
final class Recovery {
  /** What is known of the log from elsewhere. */
  record Known(long storedPosition, long ackedPosition) {}

  /** A place in a segment that belongs to no record, in bytes from the beginning of the file. */
  private record Gap(long from, long to) {}

  private final FileOps files;
  private final Segments segments;
  private final Consumer<WalRecord> visitor;
  private final long storedPosition;

  /** Below it, all was acknowledged. */
  private final long ackedPosition;

  private final boolean ackedIsKnown;
  private long records;
  private long tornBytes;
  private long damagedBytes;
  private int damagedPlaces;
  private long damagedTo = -1;

  /** Where the log began, by the name of a first file that holds nothing; -1 if it does. */
  private long firstPosition = -1;

  private long lastRecordPosition;
  private @Nullable Segment last;

  Recovery(FileOps files, Segments segments, Known known, Consumer<WalRecord> visitor) {
    this.files = files;
    this.segments = segments;
    this.storedPosition = known.storedPosition;
    this.ackedIsKnown = known.ackedPosition >= 0;
    this.ackedPosition = Math.max(known.ackedPosition, known.storedPosition);
    this.visitor = visitor;
  }

  WalRecovery run(Path folder) throws IOException {
    List<Path> found;
    try (Stream<Path> listed = Files.list(folder)) {
      found = listed.filter(file -> Segment.basePositionOf(file) != null).sorted().toList();
    }
    for (int i = 0; i < found.size(); i++) {
      Path following = i + 1 < found.size() ? found.get(i + 1) : null;
      scan(found.get(i), following);
    }
    missing(last == null ? 0 : last.endPosition(), ackedIsKnown ? ackedPosition : 0);
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

  /** No new record begins before this. */
  long endPosition() {
    return Math.max(ackedPosition, last == null ? 0 : last.endPosition());
  }

  private void scan(Path file, @Nullable Path following) throws IOException {
    Long base = Segment.basePositionOf(file);
    long size = Files.size(file);
    if (base == null || size < RecordFormat.SEGMENT_HEADER_BYTES) {
      tornBytes += size;
      if (base != null && last == null && firstPosition < 0) {
        firstPosition = base; // if something had been acknowledged in it, the next file is too late
      }
      files.delete(file); // the process ended before the file was a segment
      return;
    }
    SegmentHead head = SegmentHead.read(file);
    Segment previous = last;
    if (previous != null && head.previousEnd() < 0) {
      missing(previous.endPosition(), base);
    } else if (previous == null && (storedPosition > 0 || firstPosition >= 0)) {
      missing(Math.max(storedPosition, firstPosition), base);
    }
    Segment segment = new Segment(file, base, size, head.magic() != RecordFormat.SEGMENT_MAGIC);
    cutRefused(segment, head.bytes(), following);
    long recordsBefore = records;
    List<Gap> gaps = read(segment);
    if (records == recordsBefore && !isAcked(base)) {
      tornBytes += size;
      files.delete(file); // it was begun, and nothing in it was acknowledged
      return;
    }
    if (!head.isWhole(base)) {
      damaged(base, base + RecordFormat.SEGMENT_HEADER_BYTES); // its records prove themselves
    }
    for (Gap gap : gaps) {
      judge(segment, gap, following == null);
    }
    segments.add(segment);
    last = segment;
  }

  /** The next segment may say that this one ends earlier: what is behind that was refused. */
  private void cutRefused(Segment segment, int headBytes, @Nullable Path following)
      throws IOException {
    long end = following == null ? -1 : SegmentHead.read(following).previousEnd();
    if (end >= 0 && end < segment.endPosition()) {
      cut(segment, Math.max(headBytes, end - segment.basePosition));
    }
  }

  private List<Gap> read(Segment segment) throws IOException {
    List<Gap> gaps = new ArrayList<>();
    try (SegmentReader reader =
        new SegmentReader(
            segment, segment.basePosition, (from, to) -> gaps.add(new Gap(from, to)))) {
      for (WalRecord record = reader.next(); record != null; record = reader.next()) {
        records++;
        lastRecordPosition = record.position();
        visitor.accept(record);
      }
    }
    return gaps;
  }

  private boolean isAcked(long position) {
    return !ackedIsKnown || position < ackedPosition;
  }

  private void judge(Segment segment, Gap gap, boolean newest) throws IOException {
    boolean atEnd = gap.to == segment.sizeBytes();
    long from = segment.basePosition + gap.from;
    long to = segment.basePosition + gap.to;
    long lostTo = Math.max(from, Math.min(to, ackedPosition));
    if (!ackedIsKnown) {
      lostTo = atEnd && newest ? from : to; // what records follow was acknowledged, most likely
    }
    damaged(Math.max(from, storedPosition), lostTo);
    if (lostTo == to) {
      return;
    }
    if (atEnd) {
      cut(segment, lostTo - segment.basePosition);
    } else {
      cover(segment, lostTo, to);
    }
  }

  /** Bytes of the log that are in no file any more, if they were acknowledged and not stored. */
  private void missing(long from, long to) {
    damaged(Math.max(from, storedPosition), Math.min(to, ackedPosition));
  }

  private void damaged(long from, long to) {
    if (to <= from) {
      return;
    }
    damagedBytes += to - from;
    damagedPlaces += from == damagedTo ? 0 : 1;
    damagedTo = to;
  }

  private void cut(Segment segment, long end) throws IOException {
    tornBytes += segment.sizeBytes() - end;
    try (FileChannel channel = files.reopen(segment.file)) {
      files.truncate(channel, end);
      files.force(channel);
    }
    segment.sizeBytes(end);
  }

  private void cover(Segment segment, long from, long to) throws IOException {
    tornBytes += to - from;
    if (to - from < RecordFormat.VOID_BYTES) {
      return; // no record is as small as that: the place is damaged in more than one way
    }
    try (FileChannel channel = files.reopen(segment.file)) {
      ByteBuffer head = RecordFormat.voidHead(from, Math.toIntExact(to - from));
      files.write(channel, head, from - segment.basePosition);
      files.force(channel);
    }
  }

  /** The first bytes of a segment file. */
  private record SegmentHead(long magic, long base, long previousEnd) {

    static SegmentHead read(Path file) throws IOException {
      ByteBuffer bytes =
          ByteBuffer.allocate(RecordFormat.SEGMENT_HEADER_BYTES + RecordFormat.BEGIN_BYTES);
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
        int read = channel.read(bytes);
        while (read >= 0 && bytes.hasRemaining()) {
          read = channel.read(bytes);
        }
      }
      bytes.clear(); // what the file does not have is zero
      Long position = Segment.basePositionOf(file);
      long begin = (position == null ? 0 : position) + RecordFormat.SEGMENT_HEADER_BYTES;
      ByteBuffer record = bytes.slice(RecordFormat.SEGMENT_HEADER_BYTES, RecordFormat.BEGIN_BYTES);
      return new SegmentHead(
          bytes.getLong(0), bytes.getLong(Long.BYTES), RecordFormat.previousEnd(record, begin));
    }

    int bytes() {
      return RecordFormat.SEGMENT_HEADER_BYTES + (previousEnd < 0 ? 0 : RecordFormat.BEGIN_BYTES);
    }

    boolean isWhole(long basePosition) {
      return base == basePosition
          && (magic == RecordFormat.SEGMENT_MAGIC || magic == RecordFormat.SEGMENT_MAGIC_1);
    }
  }
}
