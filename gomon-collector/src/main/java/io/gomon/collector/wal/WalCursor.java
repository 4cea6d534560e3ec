/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.wal;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads the log forward from a position, while it is written. One thread at a time. */
public final class WalCursor implements Closeable {
  private final Segments segments;
  private long position;
  private long damagedBytes;
  private @Nullable Segment segment;
  private @Nullable SegmentReader reader;

  WalCursor(Segments segments, long position) {
    this.segments = segments;
    this.position = position;
  }

  /**
   * The next record that is on disk; null when there is none yet. Damaged bytes are passed over.
   */
  public @Nullable WalRecord next() throws IOException {
    while (true) {
      SegmentReader current = reader;
      Segment read = segment;
      if (current == null || read == null) {
        Segment first = segments.behind(position);
        if (first == null) {
          return null;
        }
        open(first);
        continue;
      }
      // asked before reading: once there is a next segment, this one does not grow any more
      Segment following = segments.after(read);
      WalRecord record = current.next();
      if (record != null) {
        position = record.position();
        return record;
      }
      position = Math.max(position, read.basePosition + current.offset());
      if (following == null) {
        return null;
      }
      close();
      open(following);
    }
  }

  /** Everything before this position was returned or passed over. */
  public long position() {
    return position;
  }

  /** Bytes passed over since the cursor was made. */
  public long damagedBytes() {
    return damagedBytes + (reader == null ? 0 : reader.skippedBytes());
  }

  @Override
  public void close() throws IOException {
    SegmentReader open = reader;
    reader = null;
    segment = null;
    if (open != null) {
      damagedBytes += open.skippedBytes();
      open.close();
    }
  }

  private void open(Segment next) throws IOException {
    reader = new SegmentReader(next, position, (from, to) -> {});
    segment = next;
  }
}
