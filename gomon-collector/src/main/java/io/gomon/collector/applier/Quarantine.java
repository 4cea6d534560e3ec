/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.applier;

import io.gomon.collector.ingest.BadBatchException;
import io.gomon.collector.log.QuietLog;
import io.gomon.collector.store.LoggedBatch;
import io.gomon.collector.store.Project;
import io.gomon.collector.wal.RecordFile;
import io.gomon.collector.wal.WalRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Where records of the log are kept that this version cannot decode, or the store refuses though it
 * takes others: acknowledged, so never thrown away. One file a record, in the log's own format;
 * nobody but the operator deletes them. The applier writes, any thread asks.
 */
public final class Quarantine {
  private final Path folder;
  private final QuietLog log;
  private final AtomicLong records;

  private Quarantine(Path folder, QuietLog log, long records) {
    this.folder = folder;
    this.log = log;
    this.records = new AtomicLong(records);
  }

  /** Decodes a record, or says why it cannot be done. */
  @FunctionalInterface
  public interface Decoder {
    LoggedBatch decode(WalRecord record) throws BadBatchException;
  }

  /**
   * Counts what is there.
   *
   * @param folder need not exist
   */
  public static Quarantine open(Path folder, QuietLog log) throws IOException {
    return new Quarantine(folder, log, count(folder));
  }

  /** How many records are kept, those of earlier runs among them. */
  public long records() {
    return records.get();
  }

  /**
   * A decoder that never refuses a record: what {@code inner} cannot decode is on disk here before
   * the applier goes on without it. It fails when that disk does, and is asked again.
   */
  public RecordDecoder around(Decoder inner) {
    return new RecordDecoder() {
      @Override
      public LoggedBatch decode(WalRecord record) throws IOException {
        try {
          return inner.decode(record);
        } catch (BadBatchException | RuntimeException e) {
          // it could be decoded when it came: another version of the collector wrote it
          keepUndecodable(record, e);
          return new LoggedBatch(record.position(), Project.DEFAULT, List.of());
        }
      }

      @Override
      public void keep(WalRecord record) throws IOException {
        RecordFile.write(folder, record);
        records.set(count(folder));
      }

      @Override
      public void kept(WalRecord record, Throwable cause) {
        tellRefused(record, cause);
      }

      @Override
      public void giveBack(WalRecord record) throws IOException {
        RecordFile.delete(folder, record);
        records.set(count(folder));
      }
    };
  }

  private void tellRefused(WalRecord record, Throwable cause) {
    log.warn(
        "refused-by-store",
        "The store has refused the batch at position "
            + record.position()
            + " again and again, and takes others; it is kept in "
            + folder
            + " and the rest goes on. Please report it with that file: "
            + cause.getMessage(),
        cause);
  }

  private void keepUndecodable(WalRecord record, Exception cause) throws IOException {
    Path file = RecordFile.write(folder, record);
    records.set(count(folder)); // not one more: a replay may come to the same record again
    log.warn(
        "undecodable",
        "A batch in the write-ahead log cannot be decoded by this version; it is kept in "
            + file
            + ". Keep the file for the version that wrote it, or send its body again: "
            + cause.getMessage(),
        cause instanceof RuntimeException ? cause : null);
  }

  private static long count(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".wal")).count();
    }
  }
}
