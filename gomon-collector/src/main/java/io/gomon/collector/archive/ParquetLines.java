/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** A Parquet file of an export as lines of GoMon's JSON. One thread. */
final class ParquetLines extends InputStream {
  private static final String COLUMNS =
      "id, parent, trace, app_id, fingerprint, service, operation, start_nanos, lapsed_nanos,"
          + " failed, attributes";

  private final ParquetEngine engine;
  private final Statement statement;
  private final ResultSet row;
  private byte[] line = new byte[0];
  private int read;

  private ParquetLines(ParquetEngine engine, Statement statement, ResultSet row) {
    this.engine = engine;
    this.statement = statement;
    this.row = row;
  }

  /**
   * Opens a file.
   *
   * @throws IOException if it is no export, or its name is a pattern for the engine
   */
  static ParquetLines open(Path path) throws IOException {
    Path file = path.toAbsolutePath();
    if (file.toString().matches(".*[*?\\[\\]{}].*")) {
      throw new IOException("the path of a Parquet file may not hold any of *?[]{}");
    }
    ParquetEngine engine = null;
    try {
      engine = ParquetEngine.start(file);
      Statement statement = engine.connection().createStatement();
      ResultSet row =
          statement.executeQuery(
              "SELECT "
                  + COLUMNS
                  + " FROM read_parquet("
                  + ParquetEngine.literal(file.toString())
                  + ")");
      return new ParquetLines(engine, statement, row);
    } catch (SQLException e) {
      close(engine);
      throw new IOException("it is no Parquet file of an export: " + e.getMessage(), e);
    }
  }

  private static void close(@Nullable ParquetEngine engine) throws IOException {
    try {
      if (engine != null) {
        engine.close();
      }
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }

  @Override
  public int read() throws IOException {
    return hasMore() ? line[read++] & 0xFF : -1;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    if (!hasMore()) {
      return -1;
    }
    int part = Math.min(length, line.length - read);
    System.arraycopy(line, read, to, offset, part);
    read += part;
    return part;
  }

  private boolean hasMore() throws IOException {
    try {
      while (read == line.length) {
        if (!row.next()) {
          return false;
        }
        line = (event().toLine() + '\n').getBytes(StandardCharsets.UTF_8);
        read = 0;
      }
      return true;
    } catch (SQLException e) {
      throw new IOException("the file is damaged: " + e.getMessage(), e);
    }
  }

  private EventColumns event() throws SQLException {
    EventColumns event = new EventColumns();
    event.id = row.getString(1);
    event.parent = row.getString(2);
    event.trace = row.getString(3);
    event.appId = row.getString(4);
    event.fingerprint = row.getString(5);
    event.service = row.getString(6);
    event.operation = row.getString(7);
    event.startNanos = row.getLong(8);
    long lapsed = row.getLong(9);
    event.lapsedNanos = row.wasNull() ? null : lapsed;
    event.failed = row.getBoolean(10);
    String attributes = row.getString(11);
    event.attributes = attributes == null ? "{}" : attributes;
    return event;
  }

  @Override
  public void close() throws IOException {
    try (engine;
        statement;
        row) {
      line = new byte[0];
      read = 0;
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }
}
