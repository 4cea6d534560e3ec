/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.testkit.jdbc;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.sql.Wrapper;
import java.util.List;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/** How things end, and what they are when taken out of their wrappers. */
final class CloseScenarios {
  private static final Pattern ASKS =
      Pattern.compile("(get|is|row|next|first|previous|execute|create|prepare|setSavepoint).*");

  private CloseScenarios() {}

  static List<JdbcScenario> all() {
    return List.of(
        new JdbcScenario("close, result", CloseScenarios::result),
        new JdbcScenario("close, statement", CloseScenarios::statement),
        new JdbcScenario("close, connection", CloseScenarios::connection),
        new JdbcScenario("close, on completion", CloseScenarios::onCompletion),
        new JdbcScenario("close, valid and aborted", CloseScenarios::abort),
        new JdbcScenario("objects, unwrapped", CloseScenarios::unwrap),
        new JdbcScenario("objects, printed", CloseScenarios::print),
        new JdbcScenario("data source", CloseScenarios::dataSource));
  }

  private static void result(DataSource dataSource, JdbcDialect dialect, Transcript seen)
      throws Exception {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      ResultSet rows = statement.executeQuery(QueryScenarios.ALL);
      rows.next();
      seen.run("close", rows::close);
      seen.run("close again", rows::close);
      seen.getters(ResultSet.class, rows, ASKS);
      seen.call("read", () -> rows.getString(1));
      seen.call("wasNull", rows::wasNull);
      ResultSet first = statement.executeQuery(QueryScenarios.ALL);
      seen.call("query again", () -> statement.executeQuery(QueryScenarios.ALL));
      seen.call("closed by it", first::isClosed);
      seen.call("next", first::next);
    }
  }

  private static void statement(DataSource dataSource, JdbcDialect dialect, Transcript seen)
      throws Exception {
    try (Connection connection = dataSource.getConnection()) {
      Statement statement = connection.createStatement();
      ResultSet rows = statement.executeQuery(QueryScenarios.ALL);
      seen.run("close", statement::close);
      seen.run("close again", statement::close);
      seen.call("result closed", rows::isClosed);
      seen.call("next", rows::next);
      seen.getters(Statement.class, statement, ASKS);
      seen.call("query", () -> statement.executeQuery(QueryScenarios.ALL));
      PreparedStatement prepared = connection.prepareStatement(QueryScenarios.ALL);
      prepared.close();
      seen.getters(PreparedStatement.class, prepared, ASKS);
      seen.run("bind", () -> prepared.setInt(1, 1));
    }
  }

  private static void connection(DataSource dataSource, JdbcDialect dialect, Transcript seen)
      throws Exception {
    Connection connection = dataSource.getConnection();
    Statement statement = connection.createStatement();
    PreparedStatement prepared = connection.prepareStatement(QueryScenarios.ALL);
    ResultSet rows = prepared.executeQuery();
    DatabaseMetaData metaData = connection.getMetaData();
    seen.run("close", connection::close);
    seen.run("close again", connection::close);
    seen.call("closed", connection::isClosed);
    seen.call("statement closed", statement::isClosed);
    seen.call("prepared closed", prepared::isClosed);
    seen.call("result closed", rows::isClosed);
    seen.call("query", () -> statement.executeQuery(QueryScenarios.ALL));
    seen.call("prepared", prepared::executeQuery);
    seen.call("next", rows::next);
    seen.call("tables", () -> metaData.getTables(null, null, "kit_item", null));
    seen.getters(Connection.class, connection, ASKS);
    seen.run("commit", connection::commit);
    seen.call("prepare", () -> connection.prepareStatement(QueryScenarios.ALL));
    seen.call("valid", () -> connection.isValid(1));
    seen.run("statement", statement::close);
    seen.run("result", rows::close);
  }

  private static void onCompletion(DataSource dataSource, JdbcDialect dialect, Transcript seen)
      throws Exception {
    try (Connection connection = dataSource.getConnection()) {
      Statement statement = connection.createStatement();
      seen.call("by default", statement::isCloseOnCompletion);
      seen.run("close on completion", statement::closeOnCompletion);
      seen.call("then", statement::isCloseOnCompletion);
      ResultSet rows = statement.executeQuery(QueryScenarios.ALL);
      seen.run("close the result", rows::close);
      seen.call("closed", statement::isClosed);
      statement.close();
      seen.run("too late", statement::closeOnCompletion);
    }
  }

  private static void abort(DataSource dataSource, JdbcDialect dialect, Transcript seen)
      throws Exception {
    try (Connection connection = dataSource.getConnection()) {
      seen.call("valid", () -> connection.isValid(5));
      seen.call("negative", () -> connection.isValid(-1));
      seen.run("no executor", () -> connection.abort(null));
    }
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      seen.run("abort", () -> connection.abort(Runnable::run));
      seen.call("closed", connection::isClosed);
      seen.call("valid", () -> connection.isValid(5));
      seen.call("query", () -> statement.executeQuery(QueryScenarios.ALL));
      seen.run("again", () -> connection.abort(Runnable::run));
      seen.run("close", connection::close);
    } catch (java.sql.SQLException e) {
      seen.note("close after abort", e.getSQLState() + e.getMessage());
    }
  }

  private static void unwrap(DataSource dataSource, JdbcDialect dialect, Transcript seen)
      throws Exception {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement();
        PreparedStatement prepared = connection.prepareStatement(QueryScenarios.ALL);
        ResultSet rows = prepared.executeQuery()) {
      List<Wrapper> all =
          List.of(dataSource, connection, statement, prepared, rows, connection.getMetaData());
      List<Class<? extends Wrapper>> types =
          List.of(
              DataSource.class,
              Connection.class,
              Statement.class,
              PreparedStatement.class,
              ResultSet.class,
              DatabaseMetaData.class);
      for (int i = 0; i < all.size(); i++) {
        Wrapper object = all.get(i);
        Class<? extends Wrapper> type = types.get(i);
        seen.call("is " + type, () -> object.isWrapperFor(type));
        seen.call("as " + type, () -> object.unwrap(type) != null);
        seen.call("is thread", () -> object.isWrapperFor(Thread.class));
        seen.call("as thread", () -> object.unwrap(Thread.class));
        seen.call("is null", () -> object.isWrapperFor(null));
        seen.call("as null", () -> object.unwrap(null));
      }
    }
  }

  private static void print(DataSource dataSource, JdbcDialect dialect, Transcript seen)
      throws Exception {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement prepared =
            connection.prepareStatement("select * from kit_item where id = ?");
        Statement statement = connection.createStatement()) {
      seen.note("data source", dataSource.toString());
      seen.note("connection", connection.toString());
      seen.note("prepared", prepared.toString());
      prepared.setInt(1, 2);
      seen.note("bound", prepared.toString());
      seen.note("statement", statement.toString());
      try (ResultSet rows = prepared.executeQuery()) {
        seen.note("result", rows.toString());
        seen.note("result's metadata", rows.getMetaData().toString());
      }
      seen.note("metadata", connection.getMetaData().toString());
    }
  }

  private static void dataSource(DataSource dataSource, JdbcDialect dialect, Transcript seen)
      throws Exception {
    seen.getters(DataSource.class, dataSource, Pattern.compile("get(Log|Parent).*"));
    seen.run("timeout", () -> dataSource.setLoginTimeout(0));
    seen.run("log", () -> dataSource.setLogWriter(null));
    seen.call("stranger", () -> refused(dataSource));
    seen.call("builder", dataSource::createConnectionBuilder);
    seen.call("key", dataSource::createShardingKeyBuilder);
  }

  private static boolean refused(DataSource dataSource) throws Exception {
    try (Connection connection = dataSource.getConnection("kit_nobody", "wrong")) {
      return connection.isClosed();
    }
  }
}
