/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc;

import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The cursors that were read from one result or procedure call: each result set of the driver has
 * one wrapper, however often it is read. For the thread that uses the statement.
 */
final class Cursors {
  /** Who reads one for each of many rows uses one after the other. */
  private static final int MAX_REMEMBERED = 32;

  private final MonitoredConnection connection;

  /** Null for a result of the database's metadata. */
  private final @Nullable MonitoredStatement opener;

  private final List<MonitoredResultSet> read = new ArrayList<>();

  Cursors(MonitoredConnection connection, @Nullable MonitoredStatement opener) {
    this.connection = connection;
    this.opener = opener;
  }

  MonitoredResultSet of(ResultSet driver) {
    for (MonitoredResultSet known : read) {
      if (known.delegate == driver) {
        return known;
      }
    }
    MonitoredResultSet made =
        MonitoredResultSet.of(
            driver, connection, null, opener == null ? null : opener.record.rows());
    made.isCursorOf(this);
    if (read.size() == MAX_REMEMBERED) {
      read.remove(0);
    }
    read.add(made);
    return made;
  }

  /**
   * The statement that a cursor says it is of: the one that was called, or one that the driver has
   * made for it, whose closing must not close the other.
   */
  @Nullable MonitoredStatement statement(Statement driver) {
    return opener != null && opener.delegate == driver ? opener : null;
  }
}
