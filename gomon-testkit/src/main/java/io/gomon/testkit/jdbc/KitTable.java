/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.testkit.jdbc;

import java.math.BigDecimal;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.sql.Types;

/** What is in the kit's table. */
final class KitTable {
  private KitTable() {}

  static void drop(Statement statement) throws SQLException {
    try {
      statement.execute("drop table kit_item");
    } catch (SQLException e) {
      // Not there: the first test. Had it another reason, making the table fails next.
      statement.clearWarnings();
    }
  }

  static void fill(PreparedStatement insert) throws SQLException {
    insert.setString(1, "one");
    insert.setBigDecimal(2, new BigDecimal("1.500"));
    insert.setTimestamp(3, Timestamp.valueOf("2026-01-02 03:04:05.678"));
    insert.setDate(4, Date.valueOf("1999-12-31"));
    insert.setBoolean(5, true);
    insert.setDouble(6, 0.25);
    insert.setBytes(7, new byte[] {0, 1, 2, (byte) 0xff});
    insert.setString(8, "many words");
    insert.executeUpdate();
    insert.setString(1, "two");
    insert.setNull(2, Types.DECIMAL);
    insert.setNull(3, Types.TIMESTAMP);
    insert.setNull(4, Types.DATE);
    insert.setNull(5, Types.BOOLEAN);
    insert.setNull(6, Types.DOUBLE);
    insert.setBytes(7, null);
    insert.setString(8, null);
    insert.executeUpdate();
    insert.setString(1, "drei – ü €");
    insert.setBigDecimal(2, new BigDecimal("-123456.789"));
    insert.setTimestamp(3, Timestamp.valueOf("1970-01-01 12:00:00"));
    insert.setDate(4, Date.valueOf("2026-02-28"));
    insert.setBoolean(5, false);
    insert.setDouble(6, -1e100);
    insert.setBytes(7, new byte[0]);
    insert.setString(8, "");
    insert.executeUpdate();
  }
}
