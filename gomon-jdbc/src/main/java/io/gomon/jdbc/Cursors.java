/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc;

import java.sql.ResultSet;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * The cursors that were read from one result or procedure call: each result set of the driver has
 * one wrapper, however often it is read, until it is closed. For the thread that uses the
 * statement; a second one at the same time may get another wrapper, and no exception.
 */
final class Cursors {
  /** Who reads one for each of many rows uses one after the other. */
  private static final int MAX_REMEMBERED = 32;

  private final MonitoredConnection connection;

  /** Null for a result of the database's metadata. */
  private final @Nullable MonitoredStatement opener;

  private @Nullable Known newest;

  Cursors(MonitoredConnection connection, @Nullable MonitoredStatement opener) {
    this.connection = connection;
    this.opener = opener;
  }

  MonitoredResultSet of(ResultSet driver) {
    for (Known known = newest; known != null; known = known.older) {
      if (known.wrapper.delegate == driver) {
        return known.wrapper;
      }
    }
    MonitoredResultSet made =
        MonitoredResultSet.of(
            driver, connection, null, opener == null ? null : opener.record.rows());
    made.isCursorOf(this);
    newest = new Known(made, newest);
    return made;
  }

  /** A closed cursor need not be kept. */
  @SuppressWarnings("ReferenceEquality") // two wrappers may be equal, and this is about one of them
  void closed(MonitoredResultSet cursor) {
    Known left = null;
    for (Known known = newest; known != null; known = known.older) {
      if (known.wrapper != cursor) {
        left = new Known(known.wrapper, left);
      }
    }
    newest = left;
  }

  /**
   * The statement that a cursor says it is of: the one that was called, or one that the driver has
   * made for it, whose closing must not close the other.
   */
  @Nullable MonitoredStatement statement(Statement driver) {
    return opener != null && opener.delegate == driver ? opener : null;
  }

  /** Of too many, the older ones are forgotten. */
  private static final class Known {
    final MonitoredResultSet wrapper;
    final @Nullable Known older;
    final int number;

    Known(MonitoredResultSet wrapper, @Nullable Known older) {
      this.wrapper = wrapper;
      this.older = older == null || older.number == MAX_REMEMBERED ? null : older;
      this.number = this.older == null ? 1 : this.older.number + 1;
    }
  }
}
