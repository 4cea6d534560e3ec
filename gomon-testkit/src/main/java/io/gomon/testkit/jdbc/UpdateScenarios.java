/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.testkit.jdbc;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.sql.Types;
import java.util.List;
import javax.sql.DataSource;

/** Changes: counts, generated keys, batches, results that can be changed, procedures. */
final class UpdateScenarios {
  private static final String INSERT = "insert into kit_item (name) values (?)";

  private UpdateScenarios() {}

  static List<JdbcScenario> all() {
    return List.of(
        new JdbcScenario("update, counts", UpdateScenarios::counts),
        new JdbcScenario("update, generated keys", UpdateScenarios::generatedKeys),
        new JdbcScenario("update, generated keys, prepared", UpdateScenarios::preparedKeys),
        new JdbcScenario("update, batch of texts", UpdateScenarios::batchOfTexts),
        new JdbcScenario("update, batch of parameters", UpdateScenarios::batchOfParameters),
        new JdbcScenario("update, failing batch", UpdateScenarios::failingBatch),
        new JdbcScenario("update, through the result", UpdateScenarios::throughResult),
        new JdbcScenario("call", UpdateScenarios::call));
  }

  private static void counts(DataSource dataSource, JdbcDialect dialect, Transcript seen)
      throws Exception {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      String update = "update kit_item set price = 2 where id > 1";
      seen.call("executeUpdate", () -> statement.executeUpdate(update));
      seen.call("getUpdateCount", statement::getUpdateCount);
      seen.call("executeLargeUpdate", () -> statement.executeLargeUpdate(update));
      seen.call("getLargeUpdateCount", statement::getLargeUpdateCount);
      seen.call("execute", () -> statement.execute(update));
      seen.call("getUpdateCount", statement::getUpdateCount);
      seen.call("getResultSet", statement::getResultSet);
      seen.call("getMoreResults", statement::getMoreResults);
      seen.call("getUpdateCount", statement::getUpdateCount);
      seen.call("none", () -> statement.executeUpdate("delete from kit_item where id = 9"));
      seen.call("ddl", () -> statement.executeUpdate("create table kit_other (id int)"));
      seen.call("ddl", () -> statement.executeUpdate("drop table kit_other"));
      seen.call(
          "not unique",
          () -> statement.executeUpdate("insert into kit_item (name) values ('one')"));
      seen.call(
          "not null",
          () -> statement.executeUpdate("update kit_item set name = null where id = 1"));
    }
    try (Connection connection = dataSource.getConnection();
        PreparedStatement insert = connection.prepareStatement(INSERT)) {
      insert.setString(1, "four");
      seen.call("executeUpdate", insert::executeUpdate);
      seen.call("again", insert::executeUpdate);
      insert.setString(1, "five");
      seen.call("executeLargeUpdate", insert::executeLargeUpdate);
      insert.setString(1, "six");
      seen.call("execute", insert::execute);
      seen.call("getUpdateCount", insert::getUpdateCount);
      seen.call("update as query", insert::executeQuery);
    }
  }

  private static void generatedKeys(DataSource dataSource, JdbcDialect dialect, Transcript seen)
      throws Exception {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      String insert = "insert into kit_item (name) values ('";
      int[] indexes = {1};
      String[] names = {"id"};
      seen.call("keys", () -> statement.executeUpdate(insert + "a')", 1));
      seen.rows("keys", statement::getGeneratedKeys);
      seen.call("no keys", () -> statement.executeUpdate(insert + "b')", 2));
      seen.rows("no keys", statement::getGeneratedKeys);
      seen.call("by index", () -> statement.executeUpdate(insert + "c')", indexes));
      seen.rows("by index", statement::getGeneratedKeys);
      seen.call("by name", () -> statement.executeUpdate(insert + "d')", names));
      seen.rows("by name", statement::getGeneratedKeys);
      seen.call("execute", () -> statement.execute(insert + "e')", 1));
      seen.rows("execute", statement::getGeneratedKeys);
      seen.call("execute by index", () -> statement.execute(insert + "f')", indexes));
      seen.call("execute by name", () -> statement.execute(insert + "g')", names));
      seen.rows("execute by name", statement::getGeneratedKeys);
      seen.call("large", () -> statement.executeLargeUpdate(insert + "h')", 1));
      seen.call("large by index", () -> statement.executeLargeUpdate(insert + "i')", indexes));
      seen.call("large by name", () -> statement.executeLargeUpdate(insert + "j')", names));
      seen.rows("large by name", statement::getGeneratedKeys);
      seen.call("neither", () -> statement.executeUpdate(insert + "k')", 3));
      String[] nothing = {"nothing"};
      seen.call("no such column", () -> statement.executeUpdate(insert + "l')", nothing));
    }
  }

  private static void preparedKeys(DataSource dataSource, JdbcDialect dialect, Transcript seen)
      throws Exception {
    try (Connection connection = dataSource.getConnection()) {
      List<Transcript.Call<PreparedStatement>> ways =
          List.of(
              () -> connection.prepareStatement(INSERT, Statement.RETURN_GENERATED_KEYS),
              () -> connection.prepareStatement(INSERT, new int[] {1}),
              () -> connection.prepareStatement(INSERT, new String[] {"id"}),
              () -> connection.prepareStatement(INSERT));
      for (int i = 0; i < ways.size(); i++) {
        PreparedStatement insert = seen.call("prepare", ways.get(i));
        if (insert == null) {
          continue;
        }
        insert.setString(1, "prepared " + i);
        seen.call("insert", insert::executeUpdate);
        seen.rows("keys", insert::getGeneratedKeys);
        insert.setString(1, "batched " + i);
        insert.addBatch();
        seen.call("batch", insert::executeBatch);
        seen.rows("keys of the batch", insert::getGeneratedKeys);
        insert.close();
      }
    }
  }

  private static void batchOfTexts(DataSource dataSource, JdbcDialect dialect, Transcript seen)
      throws Exception {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      seen.call("empty", statement::executeBatch);
      statement.addBatch("insert into kit_item (name) values ('a')");
      statement.addBatch("update kit_item set price = 3");
      statement.addBatch("delete from kit_item where id = 9");
      seen.call("batch", statement::executeBatch);
      seen.call("getUpdateCount", statement::getUpdateCount);
      seen.call("once more, empty", statement::executeBatch);
      statement.addBatch("insert into kit_item (name) values ('b')");
      seen.run("clear", statement::clearBatch);
      seen.call("cleared", statement::executeBatch);
      statement.addBatch("insert into kit_item (name) values ('c')");
      seen.call("large", statement::executeLargeBatch);
      statement.addBatch(QueryScenarios.ALL);
      seen.call("with a query", statement::executeBatch);
      statement.clearBatch();
      seen.rows("in the end", () -> statement.executeQuery(QueryScenarios.ALL));
    }
  }

  private static void batchOfParameters(DataSource dataSource, JdbcDialect dialect, Transcript seen)
      throws Exception {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement insert = connection.prepareStatement(INSERT);
        Statement query = connection.createStatement()) {
      seen.call("empty", insert::executeBatch);
      for (int i = 0; i < 20; i++) {
        insert.setString(1, "batch " + i);
        seen.run("add", insert::addBatch);
      }
      seen.call("batch", insert::executeBatch);
      seen.run("unbound", () -> connection.prepareStatement(INSERT).addBatch());
      insert.setString(1, "large");
      insert.addBatch();
      seen.call("large", insert::executeLargeBatch);
      seen.run("a text", () -> insert.addBatch(QueryScenarios.ALL));
      seen.run("clear", insert::clearBatch);
      seen.rows("in the end", () -> query.executeQuery("select name from kit_item order by id"));
    }
  }

  private static void failingBatch(DataSource dataSource, JdbcDialect dialect, Transcript seen)
      throws Exception {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement insert = connection.prepareStatement(INSERT);
        Statement statement = connection.createStatement()) {
      for (String name : List.of("a", "b", "one", "c")) {
        insert.setString(1, name);
        insert.addBatch();
      }
      seen.call("batch", insert::executeBatch);
      seen.call("once more", insert::executeBatch);
      statement.addBatch("insert into kit_item (name) values ('d')");
      statement.addBatch("insert into kit_item (name) values ('one')");
      statement.addBatch("insert into kit_item (name) values ('e')");
      seen.call("texts", statement::executeBatch);
      seen.run("clear", statement::clearBatch);
      statement.addBatch("selekt");
      seen.call("large", statement::executeLargeBatch);
      seen.rows("in the end", () -> statement.executeQuery(QueryScenarios.ALL));
    }
  }

  private static void throughResult(DataSource dataSource, JdbcDialect dialect, Transcript seen)
      throws Exception {
    try (Connection connection = dataSource.getConnection()) {
      for (int type : new int[] {1003, 1004, 1005}) {
        Statement statement =
            seen.call(
                "type " + type, () -> connection.createStatement(type, ResultSet.CONCUR_UPDATABLE));
        ResultSet rows =
            statement == null
                ? null
                : seen.call(
                    "query", () -> statement.executeQuery("select id, name, price from kit_item"));
        if (rows != null) {
          change(rows, seen);
        }
        if (statement != null) {
          statement.close();
        }
      }
      try (Statement query = connection.createStatement()) {
        seen.rows("in the end", () -> query.executeQuery(QueryScenarios.ALL));
      }
    }
  }

  private static void change(ResultSet rows, Transcript seen) throws Exception {
    seen.call("concurrency", rows::getConcurrency);
    seen.call("next", rows::next);
    seen.run("update", () -> rows.updateString("name", "changed " + rows.getType()));
    seen.run("update", () -> rows.updateNull(3));
    seen.run("updateRow", rows::updateRow);
    seen.call("updated", rows::rowUpdated);
    seen.run("update", () -> rows.updateObject(3, 4));
    seen.run("cancel", rows::cancelRowUpdates);
    seen.run("update", () -> rows.updateInt("price", 4));
    seen.run("refresh", rows::refreshRow);
    seen.run("insert row", rows::moveToInsertRow);
    seen.run("update", () -> rows.updateString(2, "inserted " + rows.getType()));
    seen.call("read it", () -> rows.getString(2));
    seen.run("insert", rows::insertRow);
    seen.call("inserted", rows::rowInserted);
    seen.run("back", rows::moveToCurrentRow);
    seen.call("name", () -> rows.getString("name"));
    seen.call("next", rows::next);
    seen.run("delete", rows::deleteRow);
    seen.call("deleted", rows::rowDeleted);
    seen.run("close", rows::close);
    seen.run("closed", rows::updateRow);
  }

  private static void call(DataSource dataSource, JdbcDialect dialect, Transcript seen)
      throws Exception {
    String sql = dialect.call();
    try (Connection connection = dataSource.getConnection()) {
      CallableStatement call =
          seen.call(
              "prepare", () -> connection.prepareCall(sql == null ? "{call nothing()}" : sql));
      if (call == null) {
        return;
      }
      seen.run("register", () -> call.registerOutParameter(1, Types.INTEGER));
      seen.run("bind", () -> call.setInt(2, 41));
      seen.call("before", () -> call.getInt(1));
      seen.call("execute", call::execute);
      seen.call("int", () -> call.getInt(1));
      seen.call("wasNull", call::wasNull);
      seen.call("long", () -> call.getLong(1));
      seen.call("text", () -> call.getString(1));
      seen.call("object", () -> call.getObject(1));
      seen.call("as", () -> call.getObject(1, Integer.class));
      seen.call("decimal", () -> call.getBigDecimal(1));
      seen.call("by name", () -> call.getInt("nothing"));
      seen.run("bind by name", () -> call.setInt("nothing", 1));
      seen.call("no such", () -> call.getInt(9));
      seen.call("updated", call::getUpdateCount);
      seen.call("more", call::getMoreResults);
      seen.run("null", () -> call.setNull(2, Types.INTEGER));
      seen.call("executeUpdate", call::executeUpdate);
      seen.call("null", () -> call.getInt(1));
      seen.call("wasNull", call::wasNull);
      seen.call("batch", call::executeBatch);
      seen.run("close", call::close);
      seen.call("closed", () -> call.getInt(1));
    }
  }
}
