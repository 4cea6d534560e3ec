/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.archive;

import io.gomon.collector.archive.ArchiveException.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.Locale;
import org.duckdb.DuckDBAppender;
import org.jspecify.annotations.Nullable;

/**
 * A folder of Parquet files made of exported lines, a few hundred thousand events each. It has its
 * name when it is complete; until then, and when it never is, {@code NAME.partial}. One thread.
 */
public final class ParquetExport {
  /** A file; so many are in memory, packed by the engine, until it is written. */
  private static final int FILE_ROWS = 200_000;

  private static final long FILE_CHARS = 32 << 20;
  private static final String TABLE =
      "CREATE TABLE events (id VARCHAR, parent VARCHAR, trace VARCHAR, app_id VARCHAR,"
          + " fingerprint VARCHAR, service VARCHAR, operation VARCHAR, start_nanos BIGINT,"
          + " lapsed_nanos BIGINT, failed BOOLEAN, attributes VARCHAR)";

  private final Path folder;
  private final ParquetEngine engine;
  private DuckDBAppender rows;
  private int fileRows;
  private long fileChars;
  private int files;

  private ParquetExport(Path folder, ParquetEngine engine) throws SQLException {
    this.folder = folder;
    this.engine = engine;
    engine.execute(TABLE);
    this.rows = engine.connection().createAppender("main", "events");
  }

  /**
   * Writes a folder.
   *
   * @param folder not there yet
   * @return how many events it has
   */
  public static long write(Path folder, ExportFile.Source source)
      throws ArchiveException, InterruptedException {
    Path partial = folder.resolveSibling(folder.getFileName() + ".partial");
    if (Files.exists(folder)) {
      throw new ArchiveException(Kind.FILE, folder + " is there already", null);
    }
    try {
      FileCopy.delete(partial);
      Files.createDirectories(partial);
      long events;
      try (ParquetEngine engine = ParquetEngine.start(partial)) {
        ParquetExport export = new ParquetExport(partial, engine);
        events = source.writeTo((bytes, count) -> export.add(bytes));
        export.writeFile();
      }
      Files.move(partial, folder, StandardCopyOption.ATOMIC_MOVE);
      return events;
    } catch (IOException | SQLException e) {
      throw new ArchiveException(Kind.FILE, "cannot write " + folder + ": " + e.getMessage(), e);
    }
  }

  private void add(byte[] lines) throws IOException {
    try {
      for (String line :
          (Iterable<String>) new String(lines, StandardCharsets.UTF_8).lines()::iterator) {
        addRow(EventColumns.read(line));
        fileRows++;
        fileChars += line.length();
        if (fileRows >= FILE_ROWS || fileChars >= FILE_CHARS) {
          writeFile();
        }
      }
    } catch (SQLException e) {
      throw new IOException("the engine failed: " + e.getMessage(), e);
    }
  }

  private void addRow(EventColumns event) throws SQLException {
    rows.beginRow();
    text(event.id);
    text(event.parent);
    text(event.trace);
    text(event.appId);
    text(event.fingerprint);
    text(event.service);
    text(event.operation);
    rows.append(event.startNanos);
    if (event.lapsedNanos == null) {
      rows.appendNull();
    } else {
      rows.append(event.lapsedNanos.longValue());
    }
    rows.append(event.failed);
    rows.append(event.attributes);
    rows.endRow();
  }

  private void text(@Nullable String value) throws SQLException {
    if (value == null) {
      rows.appendNull();
    } else {
      rows.append(value);
    }
  }

  private void writeFile() throws SQLException {
    rows.flush(); // what cannot be written now, close() does not tell
    rows.close();
    if (fileRows > 0 || files == 0) {
      Path file = folder.resolve(String.format(Locale.ROOT, "events-%05d.parquet", ++files));
      engine.execute(
          "COPY (SELECT id, parent, trace, app_id, fingerprint, service, operation,"
              + " make_timestamp(start_nanos // 1000) AS start, start_nanos, lapsed_nanos, failed,"
              + " attributes FROM events) TO "
              + ParquetEngine.literal(file.toString())
              + " (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 20480)");
    }
    engine.execute("TRUNCATE events");
    fileRows = 0;
    fileChars = 0;
    rows = engine.connection().createAppender("main", "events");
  }
}
