/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.testkit.jdbc;

import java.io.InputStream;
import java.io.Writer;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLXML;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/** LOBs, arrays, XML, and all that a database tells of itself. */
final class ObjectScenarios {
  private static final Pattern ANY = Pattern.compile(".*");

  private ObjectScenarios() {}

  static List<JdbcScenario> all() {
    return List.of(
        new JdbcScenario("objects, blob", ObjectScenarios::blob),
        new JdbcScenario("objects, clob", ObjectScenarios::clob),
        new JdbcScenario("objects, streams", ObjectScenarios::streams),
        new JdbcScenario("objects, array, struct and xml", ObjectScenarios::others),
        new JdbcScenario("metadata, values", ObjectScenarios::metaData),
        new JdbcScenario("metadata, results", ObjectScenarios::metaDataResults));
  }

  private static void blob(DataSource dataSource, JdbcDialect dialect, Transcript seen)
      throws Exception {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      Blob made = seen.call("create", connection::createBlob);
      if (made != null) {
        seen.call("write", () -> made.setBytes(1, new byte[] {1, 2, 3, 4}));
        try (PreparedStatement update =
            connection.prepareStatement("update kit_item set bits = ? where id = 2")) {
          seen.run("bind", () -> update.setBlob(1, made));
          seen.call("execute", update::executeUpdate);
        }
        seen.run("free", made::free);
        seen.call("freed", made::length);
      }
      try (Statement query = connection.createStatement();
          ResultSet rows = query.executeQuery("select bits from kit_item order by id")) {
        rows.next();
        Blob read = seen.call("read", () -> rows.getBlob(1));
        if (read != null) {
          seen.call("length", read::length);
          seen.call("part", () -> read.getBytes(2, 1));
          seen.call("position", () -> read.position(new byte[] {2}, 1));
          seen.call("stream", read::getBinaryStream);
          seen.call("stream of a part", () -> read.getBinaryStream(1, 2));
          seen.call("outside", () -> read.getBytes(-1, 1));
        }
      }
      connection.rollback();
    }
  }

  private static void clob(DataSource dataSource, JdbcDialect dialect, Transcript seen)
      throws Exception {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      seen.call("national", connection::createNClob);
      Clob made = seen.call("create", connection::createClob);
      if (made != null) {
        seen.call("write", () -> made.setString(1, "läse"));
        try (Writer writer = made.setCharacterStream(5)) {
          writer.write(" mehr");
        }
        try (PreparedStatement update =
            connection.prepareStatement("update kit_item set words = ? where id = 2")) {
          seen.run("bind", () -> update.setClob(1, made));
          seen.call("execute", update::executeUpdate);
        }
      }
      try (Statement query = connection.createStatement();
          ResultSet rows = query.executeQuery("select words from kit_item order by id")) {
        rows.next();
        Clob read = seen.call("read", () -> rows.getClob(1));
        if (read != null) {
          seen.call("length", read::length);
          seen.call("part", () -> read.getSubString(2, 3));
          seen.call("position", () -> read.position("o", 1));
          seen.call("characters", read::getCharacterStream);
          seen.call("ascii", read::getAsciiStream);
        }
      }
      connection.rollback();
    }
  }

  private static void streams(DataSource dataSource, JdbcDialect dialect, Transcript seen)
      throws Exception {
    byte[] large = new byte[100_000];
    Arrays.fill(large, (byte) 'x');
    try (Connection connection = dataSource.getConnection();
        PreparedStatement update =
            connection.prepareStatement("update kit_item set bits = ?, words = ? where id = 3")) {
      update.setBytes(1, large);
      update.setString(2, new String(large, StandardCharsets.US_ASCII));
      seen.call("update", update::executeUpdate);
      try (Statement query = connection.createStatement();
          ResultSet rows = query.executeQuery("select bits, words from kit_item where id = 3")) {
        seen.call("next", rows::next);
        Unread unread = seen.call("stream", () -> new Unread(rows.getBinaryStream(1)));
        if (unread != null) {
          InputStream part = unread.stream();
          seen.call("part", () -> part.readNBytes(10));
          seen.call("skip", () -> part.skip(1_000));
          seen.call("rest", () -> part.readAllBytes().length);
          seen.run("close", part::close);
        }
        seen.call("characters", () -> rows.getCharacterStream(2));
        seen.call("again", () -> rows.getString(2));
      }
    }
  }

  /** Keeps a stream from being read when it is written down. */
  private record Unread(InputStream stream) {
    @Override
    public String toString() {
      return stream.getClass().getName();
    }
  }

  private static void others(DataSource dataSource, JdbcDialect dialect, Transcript seen)
      throws Exception {
    try (Connection connection = dataSource.getConnection()) {
      Array array =
          seen.call("array", () -> connection.createArrayOf("integer", new Object[] {1, 2}));
      if (array != null) {
        seen.call("type", array::getBaseType);
        seen.call("part", () -> array.getArray(2, 1));
        seen.rows("rows", array::getResultSet);
        seen.run("free", array::free);
        seen.call("freed", array::getArray);
      }
      seen.call("no array", () -> connection.createArrayOf("kit_nothing", new Object[] {"a"}));
      seen.call("struct", () -> connection.createStruct("kit_nothing", new Object[] {"a"}));
      Unwritten unwritten = seen.call("xml", () -> new Unwritten(connection.createSQLXML()));
      if (unwritten != null) {
        SQLXML xml = unwritten.xml();
        seen.run("write", () -> xml.setString("<kit/>"));
        seen.call("read", xml::getString);
        seen.call("stream", xml::getBinaryStream);
      }
    }
  }

  /** Keeps XML from being read before there is any. */
  private record Unwritten(SQLXML xml) {
    @Override
    public String toString() {
      return xml.getClass().getName();
    }
  }

  private static void metaData(DataSource dataSource, JdbcDialect dialect, Transcript seen)
      throws Exception {
    try (Connection connection = dataSource.getConnection()) {
      DatabaseMetaData metaData = connection.getMetaData();
      seen.getters(DatabaseMetaData.class, metaData, ANY);
      List<Method> asked =
          Arrays.stream(DatabaseMetaData.class.getMethods())
              .filter(m -> m.getParameterCount() > 0 && m.getReturnType() == boolean.class)
              .filter(m -> m.getParameterTypes()[0] == int.class)
              .sorted(Comparator.comparing(Method::getName))
              .toList();
      for (Method method : asked) {
        Object[] arguments = new Object[method.getParameterCount()];
        for (int value : new int[] {1, 2, 8, 1003, 1004}) {
          Arrays.fill(arguments, value);
          seen.invoke(metaData, method, arguments);
        }
      }
    }
  }

  private static void metaDataResults(DataSource dataSource, JdbcDialect dialect, Transcript seen)
      throws Exception {
    try (Connection connection = dataSource.getConnection()) {
      DatabaseMetaData metaData = connection.getMetaData();
      String table =
          metaData.storesUpperCaseIdentifiers() ? "kit_item".toUpperCase(Locale.ROOT) : "kit_item";
      String[] types = {"TABLE"};
      seen.rows("tables", () -> metaData.getTables(null, null, table, types));
      seen.rows("columns", () -> metaData.getColumns(null, null, table, null));
      seen.rows("key", () -> metaData.getPrimaryKeys(null, null, table));
      seen.rows("index", () -> metaData.getIndexInfo(null, null, table, true, true));
      seen.rowsInAnyOrder("types", metaData::getTypeInfo);
      seen.rows("table types", metaData::getTableTypes);
      seen.rows("exported", () -> metaData.getExportedKeys(null, null, table));
      seen.rows("imported", () -> metaData.getImportedKeys(null, null, table));
      seen.rows("best", () -> metaData.getBestRowIdentifier(null, null, table, 1, true));
      seen.rows("versions", () -> metaData.getVersionColumns(null, null, table));
      seen.rows("procedures", () -> metaData.getProcedures(null, null, "kit%"));
      seen.rows("functions", () -> metaData.getFunctions(null, null, "kit%"));
      seen.rows("client", metaData::getClientInfoProperties);
      ResultSet tables = metaData.getTables(null, null, table, types);
      seen.call("statement", () -> tables.getStatement() == null);
      seen.call("same connection", () -> tables.getStatement().getConnection().equals(connection));
      tables.close();
    }
  }
}
