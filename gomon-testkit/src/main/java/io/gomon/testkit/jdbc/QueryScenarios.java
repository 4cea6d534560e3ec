/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.testkit.jdbc;

import java.sql.Connection;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.Statement;
import java.util.List;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Queries: moving through results, and what is known about them. */
final class QueryScenarios {
  static final String ALL = "select * from kit_item order by id";

  /** State that a result, statement or connection tells of itself, without moving on. */
  static final Pattern STATE =
      Pattern.compile("(get(?!MoreResults|GeneratedKeys|ResultSet$|Key).*|is.*|row.*)");

  private static final Pattern ANY = Pattern.compile(".*");

  private QueryScenarios() {}

  static List<JdbcScenario> all() {
    return List.of(
        new JdbcScenario("query, plain", QueryScenarios::plain),
        new JdbcScenario("query, prepared", QueryScenarios::prepared),
        new JdbcScenario("query, moving", QueryScenarios::moving),
        new JdbcScenario("query, scrolling", QueryScenarios::scrolling),
        new JdbcScenario("query, failing", QueryScenarios::failing),
        new JdbcScenario("query, several results", QueryScenarios::severalResults),
        new JdbcScenario("query, limits of the statement", QueryScenarios::limits),
        new JdbcScenario("query, warning", QueryScenarios::warning));
  }

  private static void plain(DataSource dataSource, JdbcDialect dialect, Transcript seen)
      throws Exception {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      seen.rows("all", () -> statement.executeQuery(ALL));
      seen.call("execute", () -> statement.execute(ALL));
      seen.rows("getResultSet", statement::getResultSet);
      seen.call("getUpdateCount", statement::getUpdateCount);
      seen.call("getMoreResults", statement::getMoreResults);
      ResultSet rows = statement.executeQuery(ALL);
      identity(connection, statement, rows, seen);
      ResultSetMetaData columns = rows.getMetaData();
      for (var method : ResultSetMetaData.class.getMethods()) {
        for (int i = 1; method.getParameterCount() == 1 && i <= columns.getColumnCount(); i++) {
          if (method.getParameterTypes()[0] == int.class) {
            seen.invoke(columns, method, i);
          }
        }
      }
    }
  }

  private static void identity(
      Connection connection, Statement statement, ResultSet rows, Transcript seen) {
    seen.call("same statement", () -> sameObject(rows.getStatement(), statement));
    seen.call("same connection", () -> sameObject(statement.getConnection(), connection));
    seen.call("same by result", () -> sameObject(rows.getStatement().getConnection(), connection));
    seen.call(
        "same by metadata", () -> sameObject(connection.getMetaData().getConnection(), connection));
    seen.call("same result", () -> sameObject(statement.getResultSet(), rows));
    seen.call("equals", () -> connection.equals(statement.getConnection()));
    seen.call("same hash", () -> rows.getStatement().hashCode() == statement.hashCode());
    seen.call("not equal", () -> connection.equals(statement));
  }

  @SuppressWarnings("ReferenceEquality") // that is the question
  private static boolean sameObject(@Nullable Object one, @Nullable Object other) {
    return one == other;
  }

  private static void prepared(DataSource dataSource, JdbcDialect dialect, Transcript seen)
      throws Exception {
    String sql = "select id, name, price from kit_item where id >= ? and name <> ? order by id";
    try (Connection connection = dataSource.getConnection();
        PreparedStatement query = connection.prepareStatement(sql)) {
      seen.rows("unbound", query::executeQuery);
      query.setInt(1, 1);
      query.setString(2, "two");
      seen.rows("first", query::executeQuery);
      query.setInt(1, 3);
      seen.rows("bound once more", query::executeQuery);
      ParameterMetaData parameters = seen.call("parameters", query::getParameterMetaData);
      if (parameters != null) {
        seen.getters(ParameterMetaData.class, parameters, ANY);
        seen.call("type", () -> parameters.getParameterType(1));
        seen.call("no such parameter", () -> parameters.getParameterType(9));
      }
      seen.call("columns", () -> query.getMetaData().getColumnCount());
      seen.run("no such position", () -> query.setInt(9, 1));
      seen.run("clear", query::clearParameters);
      seen.rows("cleared", query::executeQuery);
      seen.rows("a text for a prepared statement", () -> query.executeQuery(ALL));
      seen.getters(PreparedStatement.class, query, STATE);
    }
  }

  private static void moving(DataSource dataSource, JdbcDialect dialect, Transcript seen)
      throws Exception {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(ALL)) {
      seen.call("before the first", () -> rows.getString(1));
      for (int i = 0; i < 5; i++) {
        seen.getters(ResultSet.class, rows, STATE);
        seen.call("next", rows::next);
        seen.call("name", () -> rows.getString("name"));
      }
      seen.call("behind the last", () -> rows.getString("name"));
      seen.call("back", rows::previous);
      seen.run("fetch size", () -> rows.setFetchSize(2));
      seen.run("direction", () -> rows.setFetchDirection(ResultSet.FETCH_REVERSE));
      seen.run("warnings", rows::clearWarnings);
    }
  }

  private static void scrolling(DataSource dataSource, JdbcDialect dialect, Transcript seen)
      throws Exception {
    try (Connection connection = dataSource.getConnection()) {
      for (int type : new int[] {1004, 1005}) {
        Statement statement =
            seen.call(
                "type " + type, () -> connection.createStatement(type, ResultSet.CONCUR_READ_ONLY));
        ResultSet rows =
            statement == null ? null : seen.call("query", () -> statement.executeQuery(ALL));
        if (statement != null && rows != null) {
          scroll(rows, seen);
          statement.close();
        }
      }
    }
  }

  private static void scroll(ResultSet rows, Transcript seen) {
    List<Transcript.Call<Boolean>> moves =
        List.of(
            rows::last,
            rows::previous,
            rows::first,
            () -> rows.absolute(2),
            () -> rows.absolute(-1),
            () -> rows.relative(-2),
            () -> rows.relative(9),
            () -> rows.absolute(0),
            rows::next);
    for (Transcript.Call<Boolean> move : moves) {
      seen.call("move", move);
      seen.call("row", rows::getRow);
      seen.call("id", () -> rows.getInt(1));
    }
    seen.run("afterLast", rows::afterLast);
    seen.call("isAfterLast", rows::isAfterLast);
    seen.run("beforeFirst", rows::beforeFirst);
    seen.call("isBeforeFirst", rows::isBeforeFirst);
    seen.run("refresh", rows::refreshRow);
  }

  private static void failing(DataSource dataSource, JdbcDialect dialect, Transcript seen)
      throws Exception {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql : new String[] {"selekt", "select * from kit_nothing", "", null}) {
        seen.call("executeQuery " + sql, () -> statement.executeQuery(sql));
        seen.call("executeUpdate " + sql, () -> statement.executeUpdate(sql));
        seen.call("execute " + sql, () -> statement.execute(sql));
        seen.call("prepareStatement " + sql, () -> connection.prepareStatement(sql));
        seen.call("prepareCall " + sql, () -> connection.prepareCall(sql));
        seen.call("nativeSQL " + sql, () -> connection.nativeSQL(sql));
        seen.run("addBatch " + sql, () -> statement.addBatch(sql));
      }
      seen.call("update as query", () -> statement.executeQuery("delete from kit_item"));
      seen.call("query as update", () -> statement.executeUpdate(ALL));
      seen.call("no such type", () -> connection.createStatement(1, 2, 3));
    }
  }

  private static void severalResults(DataSource dataSource, JdbcDialect dialect, Transcript seen)
      throws Exception {
    String sql = dialect.multipleResults();
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      boolean isResult =
          Boolean.TRUE.equals(
              seen.call("execute", () -> statement.execute(sql == null ? ALL : sql)));
      for (int i = 0; i < 6; i++) {
        if (isResult) {
          seen.rows("result", statement::getResultSet);
        }
        seen.call("getUpdateCount", statement::getUpdateCount);
        isResult = Boolean.TRUE.equals(seen.call("more", statement::getMoreResults));
      }
      seen.call("keep", () -> statement.execute(sql == null ? ALL : sql));
      ResultSet first = seen.call("first", statement::getResultSet);
      seen.call("more", () -> statement.getMoreResults(Statement.KEEP_CURRENT_RESULT));
      if (first != null) {
        seen.call("still open", () -> !first.isClosed() && first.next());
      }
      seen.call("close all", () -> statement.getMoreResults(Statement.CLOSE_ALL_RESULTS));
    }
  }

  private static void limits(DataSource dataSource, JdbcDialect dialect, Transcript seen)
      throws Exception {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      seen.run("setMaxRows", () -> statement.setMaxRows(2));
      seen.run("setLargeMaxRows", () -> statement.setLargeMaxRows(2));
      seen.run("setMaxFieldSize", () -> statement.setMaxFieldSize(2));
      seen.run("setFetchSize", () -> statement.setFetchSize(1));
      seen.run("setQueryTimeout", () -> statement.setQueryTimeout(20));
      seen.run("setPoolable", () -> statement.setPoolable(false));
      seen.run("setCursorName", () -> statement.setCursorName("kit"));
      seen.run("setEscapeProcessing", () -> statement.setEscapeProcessing(false));
      seen.run("setFetchDirection", () -> statement.setFetchDirection(ResultSet.FETCH_FORWARD));
      seen.getters(Statement.class, statement, STATE);
      seen.rows("two rows", () -> statement.executeQuery(ALL));
      seen.run("negative", () -> statement.setMaxRows(-1));
      seen.run("no direction", () -> statement.setFetchDirection(-1));
      seen.run("negative timeout", () -> statement.setQueryTimeout(-1));
      seen.run("cancel nothing", statement::cancel);
      seen.call("literal", () -> statement.enquoteLiteral("it's"));
      seen.call("national literal", () -> statement.enquoteNCharLiteral("it's"));
      seen.call("identifier", () -> statement.enquoteIdentifier("Name", true));
      seen.call("bad identifier", () -> statement.enquoteIdentifier("a\"\0", false));
      seen.call("simple", () -> statement.isSimpleIdentifier("name"));
    }
  }

  private static void warning(DataSource dataSource, JdbcDialect dialect, Transcript seen)
      throws Exception {
    String sql = dialect.warning();
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      seen.call("execute", () -> statement.execute(sql == null ? ALL : sql));
      seen.call("of the statement", statement::getWarnings);
      seen.call("of the connection", connection::getWarnings);
      seen.run("clear", statement::clearWarnings);
      seen.call("cleared", statement::getWarnings);
      seen.run("clear", connection::clearWarnings);
    }
  }
}
