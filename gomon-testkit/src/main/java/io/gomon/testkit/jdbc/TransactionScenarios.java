/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.testkit.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;

/** Transactions, savepoints, and what a connection can be set to. */
final class TransactionScenarios {
  private TransactionScenarios() {}

  static List<JdbcScenario> all() {
    return List.of(
        new JdbcScenario("transaction, commit and rollback", TransactionScenarios::ends),
        new JdbcScenario("transaction, failing statement", TransactionScenarios::failing),
        new JdbcScenario("transaction, savepoints", TransactionScenarios::savepoints),
        new JdbcScenario("transaction, isolation", TransactionScenarios::isolation),
        new JdbcScenario("transaction, results over its end", TransactionScenarios::holding),
        new JdbcScenario("connection, settings", TransactionScenarios::settings));
  }

  private static void insert(Connection connection, String name, Transcript seen) throws Exception {
    String sql = "insert into kit_item (name) values (?)";
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      insert.setString(1, name);
      seen.call("insert " + name, insert::executeUpdate);
    }
  }

  private static void names(Connection connection, Transcript seen) throws Exception {
    try (Statement query = connection.createStatement()) {
      seen.rows("names", () -> query.executeQuery("select name from kit_item order by id"));
    }
  }

  private static void ends(DataSource dataSource, JdbcDialect dialect, Transcript seen)
      throws Exception {
    try (Connection connection = dataSource.getConnection()) {
      seen.call("automatic", connection::getAutoCommit);
      seen.run("commit for nothing", connection::commit);
      seen.run("rollback for nothing", connection::rollback);
      connection.setAutoCommit(false);
      seen.call("automatic", connection::getAutoCommit);
      insert(connection, "committed", seen);
      seen.run("commit", connection::commit);
      insert(connection, "rolled back", seen);
      names(connection, seen);
      seen.run("rollback", connection::rollback);
      insert(connection, "by the mode", seen);
      seen.run("automatic", () -> connection.setAutoCommit(true));
      names(connection, seen);
      connection.setAutoCommit(false);
      insert(connection, "undecided", seen);
      connection.rollback();
    }
    try (Connection connection = dataSource.getConnection()) {
      names(connection, seen);
    }
  }

  private static void failing(DataSource dataSource, JdbcDialect dialect, Transcript seen)
      throws Exception {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      insert(connection, "a", seen);
      insert(connection, "one", seen);
      insert(connection, "b", seen);
      seen.run("commit", connection::commit);
      names(connection, seen);
      seen.run("rollback", connection::rollback);
    }
  }

  private static void savepoints(DataSource dataSource, JdbcDialect dialect, Transcript seen)
      throws Exception {
    try (Connection connection = dataSource.getConnection()) {
      seen.call("without transaction", connection::setSavepoint);
      connection.setAutoCommit(false);
      insert(connection, "a", seen);
      Savepoint unnamed = seen.call("savepoint", connection::setSavepoint);
      insert(connection, "b", seen);
      Savepoint named = seen.call("named", () -> connection.setSavepoint("kit"));
      insert(connection, "c", seen);
      if (named != null && unnamed != null) {
        seen.call("name", named::getSavepointName);
        seen.call("id of named", named::getSavepointId);
        seen.call("name of unnamed", unnamed::getSavepointName);
        seen.run("rollback to named", () -> connection.rollback(named));
        names(connection, seen);
        seen.run("release", () -> connection.releaseSavepoint(named));
        seen.run("rollback to released", () -> connection.rollback(named));
        seen.run("rollback to unnamed", () -> connection.rollback(unnamed));
      }
      seen.run("commit", connection::commit);
      if (unnamed != null) {
        seen.run("too late", () -> connection.rollback(unnamed));
      }
      seen.run("none", () -> connection.rollback(null));
      connection.rollback();
      names(connection, seen);
      connection.rollback();
    }
  }

  private static void isolation(DataSource dataSource, JdbcDialect dialect, Transcript seen)
      throws Exception {
    try (Connection connection = dataSource.getConnection()) {
      for (int level : new int[] {0, 1, 2, 4, 8, 99}) {
        seen.run("set " + level, () -> connection.setTransactionIsolation(level));
        seen.call("get", connection::getTransactionIsolation);
      }
      seen.run("read only", () -> connection.setReadOnly(true));
      seen.call("is read only", connection::isReadOnly);
      insert(connection, "read only", seen);
      seen.run("not read only", () -> connection.setReadOnly(false));
      seen.run("holdability", () -> connection.setHoldability(1));
      seen.call("holdability", connection::getHoldability);
    }
  }

  private static void holding(DataSource dataSource, JdbcDialect dialect, Transcript seen)
      throws Exception {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      for (int holdability : new int[] {1, 2}) {
        Statement statement =
            seen.call(
                "hold " + holdability, () -> connection.createStatement(1003, 1007, holdability));
        ResultSet rows =
            statement == null
                ? null
                : seen.call("query", () -> statement.executeQuery(QueryScenarios.ALL));
        if (statement != null && rows != null) {
          seen.call("next", rows::next);
          seen.run("commit", connection::commit);
          seen.call("closed", rows::isClosed);
          seen.call("next", rows::next);
          seen.call("name", () -> rows.getString("name"));
          statement.close();
        }
      }
      connection.rollback();
    }
  }

  private static void settings(DataSource dataSource, JdbcDialect dialect, Transcript seen)
      throws Exception {
    try (Connection connection = dataSource.getConnection()) {
      seen.getters(Connection.class, connection, QueryScenarios.STATE);
      seen.call("schema", connection::getSchema);
      seen.run("same schema", () -> connection.setSchema(connection.getSchema()));
      seen.run("no schema", () -> connection.setSchema("kit_nothing"));
      seen.run("same catalog", () -> connection.setCatalog(connection.getCatalog()));
      seen.run("client", () -> connection.setClientInfo("ApplicationName", "kit"));
      seen.call("client", () -> connection.getClientInfo("ApplicationName"));
      seen.run("no such", () -> connection.setClientInfo("kit.nothing", "kit"));
      java.util.Properties info = new java.util.Properties();
      info.setProperty("kit.nothing", "kit");
      seen.run("properties", () -> connection.setClientInfo(info));
      seen.run("types", () -> connection.setTypeMap(java.util.Map.of()));
      seen.run("timeout", () -> connection.setNetworkTimeout(Runnable::run, 20_000));
      seen.call("timeout", connection::getNetworkTimeout);
      seen.run("begin", connection::beginRequest);
      seen.run("end", connection::endRequest);
      seen.call("sharding", () -> connection.setShardingKeyIfValid(null, 1));
      seen.run("sharding", () -> connection.setShardingKey(null));
      seen.call("native", () -> connection.nativeSQL("select {fn now()}"));
    }
  }
}
