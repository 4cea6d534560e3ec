/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.explain;

import io.gomon.jdbc.profile.SlowExecution;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A data source that the user gave for explaining, and what it is to explain. Any thread. */
public final class ExplainSource {
  private final DataSource dataSource;
  private final @Nullable Object database;
  private final @Nullable String dsn;
  private final AtomicBoolean unsupported = new AtomicBoolean();

  private ExplainSource(DataSource dataSource, @Nullable Object database, @Nullable String dsn) {
    this.dataSource = dataSource;
    this.database = database;
    this.dsn = dsn;
  }

  /** For whatever no other one is for. */
  public static ExplainSource ofAll(DataSource dataSource) {
    return new ExplainSource(dataSource, null, null);
  }

  /** For what is run on this database: see {@link SlowExecution#database}. */
  public static ExplainSource ofDatabase(DataSource dataSource, Object database) {
    return new ExplainSource(dataSource, database, null);
  }

  /** For what is run on connections that were opened by this address, without its properties. */
  public static ExplainSource ofDsn(DataSource dataSource, String dsn) {
    return new ExplainSource(dataSource, null, dsn);
  }

  DataSource dataSource() {
    return dataSource;
  }

  boolean isForAll() {
    return database == null && dsn == null;
  }

  boolean isFor(SlowExecution slow) {
    return (database != null && database == slow.database())
        || (dsn != null && dsn.equals(slow.dsn()));
  }

  /** The database cannot explain; true for who is first to say so. */
  boolean foundUnsupported() {
    return unsupported.compareAndSet(false, true);
  }

  boolean isUnsupported() {
    return unsupported.get();
  }
}
