/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc;

import io.gomon.jdbc.policy.RowsRecord;
import io.gomon.jdbc.policy.Troubles;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the names of a result's columns, when the application has asked for its metadata and the
 * SQL text does not tell them: the driver has them by then.
 */
final class ColumnNames {
  private static final int MAX_COLUMNS = 1_000;

  private ColumnNames() {}

  /** Tells which names the columns have, if the driver can say it; never throws. */
  static void tell(ResultSetMetaData metaData, RowsRecord rows) {
    try {
      int count = metaData.getColumnCount();
      if (count > MAX_COLUMNS) {
        return;
      }
      @Nullable String[] names = new @Nullable String[count];
      for (int i = 1; i <= count; i++) {
        names[i - 1] = names(metaData, i);
      }
      rows.named(names);
    } catch (SQLException | RuntimeException | LinkageError e) {
      // The driver cannot say, or the result is closed: its columns stay masked.
      Troubles.debug("The columns of a result have no names: " + e);
    }
  }

  /** Either may be the secret one: each on a line of its own. */
  private static @Nullable String names(ResultSetMetaData metaData, int column)
      throws SQLException {
    String label = metaData.getColumnLabel(column);
    String name = metaData.getColumnName(column);
    return label == null || name == null || label.equals(name) ? label : label + '\n' + name;
  }
}
