/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.wal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An append-only log on disk, in segment files. An entry is acknowledged only after force() has
 * returned for it; see {@link WalWriter} for how entries share one force(), {@link RecordFormat}
 * for the bytes, {@link Recovery} for what happens to them after a crash.
 *
 * <p>Any thread appends; that takes no I/O on its thread. Reading and deleting is for one thread.
 */
public final class Wal implements AutoCloseable {
  private static final long CLOSE_MILLIS = 10_000;

  private final FileOps files;
  private final Segments segments;
  private final AppendQueue queue;
  private final WalWriter writer;
  private final Thread thread;
  private final WalRecovery recovery;

  private volatile Supplier<@Nullable String> room = () -> null;

  /** Set before the reading thread starts. */
  private LeaveListener leaving = (begin, end) -> {};

  private Wal(
      FileOps files, Segments segments, AppendQueue queue, WalRecovery recovery, WalWriter writer) {
    this.files = files;
    this.segments = segments;
    this.queue = queue;
    this.recovery = recovery;
    this.writer = writer;
    this.thread = new Thread(writer, "gomon-wal");
  }

  /**
   * Opens the log and reads it once.
   *
   * @param minPosition no new record gets this position or a lower one: what the store says it has
   * @param visitor is handed every whole record, oldest first
   * @throws IOException if a file cannot be read or written
   */
  public static Wal open(WalConfig config, long minPosition, Consumer<WalRecord> visitor)
      throws IOException {
    return open(config, minPosition, visitor, new FileOps());
  }

  static Wal open(WalConfig config, long minPosition, Consumer<WalRecord> visitor, FileOps files)
      throws IOException {
    makeFolder(config.folder(), files);
    Segments segments = new Segments(config.maxTotalBytes());
    Recovery.Known known = new Recovery.Known(minPosition, AckedMark.read(config.folder()));
    Recovery recovery = new Recovery(files, segments, known, visitor);
    WalRecovery found = recovery.run(config.folder());
    long forced = Math.max(minPosition, recovery.lastRecordPosition());
    segments.forced(forced);
    AckedMark mark = new AckedMark(files, config.folder());
    mark.open(Math.max(forced, known.ackedPosition()));
    AppendQueue queue = new AppendQueue();
    WalWriter writer = new WalWriter(config, new WalWriter.Disk(files, mark), queue, segments);
    writer.begin(recovery.last(), recovery.endPosition());
    Wal wal = new Wal(files, segments, queue, found, writer);
    wal.thread.start();
    return wal;
  }

  /** Makes the folder, and the names of it and of those above it durable. */
  private static void makeFolder(Path folder, FileOps files) throws IOException {
    Path absolute = folder.toAbsolutePath();
    Path parent = absolute.getParent();
    if (parent == null || Files.isDirectory(absolute)) {
      return;
    }
    makeFolder(parent, files);
    Files.createDirectory(absolute);
    files.forceFolder(parent);
  }

  /**
   * Asks whether there is room for a body, and takes none: who has much to do before it appends
   * asks first.
   *
   * @throws WalFullException if an entry with this body would be refused now
   */
  public void checkRoom(int bodyBytes) throws WalFullException {
    checkDisk();
    segments.checkRoom(bodyBytes);
  }

  private void checkDisk() throws WalFullException {
    String noRoom = room.get();
    if (noRoom != null) {
      throw new WalFullException(noRoom);
    }
  }

  /**
   * Hands an entry to the writer thread and returns at once.
   *
   * @throws WalFullException if the log may not grow any more; the listener hears nothing then
   * @throws IOException if the log is closed; the listener hears nothing then
   */
  public void append(WalEntry entry, AppendListener listener) throws IOException {
    checkDisk();
    RecordFormat.Encoded record = RecordFormat.Encoded.of(entry);
    segments.reserve(record.sizeBytes());
    try {
      queue.add(new AppendQueue.Pending(record, listener));
    } catch (IOException e) {
      segments.release(record.sizeBytes());
      throw e;
    }
  }

  /** A reader of what stands behind a position. The caller closes it. */
  public WalCursor read(long fromPosition) {
    return new WalCursor(segments, fromPosition);
  }

  /** The position of the newest record that is on disk. */
  public long forcedPosition() {
    return segments.forcedPosition();
  }

  /** Sets who says that there is no room on the disk, and why; null while there is. */
  public void onAppend(Supplier<@Nullable String> noRoomReason) {
    room = noRoomReason;
  }

  /** How long the disk took for what was forced. */
  public ForceTimes forces() {
    return writer.forces();
  }

  /** Sets who is told before segments are deleted. Before the first call of deleteApplied. */
  public void onDelete(LeaveListener listener) {
    leaving = listener;
  }

  /** Deletes segments whose records are all at or before a position. For the reading thread. */
  public void deleteApplied(long appliedPosition) throws IOException {
    for (Segment segment : segments.deletable(appliedPosition)) {
      leaving.leaving(segment.basePosition, segment.endPosition());
      files.delete(segment.file);
      segments.remove(segment);
    }
  }

  public long usedBytes() {
    return segments.usedBytes();
  }

  public int segmentCount() {
    return segments.count();
  }

  /**
   * Why batches are being refused, or soon will be, in a sentence for the operator; null when all
   * is well. A failed write counts until the next one succeeds, for 30 s at most: without traffic
   * nobody would find out that the disk is well again.
   */
  public @Nullable String trouble() {
    if (segments.nearlyFull()) {
      return "the write-ahead log is full, or nearly: the store does not keep up, or"
          + " --max-wal-size is too small";
    }
    String noRoom = room.get();
    return noRoom == null ? writer.trouble() : noRoom;
  }

  public WalRecovery recovery() {
    return recovery;
  }

  /** Writes what was handed over, then ends the writer thread. Waits for it at most 10 s. */
  @Override
  public void close() throws IOException {
    queue.close();
    try {
      thread.join(CLOSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (thread.isAlive()) {
      throw new IOException(
          "the disk did not answer within "
              + TimeUnit.MILLISECONDS.toSeconds(CLOSE_MILLIS)
              + " s; what it has not taken was not acknowledged");
    }
  }
}
