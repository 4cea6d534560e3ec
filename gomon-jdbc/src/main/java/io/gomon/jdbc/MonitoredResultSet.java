/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc;

import io.gomon.jdbc.policy.RowsRecord;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** Records which rows the application goes to, and what it reads there. */
class MonitoredResultSet extends ForwardingResultSet {
  static final Lookalikes<MonitoredResultSet> LOOKALIKES = Lookalikes.of(MonitoredResultSet.class);

  private final MonitoredConnection connection;

  /** Null for a result of the database's metadata, until somebody asks for its statement. */
  private @Nullable MonitoredStatement statement;

  /** Null when the query was not recorded. */
  private final @Nullable RowsRecord rows;

  /** Those read from this result; when this is a cursor itself, those that it is one of. */
  private @Nullable Cursors cursors;

  MonitoredResultSet(
      ResultSet delegate,
      MonitoredConnection connection,
      @Nullable MonitoredStatement statement,
      @Nullable RowsRecord rows) {
    super(delegate);
    this.connection = connection;
    this.statement = statement;
    this.rows = rows;
  }

  static MonitoredResultSet of(
      ResultSet delegate,
      MonitoredConnection connection,
      @Nullable MonitoredStatement statement,
      @Nullable RowsRecord rows) {
    return connection.origin().results.of(delegate).like(delegate, connection, statement, rows);
  }

  /** Another one of this class. */
  MonitoredResultSet like(
      ResultSet driver,
      MonitoredConnection of,
      @Nullable MonitoredStatement from,
      @Nullable RowsRecord recorded) {
    return new MonitoredResultSet(driver, of, from, recorded);
  }

  @Override
  final @Nullable JdbcWrapper parent() {
    return statement == null ? connection : statement;
  }

  @Override
  public boolean next() throws SQLException {
    RowsRecord recorded = rows;
    if (recorded == null) {
      return delegate.next();
    }
    boolean passes = recorded.passesRow();
    try {
      return passes ? delegate.next() || recorded.atEnd() : lookingNext(recorded);
    } catch (Throwable e) {
      recorded.nextFailed(passes, e);
      throw e;
    }
  }

  private boolean lookingNext(RowsRecord recorded) throws SQLException {
    if (!recorded.fetchesNext()) {
      return at(delegate.next());
    }
    long startNanos = System.nanoTime();
    boolean row = delegate.next();
    recorded.fetched(System.nanoTime() - startNanos);
    return at(row);
  }

  @Override
  public @Nullable ResultSetMetaData getMetaData() throws SQLException {
    ResultSetMetaData metaData = delegate.getMetaData();
    if (metaData != null && rows != null && rows.wantsNames()) {
      ColumnNames.tell(metaData, rows);
    }
    return metaData;
  }

  @Override
  public void setFetchSize(int rowCount) throws SQLException {
    delegate.setFetchSize(rowCount);
    if (rows != null) {
      rows.fetchSize(rowCount);
    }
  }

  @Override
  public boolean first() throws SQLException {
    return at(delegate.first());
  }

  @Override
  public boolean last() throws SQLException {
    return at(delegate.last());
  }

  @Override
  public boolean previous() throws SQLException {
    return at(delegate.previous());
  }

  @Override
  public boolean absolute(int row) throws SQLException {
    return at(delegate.absolute(row));
  }

  @Override
  public boolean relative(int rowCount) throws SQLException {
    return at(delegate.relative(rowCount));
  }

  private boolean at(boolean row) {
    if (rows != null) {
      if (row) {
        rows.atRow();
      } else {
        rows.atNoRow();
      }
    }
    return row;
  }

  @Override
  public void beforeFirst() throws SQLException {
    delegate.beforeFirst();
    at(false);
  }

  @Override
  public void afterLast() throws SQLException {
    delegate.afterLast();
    at(false);
  }

  @Override
  public void moveToInsertRow() throws SQLException {
    delegate.moveToInsertRow();
    at(false);
  }

  @Override
  public void moveToCurrentRow() throws SQLException {
    delegate.moveToCurrentRow();
    at(false);
  }

  @Override
  public boolean wasNull() throws SQLException {
    boolean wasNull = delegate.wasNull();
    if (wasNull && rows != null) {
      rows.wasNull();
    }
    return wasNull;
  }

  @Override
  public @Nullable Statement getStatement() throws SQLException {
    Statement driver = delegate.getStatement();
    if (driver == null) {
      return null;
    }
    MonitoredStatement known = statement;
    if (known == null && cursors != null) {
      known = cursors.statement(driver);
    }
    if (known == null) {
      known = MonitoredStatement.of(driver, connection, connection.record().statement());
      statement = known;
    }
    return known;
  }

  /** This is a cursor. */
  final void isCursorOf(Cursors siblings) {
    cursors = siblings;
  }

  @Override
  final @Nullable Object cursor(@Nullable Object value) {
    return value instanceof ResultSet driver && !(value instanceof Monitored)
        ? cursors().of(driver)
        : value;
  }

  @Override
  final <T extends @Nullable Object> T cursor(T value, Class<T> type) {
    Object wrapped = cursor(value);
    return type != null && type.isInstance(wrapped) ? type.cast(wrapped) : value;
  }

  private Cursors cursors() {
    Cursors known = cursors;
    if (known == null) {
      known = new Cursors(connection, statement);
      cursors = known;
    }
    return known;
  }

  /** The driver has closed it, by going on to the next result. */
  final void finishRows() {
    if (rows != null) {
      rows.finish();
    }
  }

  @Override
  public @Nullable SQLWarning getWarnings() throws SQLException {
    SQLWarning warnings = delegate.getWarnings();
    if (statement == null) {
      connection.record().warned(warnings);
    } else {
      statement.record.warned(warnings);
    }
    return warnings;
  }

  @Override
  public void close() throws SQLException {
    try {
      delegate.close();
    } catch (Throwable e) {
      if (rows != null) {
        rows.failed(e);
      }
      throw e;
    } finally {
      if (rows != null) {
        rows.finish();
      }
      if (cursors != null) {
        cursors.closed(this);
      }
      if (statement != null) {
        statement.closed(this);
      }
    }
  }

  @Override
  final void read(int key, @Nullable Object value) {
    if (rows != null && rows.watchesRow()) {
      rows.read(key, value);
    }
  }

  @Override
  final void read(int key, boolean value) {
    if (rows != null && rows.watchesRow()) {
      rows.read(key, value);
    }
  }

  @Override
  final void read(int key, long value) {
    if (rows != null && rows.watchesRow()) {
      rows.read(key, value);
    }
  }

  @Override
  final void read(int key, double value) {
    if (rows != null && rows.watchesRow()) {
      rows.read(key, value);
    }
  }

  @Override
  final void read(String key, @Nullable Object value) {
    if (rows != null && rows.watchesRow()) {
      rows.read(key, value);
    }
  }

  @Override
  final void read(String key, boolean value) {
    if (rows != null && rows.watchesRow()) {
      rows.read(key, value);
    }
  }

  @Override
  final void read(String key, long value) {
    if (rows != null && rows.watchesRow()) {
      rows.read(key, value);
    }
  }

  @Override
  final void read(String key, double value) {
    if (rows != null && rows.watchesRow()) {
      rows.read(key, value);
    }
  }
}
