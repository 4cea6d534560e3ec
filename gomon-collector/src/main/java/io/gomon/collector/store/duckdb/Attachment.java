/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.store.duckdb;

import io.gomon.collector.store.StoreException;
import io.gomon.collector.store.StoreInitException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** The engine, the day files attached to it, and who writes them. They begin and end together. */
final class Attachment implements AutoCloseable {
  final DayFiles days;
  final DayWriter writer;
  final DayCopies copies;

  final DuckDbEngine engine;

  /** The highest position that a file had when it was attached. */
  private long appliedPosition;

  private Attachment(DuckDbEngine engine, DayFiles days, DayWriter writer, DayCopies copies) {
    this.engine = engine;
    this.days = days;
    this.writer = writer;
    this.copies = copies;
  }

  /**
   * Starts an engine and attaches what the folder has.
   *
   * @param writing held by whoever writes
   */
  static Attachment open(StoreSettings settings, DataFolder folder, ReentrantLock writing)
      throws StoreException {
    Attachment attachment = start(settings, folder, writing);
    try {
      attachment.appliedPosition = attachment.days.attachAll();
      return attachment;
    } catch (StoreException | RuntimeException | Error e) {
      attachment.abandon();
      throw e;
    }
  }

  private static Attachment start(StoreSettings settings, DataFolder folder, ReentrantLock writing)
      throws StoreException {
    DuckDbEngine engine = DuckDbEngine.start(settings, folder.path);
    try {
      DayFiles days = new DayFiles(folder, engine, TraceMemory.ofHeap());
      DayWriter writer = DayWriter.create(engine, days.traceMemory);
      return new Attachment(engine, days, writer, new DayCopies(days, writer, writing));
    } catch (SQLException e) {
      engine.abandon();
      throw new StoreInitException("Cannot start the database engine: " + e.getMessage(), e);
    }
  }

  long appliedPosition() {
    return appliedPosition;
  }

  /** Describes what no block describes yet; by whoever writes. */
  void describeTraces() throws SQLException {
    for (DayFile day : days.all()) {
      writer.describeTraces(day, TraceTail.MIN_BLOCK_ROWS);
    }
  }

  /** Makes the file of a day; most others are not written any more from then on. */
  DayFile create(long epochDay) throws SQLException, StoreException {
    describeTraces();
    List<DayFile> finished = days.all();
    DayFile created = days.create(epochDay);
    for (DayFile day : finished) {
      writer.checkpointIfPossible(day);
    }
    return created;
  }

  /** Closes all files, behind their readers. */
  @Override
  public void close() throws SQLException {
    try (engine;
        writer) {
      days.detachAll();
    }
  }

  /** Leaves an engine that has failed: only what is on disk counts. */
  void abandon() {
    writer.abandon();
    engine.abandon();
  }
}
