/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.databases;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.jdbc.Monitored;
import io.gomon.jdbc.MonitoredDataSource;
import io.gomon.testkit.GomonExtension;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postgresql.PGConnection;
import org.postgresql.PGStatement;

/** What applications cast PostgreSQL's objects to. */
class VendorInterfacesTest {
  @RegisterExtension final GomonExtension gomon = GomonExtension.create();

  @Test
  void postgresConnection_wrapped_isStillOne() throws SQLException {
    try (Connection connection = MonitoredDataSource.wrap(Postgres.dataSource()).getConnection();
        PreparedStatement statement = connection.prepareStatement("select ?")) {
      assertThat(connection).isInstanceOf(Monitored.class).isInstanceOf(PGConnection.class);
      assertThat(((PGConnection) connection).getBackendPID()).isPositive();
      assertThat(((PGConnection) connection).escapeLiteral("it's")).isEqualTo("it''s");
      assertThat(((PGConnection) connection).createArrayOf("int4", new int[] {1, 2})).isNotNull();
      ((PGStatement) statement).setPrepareThreshold(3);
      assertThat(((PGStatement) statement).getPrepareThreshold()).isEqualTo(3);
      statement.setInt(1, 5);
      assertThat(statement.toString()).contains("select ('5'::int4)");
    }
    assertThat(gomon.events("conn-prepare")).hasSize(1);
  }
}
