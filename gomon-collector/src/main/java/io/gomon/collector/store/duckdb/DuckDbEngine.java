/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.store.duckdb;

import io.gomon.collector.store.StoreInitException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * One DuckDB instance in memory, to which the day files are attached, so that one memory limit and
 * one set of threads serve all of them. It reaches no file outside of the data folder, and no
 * network. Thread-safe.
 */
final class DuckDbEngine implements AutoCloseable {
  /** In the instance's own memory: an empty table, for questions about days without a file. */
  static final String NO_EVENTS = "memory.main.no_events";

  /**
   * What a file grows by. The engine's own 256 KB are a lot for a day of 100,000 events, where each
   * table and some columns end in a block that is hardly filled: RATIONALE.md.
   */
  private static final int BLOCK_BYTES = 128 << 10;

  private final DuckDBConnection root;

  private DuckDbEngine(DuckDBConnection root) {
    this.root = root;
  }

  static DuckDbEngine start(StoreSettings settings, Path folder) throws StoreInitException {
    DuckDBConnection root = null;
    try {
      root = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:");
      NativeLibrary.unlink();
      configure(root, settings, folder);
      return new DuckDbEngine(root);
    } catch (SQLException | LinkageError e) {
      // LinkageError: no native library for this machine, or its temporary folder is not writable
      closeQuietly(root);
      throw new StoreInitException(
          "Cannot start the database engine: "
              + e.getMessage()
              + ". Check that java.io.tmpdir is writable and allows execution.",
          e);
    }
  }

  private static void configure(DuckDBConnection root, StoreSettings settings, Path folder)
      throws SQLException {
    try (Statement statement = root.createStatement()) {
      statement.execute("SET threads = " + settings.threads());
      statement.execute("SET memory_limit = '" + settings.memoryLimitMegabytes() + "MB'");
      statement.execute("SET temp_directory = " + literal(folder.resolve("tmp").toString()));
      statement.execute("SET max_temp_directory_size = '2GB'");
      // 16 MB by default, which is a checkpoint every 1.3 s at 200,000 events/s: RATIONALE.md.
      statement.execute("SET checkpoint_threshold = '64MB'");
      // Without it, and with two threads, large answers are not in the order of ORDER BY.
      statement.execute("SET preserve_insertion_order = true");
      statement.execute("SET autoinstall_known_extensions = false");
      statement.execute("SET autoload_known_extensions = false");
      statement.execute("SET allowed_directories = [" + literal(folder + "/") + "]");
      statement.execute("SET enable_external_access = false");
      statement.execute("SET TimeZone = 'UTC'");
    }
    DaySchema.createEmptyTable(root, NO_EVENTS);
  }

  /** A further connection to the same instance: 7 microseconds, so there is no pool. */
  DuckDBConnection connect() throws SQLException {
    return root.duplicate();
  }

  /**
   * Makes a file, and attaches it. Whoever attaches it later finds the size of its blocks in it.
   */
  void create(Path file, String catalog) throws SQLException {
    execute(
        ("ATTACH " + literal(file.toString()) + " AS " + catalog)
            + (" (BLOCK_SIZE " + BLOCK_BYTES + ")"));
  }

  void attach(Path file, String catalog) throws SQLException {
    execute("ATTACH " + literal(file.toString()) + " AS " + catalog);
  }

  /** Checkpoints and closes the file; while a query reads it, the query's end does that. */
  void detach(String catalog) throws SQLException {
    execute("DETACH " + catalog);
  }

  void execute(String sql) throws SQLException {
    try (DuckDBConnection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() throws SQLException {
    root.close();
  }

  /** Closes it so that it changes no file any more, whatever is wrong with it. */
  void abandon() {
    try (DuckDBConnection last = root;
        Statement statement = last.createStatement()) {
      statement.execute("PRAGMA disable_checkpoint_on_shutdown");
    } catch (SQLException e) {
      // One that refuses everything makes no checkpoint either.
      return;
    }
  }

  private static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  private static void closeQuietly(@Nullable DuckDBConnection connection) {
    try {
      if (connection != null) {
        connection.close();
      }
    } catch (SQLException e) {
      // Nothing was attached yet: there is nothing to lose, and the first failure is reported.
    }
  }
}
