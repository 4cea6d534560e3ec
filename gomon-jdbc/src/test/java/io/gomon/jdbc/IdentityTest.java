/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.gomon.testkit.GomonExtension;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.h2.jdbc.JdbcConnection;
import org.h2.jdbc.JdbcPreparedStatement;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** To the application a wrapper is the driver's object. */
class IdentityTest {
  @RegisterExtension final GomonExtension gomon = GomonExtension.create();

  private final JdbcDataSource driver = Databases.h2WithItems();
  private final DataSource dataSource = MonitoredDataSource.wrap(driver);

  @Test
  void wrap_twice_isTheSameObject() {
    assertThat(MonitoredDataSource.wrap(dataSource)).isSameAs(dataSource);
    assertThat(MonitoredDataSource.wrap(dataSource, gomon.gomon())).isSameAs(dataSource);
  }

  @Test
  void wrap_null_saysWhatIsNull() {
    assertThatThrownBy(() -> MonitoredDataSource.wrap(null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("dataSource");
  }

  @Test
  void wayBack_fromResultSet_leadsToTheSameWrappers() throws SQLException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = connection.prepareStatement("select id from item");
        ResultSet rows = statement.executeQuery()) {
      assertThat(rows.getStatement()).isSameAs(statement);
      assertThat(statement.getConnection()).isSameAs(connection);
      assertThat(statement.getResultSet()).isSameAs(rows);
      assertThat(connection.getMetaData().getConnection()).isSameAs(connection);
    }
  }

  @Test
  void wayBack_fromGeneratedKeys_leadsToTheSameStatement() throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(
          "insert into item (name) values ('new')", Statement.RETURN_GENERATED_KEYS);
      try (ResultSet keys = statement.getGeneratedKeys()) {
        assertThat(keys.getStatement()).isSameAs(statement);
        assertThat(keys.next()).isTrue();
        assertThat(keys.getInt(1)).isEqualTo(21);
      }
    }
    assertThat(gomon.events("sql-wrows").get(0).get("generated")).isEqualTo(true);
  }

  @Test
  void wayBack_fromMetaDataResult_staysInsideTheWrappers() throws SQLException {
    try (Connection connection = dataSource.getConnection();
        ResultSet tables = connection.getMetaData().getTables(null, null, "ITEM", null)) {
      assertThat(tables.next()).isTrue();
      Statement statement = tables.getStatement();
      if (statement != null) {
        assertThat(statement.getConnection()).isSameAs(connection);
        assertThat(tables.getStatement()).isSameAs(statement);
      }
    }
  }

  @Test
  void unwrap_oursTheDriversAndUnknown_areAnswered() throws SQLException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = connection.prepareStatement("select 1")) {
      assertThat(connection.unwrap(Connection.class)).isSameAs(connection);
      assertThat(connection.isWrapperFor(Monitored.class)).isTrue();
      assertThat(connection.unwrap(Monitored.class)).isSameAs(connection);
      assertThat(connection.isWrapperFor(JdbcConnection.class)).isTrue();
      assertThat(connection.unwrap(JdbcConnection.class)).isExactlyInstanceOf(JdbcConnection.class);
      assertThat(statement.unwrap(JdbcPreparedStatement.class)).isNotNull();
      assertThat(connection.isWrapperFor(String.class)).isFalse();
      assertThatThrownBy(() -> connection.unwrap(String.class)).isInstanceOf(SQLException.class);
      assertThat(dataSource.unwrap(JdbcDataSource.class)).isSameAs(driver);
    }
  }

  @Test
  void toStringEqualsHashCode_areTheDrivers() throws SQLException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = connection.prepareStatement("select ?")) {
      statement.setInt(1, 5);
      assertThat(statement.toString())
          .isEqualTo(statement.unwrap(JdbcPreparedStatement.class).toString())
          .contains("select ?");
      assertThat(MonitoredDataSource.wrap(driver)).isEqualTo(dataSource);
      assertThat(connection).isNotEqualTo(statement);
      assertThat(connection.hashCode())
          .isEqualTo(connection.unwrap(JdbcConnection.class).hashCode());
    }
  }

  @Test
  void close_again_isAsHarmlessAsTheDrivers() throws SQLException {
    Connection connection = dataSource.getConnection();
    Statement statement = connection.createStatement();
    ResultSet rows = statement.executeQuery("select id from item");
    for (int i = 0; i < 3; i++) {
      rows.close();
      statement.close();
      connection.close();
    }
    assertThat(rows.isClosed()).isTrue();
    assertThat(gomon.events("sql-wrows")).hasSize(1);
    assertThat(gomon.events("sql-wconn")).hasSize(2);
  }

  @Test
  void abort_thenClose_finishesOnce() throws SQLException {
    Connection connection = dataSource.getConnection();
    connection.abort(Runnable::run);
    connection.close();
    assertThat(connection.isClosed()).isTrue();
    assertThat(gomon.events("sql-wconn")).hasSize(2);
  }

  @Test
  void closedObjects_throwWhatTheDriverThrows() throws SQLException {
    Connection raw = driver.getConnection();
    raw.close();
    Throwable expected = catchThrowable(raw::createStatement);
    Connection connection = dataSource.getConnection();
    connection.close();
    assertThatThrownBy(connection::createStatement)
        .isExactlyInstanceOf(expected.getClass())
        .hasMessage(expected.getMessage());
  }
}
