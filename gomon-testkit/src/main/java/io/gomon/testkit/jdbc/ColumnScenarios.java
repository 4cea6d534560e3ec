/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.testkit.jdbc;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.StringReader;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.Date;
import java.sql.JDBCType;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Calendar;
import java.util.Comparator;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Each way to read a column, and each way to bind a parameter. */
final class ColumnScenarios {
  private static final List<Class<?>> TYPES =
      List.of(
          String.class,
          Integer.class,
          Long.class,
          Short.class,
          Boolean.class,
          Double.class,
          Float.class,
          BigDecimal.class,
          BigInteger.class,
          byte[].class,
          Date.class,
          Time.class,
          Timestamp.class,
          LocalDate.class,
          LocalTime.class,
          LocalDateTime.class,
          OffsetDateTime.class,
          Instant.class,
          UUID.class,
          Blob.class,
          Clob.class,
          InputStream.class,
          Object.class,
          Thread.class);
  private static final int COLUMNS = 9;
  private static final List<String> NAMES =
      List.of("id", "name", "price", "made", "born", "good", "weight", "bits", "words");

  private ColumnScenarios() {}

  static List<JdbcScenario> all() {
    return List.of(
        new JdbcScenario("columns, each getter by index", ColumnScenarios::byIndex),
        new JdbcScenario("columns, each getter by label", ColumnScenarios::byLabel),
        new JdbcScenario("columns, as each class", ColumnScenarios::asClass),
        new JdbcScenario("parameters, each setter", ColumnScenarios::setters),
        new JdbcScenario("parameters, object and type", ColumnScenarios::objects));
  }

  private static List<Method> getters(Class<?> key) {
    return Arrays.stream(ResultSet.class.getMethods())
        .filter(m -> m.getName().startsWith("get") && m.getParameterCount() == 1)
        .filter(m -> m.getParameterTypes()[0] == key)
        .sorted(Comparator.comparing(Method::getName))
        .toList();
  }

  private static void byIndex(DataSource dataSource, JdbcDialect dialect, Transcript seen)
      throws Exception {
    eachRow(
        dataSource,
        seen,
        rows -> {
          for (int column = 0; column <= COLUMNS + 1; column++) {
            for (Method getter : getters(int.class)) {
              seen.invoke(rows, getter, column);
              seen.call("wasNull", rows::wasNull);
            }
          }
        });
  }

  private static void byLabel(DataSource dataSource, JdbcDialect dialect, Transcript seen)
      throws Exception {
    eachRow(
        dataSource,
        seen,
        rows -> {
          for (String label : NAMES) {
            seen.call("find", () -> rows.findColumn(label));
            for (Method getter : getters(String.class)) {
              seen.invoke(rows, getter, label);
            }
          }
          seen.call("upper case", () -> rows.getString("NAME"));
          seen.call("no such label", () -> rows.getString("nothing"));
          seen.call("no label", () -> rows.getString(null));
          seen.call("find nothing", () -> rows.findColumn("nothing"));
        });
  }

  private static void asClass(DataSource dataSource, JdbcDialect dialect, Transcript seen)
      throws Exception {
    Calendar calendar = new GregorianCalendar(TimeZone.getTimeZone("Asia/Tokyo"));
    eachRow(
        dataSource,
        seen,
        rows -> {
          for (int i = 1; i <= COLUMNS; i++) {
            int column = i;
            String label = NAMES.get(i - 1);
            for (Class<?> type : TYPES) {
              seen.call(column + " as " + type, () -> rows.getObject(column, type));
              seen.call(label + " as " + type, () -> rows.getObject(label, type));
            }
            seen.call("map", () -> rows.getObject(column, Map.of()));
            seen.call("scale", () -> scaled(rows, column));
            seen.call("date", () -> rows.getDate(column, calendar));
            seen.call("time", () -> rows.getTime(column, calendar));
            seen.call("timestamp", () -> rows.getTimestamp(label, calendar));
            seen.call("no class", () -> rows.getObject(column, (Class<?>) null));
          }
        });
  }

  @SuppressWarnings("deprecation") // applications still call it
  private static @Nullable BigDecimal scaled(ResultSet rows, int column) throws Exception {
    return rows.getBigDecimal(column, 1);
  }

  private interface Reader {
    void read(ResultSet rows) throws Exception;
  }

  private static void eachRow(DataSource dataSource, Transcript seen, Reader reader)
      throws Exception {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(QueryScenarios.ALL)) {
      while (Boolean.TRUE.equals(seen.call("next", rows::next))) {
        reader.read(rows);
      }
    }
  }

  private interface Binder {
    void bind(PreparedStatement statement) throws Exception;
  }

  private static void setters(DataSource dataSource, JdbcDialect dialect, Transcript seen)
      throws Exception {
    byte[] bytes = "äbc".getBytes(StandardCharsets.UTF_8);
    try (Connection connection = dataSource.getConnection()) {
      Update update = new Update(connection, seen);
      update.set("name", s -> s.setString(1, "text ü €"));
      update.set("name", s -> s.setNString(1, "national ü"));
      update.set("price", s -> s.setInt(1, 7));
      update.set("price", s -> s.setLong(1, 1L << 32));
      update.set("price", s -> s.setShort(1, (short) 3));
      update.set("price", s -> s.setByte(1, (byte) 2));
      update.set("price", s -> s.setBigDecimal(1, new BigDecimal("12.125")));
      update.set("weight", s -> s.setDouble(1, 0.1));
      update.set("weight", s -> s.setFloat(1, 0.5f));
      update.set("good", s -> s.setBoolean(1, false));
      update.set("born", s -> s.setDate(1, Date.valueOf("2001-02-03")));
      update.set("born", s -> s.setDate(1, Date.valueOf("2001-02-03"), Calendar.getInstance()));
      update.set("made", s -> s.setTimestamp(1, Timestamp.valueOf("2001-02-03 04:05:06.789")));
      update.set("made", s -> s.setTime(1, Time.valueOf("04:05:06")));
      update.set("bits", s -> s.setBytes(1, bytes));
      update.set("bits", s -> s.setBinaryStream(1, new ByteArrayInputStream(bytes)));
      update.set("bits", s -> s.setBinaryStream(1, new ByteArrayInputStream(bytes), 2));
      update.set("bits", s -> s.setBlob(1, new ByteArrayInputStream(bytes)));
      update.set("bits", s -> s.setBlob(1, (Blob) null));
      update.set("words", s -> s.setCharacterStream(1, new StringReader("läse")));
      update.set("words", s -> s.setCharacterStream(1, new StringReader("läse"), 2));
      update.set("words", s -> s.setNCharacterStream(1, new StringReader("läse")));
      update.set("words", s -> s.setClob(1, new StringReader("läse")));
      update.set("words", s -> s.setNClob(1, new StringReader("läse")));
      update.set("words", s -> s.setAsciiStream(1, new ByteArrayInputStream(bytes)));
      update.set("price", s -> s.setNull(1, Types.DECIMAL));
      update.set("price", s -> s.setNull(1, Types.DECIMAL, "DECIMAL"));
      update.set("name", s -> s.setNull(1, Types.VARCHAR));
      update.set("name", s -> s.setURL(1, new java.net.URL("http://localhost/")));
      update.set("name", s -> s.setRowId(1, null));
      update.set("name", s -> s.setRef(1, null));
      update.set("name", s -> s.setArray(1, null));
      update.set("name", s -> s.setSQLXML(1, null));
    }
  }

  private static void objects(DataSource dataSource, JdbcDialect dialect, Transcript seen)
      throws Exception {
    try (Connection connection = dataSource.getConnection()) {
      Update update = new Update(connection, seen);
      update.set("name", s -> s.setObject(1, "object"));
      update.set("name", s -> s.setObject(1, 'c'));
      update.set("price", s -> s.setObject(1, 5));
      update.set("price", s -> s.setObject(1, BigInteger.TEN));
      update.set("price", s -> s.setObject(1, "8.5", Types.DECIMAL));
      update.set("price", s -> s.setObject(1, "8.25", Types.DECIMAL, 1));
      update.set("price", s -> s.setObject(1, "8.75", JDBCType.DECIMAL));
      update.set("price", s -> s.setObject(1, "8.75", JDBCType.DECIMAL, 2));
      update.set("price", s -> s.setObject(1, "no number", Types.DECIMAL));
      update.set("born", s -> s.setObject(1, LocalDate.of(2001, 2, 3)));
      update.set("made", s -> s.setObject(1, LocalDateTime.of(2001, 2, 3, 4, 5, 6)));
      update.set("made", s -> s.setObject(1, Instant.EPOCH));
      update.set("good", s -> s.setObject(1, true));
      update.set("bits", s -> s.setObject(1, new byte[] {1, 2}));
      update.set("name", s -> s.setObject(1, null));
      update.set("name", s -> s.setObject(1, UUID.fromString("0-0-0-0-1")));
      update.set("name", s -> s.setObject(1, Thread.class));
      update.set("name", s -> s.setObject(1, List.of("a")));
    }
  }

  /** Updates one column of the second row, and reads it back. */
  private record Update(Connection connection, Transcript seen) {
    void set(String column, Binder binder) throws Exception {
      String sql = "update kit_item set " + column + " = ? where id = 2";
      try (PreparedStatement update = connection.prepareStatement(sql)) {
        seen.run("bind " + column, () -> binder.bind(update));
        seen.call("execute", update::executeUpdate);
      }
      try (Statement query = connection.createStatement()) {
        seen.rows(
            "read", () -> query.executeQuery("select " + column + " from kit_item where id = 2"));
      }
    }
  }
}
