/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.wal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that writes the log.
 *
 * <p>Group commit: while force() runs for one group, the next one gathers in the queue; so one slow
 * force() serves all that came meanwhile, and a lone append waits for nobody. After a failed write
 * the partial records are cut off again. After a failed force() nobody knows what the disk holds,
 * so the segment is cut, left for good, and a new file begun, which says where the one before ends.
 * In either case the callers are told, and none of it counts.
 */
final class WalWriter implements Runnable {
  private static final int BUFFER_BYTES = 256 << 10;
  private static final long TROUBLE_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final WalConfig config;
  private final FileOps files;
  private final AckedMark mark;
  private final AppendQueue queue;
  private final Segments segments;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);

  private final ForceTimes forces = new ForceTimes();

  private @Nullable Segment active;
  private @Nullable FileChannel channel;

  /** The last failure, while nothing has succeeded since. Written by the writer, read by any. */
  private volatile @Nullable Failure failure;

  private record Failure(String reason, long atNanos) {}

  /** Where the next segment begins when {@link #active} may not be written any more. */
  private long nextBasePosition;

  /** Where the segment ends that was left last, if refused records may stand behind that; or -1. */
  private long leftAtPosition = -1;

  /** Size of what stands before the first record of {@link #active}. */
  private int headBytes = RecordFormat.SEGMENT_HEADER_BYTES;

  /** What is written to. */
  record Disk(FileOps files, AckedMark mark) {}

  WalWriter(WalConfig config, Disk disk, AppendQueue queue, Segments segments) {
    this.config = config;
    this.files = disk.files;
    this.mark = disk.mark;
    this.queue = queue;
    this.segments = segments;
  }

  /** Goes on behind what is there. Before the thread starts. */
  void begin(@Nullable Segment last, long nextPosition) throws IOException {
    nextBasePosition = nextPosition;
    if (last == null || last.endPosition() != nextPosition || last.mayHoldFirstVersion()) {
      openSegment();
      return;
    }
    active = last;
    channel = files.reopen(last.file);
  }

  @Override
  public void run() {
    List<AppendQueue.Pending> group = new ArrayList<>();
    try {
      while (queue.take(group, config.maxGroupBytes(), config.maxGatherTime().toNanos())) {
        commit(group);
        group.clear();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // nobody interrupts us but a JVM that goes down
    } finally {
      closeChannel();
      closeMark();
    }
  }

  private void closeMark() {
    try {
      mark.close();
    } catch (IOException e) {
      // the mark stays in the cache of the system: only a power cut now would make it an older one
      return;
    }
  }

  ForceTimes forces() {
    return forces;
  }

  /** Why the last write failed; null if it did not, or if that was long ago. Any thread. */
  @Nullable String trouble() {
    Failure last = failure;
    if (last == null || System.nanoTime() - last.atNanos > TROUBLE_NANOS) {
      return null;
    }
    return "the write-ahead log cannot be written: " + last.reason;
  }

  private void commit(List<AppendQueue.Pending> group) {
    long[] ends = new long[group.size()];
    try {
      Segment segment = writableSegment();
      long end = writeAndForce(segment, group, ends);
      segment.sizeBytes(end);
      segments.forced(segment.endPosition());
      mark.acked(segment.endPosition());
      leftAtPosition = -1;
      failure = null;
    } catch (IOException e) {
      failure = new Failure(String.valueOf(e.getMessage()), System.nanoTime());
      group.forEach(pending -> fail(pending, e));
      return;
    } catch (RuntimeException | Error e) {
      // a closed channel or no memory: the callers must hear of it, and the thread must live
      failure = new Failure(e.toString(), System.nanoTime());
      IOException cause = new IOException("the write-ahead log could not be written: " + e, e);
      group.forEach(pending -> fail(pending, cause));
      return;
    }
    for (int i = 0; i < ends.length; i++) {
      AppendListener listener = group.get(i).listener();
      long end = ends[i];
      tell(() -> listener.forced(end));
    }
  }

  private void fail(AppendQueue.Pending pending, IOException cause) {
    segments.release(pending.record().sizeBytes());
    tell(() -> pending.listener().failed(cause));
  }

  private static void tell(Runnable call) {
    try {
      call.run();
    } catch (RuntimeException | Error e) {
      // no memory, most likely: its caller hears nothing and gives up at his time limit, but the
      // others are told, and the thread lives
      return;
    }
  }

  private Segment writableSegment() throws IOException {
    Segment current = active;
    if (current != null && current.sizeBytes() < config.segmentBytes()) {
      return current;
    }
    if (current != null) {
      nextBasePosition = current.endPosition();
    }
    return openSegment();
  }

  private Segment openSegment() throws IOException {
    closeChannel();
    active = null;
    Segment segment =
        new Segment(Segment.fileFor(config.folder(), nextBasePosition), nextBasePosition, 0);
    try {
      FileChannel opened = files.create(segment.file);
      channel = opened;
      ByteBuffer head = headOf(segment);
      headBytes = head.remaining();
      files.write(opened, head, 0);
      files.force(opened);
      files.forceFolder(config.folder());
    } catch (IOException | RuntimeException | Error e) {
      closeChannel();
      deleteQuietly(segment, e);
      leftAt(nextBasePosition);
      // should the file be there for good, the next try has another name, and positions behind it
      nextBasePosition += RecordFormat.SEGMENT_HEADER_BYTES + RecordFormat.BEGIN_BYTES;
      throw e;
    }
    segment.sizeBytes(headBytes);
    segments.add(segment);
    active = segment;
    return segment;
  }

  /** The header, and where the last acknowledged record ends if that is not the segment before. */
  private ByteBuffer headOf(Segment segment) {
    ByteBuffer head =
        ByteBuffer.allocate(RecordFormat.SEGMENT_HEADER_BYTES + RecordFormat.BEGIN_BYTES);
    head.putLong(RecordFormat.SEGMENT_MAGIC).putLong(segment.basePosition);
    if (leftAtPosition >= 0) {
      long position = segment.basePosition + RecordFormat.SEGMENT_HEADER_BYTES;
      head.put(RecordFormat.beginRecord(position, leftAtPosition));
    }
    return head.flip();
  }

  /** Remembers the first place since the last success behind which refused records may stand. */
  private void leftAt(long position) {
    leftAtPosition = leftAtPosition < 0 ? position : leftAtPosition;
  }

  private long writeAndForce(Segment segment, List<AppendQueue.Pending> group, long[] ends)
      throws IOException {
    FileChannel to = Objects.requireNonNull(channel);
    long begin = segment.sizeBytes();
    long offset = begin;
    nextBasePosition = segment.endPosition() + totalBytes(group); // should this segment be left
    boolean written = false;
    try {
      buffer.clear();
      long flushed = begin;
      for (int i = 0; i < ends.length; i++) {
        RecordFormat.Encoded record = group.get(i).record();
        flushed = put(to, record.head(segment.basePosition + offset), flushed);
        flushed = put(to, ByteBuffer.wrap(record.entry().body()), flushed);
        offset += record.sizeBytes();
        ends[i] = segment.basePosition + offset;
      }
      flush(to, flushed);
      written = true;
      long beginNanos = System.nanoTime();
      files.force(to);
      forces.add(System.nanoTime() - beginNanos, offset - begin);
      return offset;
    } catch (IOException | RuntimeException | Error e) {
      undo(to, begin, written, e);
      throw e;
    }
  }

  private static long totalBytes(List<AppendQueue.Pending> group) {
    return group.stream().mapToLong(pending -> pending.record().sizeBytes()).sum();
  }

  private long put(FileChannel to, ByteBuffer bytes, long flushedTo) throws IOException {
    long flushed = flushedTo;
    while (bytes.hasRemaining()) {
      if (!buffer.hasRemaining()) {
        flushed = flush(to, flushed);
      }
      int count = Math.min(bytes.remaining(), buffer.remaining());
      buffer.put(bytes.slice(bytes.position(), count));
      bytes.position(bytes.position() + count);
    }
    return flushed;
  }

  private long flush(FileChannel to, long offset) throws IOException {
    int count = buffer.flip().remaining();
    files.write(to, buffer, offset);
    buffer.clear();
    return offset + count;
  }

  private void undo(FileChannel to, long size, boolean forceFailed, Throwable cause) {
    try {
      files.truncate(to, size);
      files.force(to);
      if (!forceFailed) {
        return; // the disk did not take all of it: what was there before is as it was
      }
    } catch (IOException | RuntimeException | Error e) {
      // the same trouble: refused records may stay; the next segment says that they do not count
      cause.addSuppressed(e);
    }
    leaveSegment();
  }

  /**
   * The active segment stays as it is; one that holds no record is removed, or they would pile up.
   */
  private void leaveSegment() {
    closeChannel();
    Segment left = active;
    active = null;
    if (left == null) {
      return;
    }
    leftAt(left.endPosition());
    if (left.sizeBytes() <= headBytes) {
      segments.remove(left);
      deleteQuietly(left, null);
    }
  }

  private void deleteQuietly(Segment segment, @Nullable Throwable cause) {
    try {
      files.delete(segment.file);
    } catch (IOException e) {
      // the same disk trouble: an empty file stays, which the next start removes
      if (cause != null) {
        cause.addSuppressed(e);
      }
    }
  }

  private void closeChannel() {
    FileChannel open = channel;
    channel = null;
    if (open == null) {
      return;
    }
    try {
      open.close();
    } catch (IOException e) {
      // all that was acknowledged has been forced: nothing can be lost by a failed close
      return;
    }
  }
}
