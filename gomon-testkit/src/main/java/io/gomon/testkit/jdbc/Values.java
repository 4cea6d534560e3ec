/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.testkit.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringWriter;
import java.lang.reflect.Array;
import java.nio.charset.StandardCharsets;
import java.sql.Blob;
import java.sql.CallableStatement;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.SQLXML;
import java.sql.Savepoint;
import java.sql.Statement;
import java.sql.Struct;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** What came out of a JDBC call, as text that two runs have in common. */
final class Values {
  /** Objects that a wrapper replaces by its own: of these only the kind is compared. */
  private static final List<Class<?>> WRAPPED =
      List.of(
          CallableStatement.class,
          PreparedStatement.class,
          Statement.class,
          Connection.class,
          ResultSet.class,
          DatabaseMetaData.class,
          ResultSetMetaData.class,
          ParameterMetaData.class,
          Savepoint.class,
          DataSource.class);

  private Values() {}

  static String text(@Nullable Object value) throws SQLException, IOException {
    if (value == null) {
      return "null";
    }
    for (Class<?> kind : WRAPPED) {
      if (kind.isInstance(value)) {
        return "a " + kind.getSimpleName();
      }
    }
    if (value.getClass().isArray()) {
      return array(value);
    }
    if (value instanceof Collection<?> values) {
      return array(values.toArray());
    }
    if (value instanceof Map<?, ?> map) {
      return value.getClass().getName() + new TreeMap<>(map);
    }
    return read(value);
  }

  /** What has to be read to be seen. */
  private static String read(Object value) throws SQLException, IOException {
    String type = value.getClass().getName() + " ";
    if (value instanceof Blob blob) {
      return type + blob.length() + hex(blob.getBytes(1, (int) blob.length()));
    }
    if (value instanceof Clob clob) {
      return type + clob.length() + clob.getSubString(1, (int) clob.length());
    }
    if (value instanceof SQLXML xml) {
      return type + xml.getString();
    }
    if (value instanceof java.sql.Array array) {
      return type + array.getBaseTypeName() + text(array.getArray());
    }
    if (value instanceof Struct struct) {
      return type + struct.getSQLTypeName() + text(struct.getAttributes());
    }
    if (value instanceof InputStream stream) {
      return type + hex(stream.readAllBytes());
    }
    if (value instanceof Reader reader) {
      StringWriter text = new StringWriter();
      reader.transferTo(text);
      return type + text;
    }
    return other(type, value);
  }

  private static String other(String type, Object value) {
    if (value instanceof SQLWarning warning) {
      SQLWarning next = warning.getNextWarning();
      String state = " [" + warning.getSQLState() + " " + warning.getErrorCode() + "]";
      return type + warning.getMessage() + state + (next == null ? "" : " / " + other("", next));
    }
    if (value instanceof Logger logger) {
      return type + logger.getName();
    }
    return type + value;
  }

  private static String array(Object array) throws SQLException, IOException {
    if (array instanceof byte[] bytes) {
      return "bytes " + hex(bytes);
    }
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < Array.getLength(array); i++) {
      texts.add(text(Array.get(array, i)));
    }
    return array.getClass().getComponentType().getName() + texts;
  }

  private static String hex(byte[] bytes) {
    return new String(bytes, StandardCharsets.US_ASCII).equals("")
        ? "(empty)"
        : HexFormat.of().formatHex(bytes);
  }

  /** Arguments of a call. */
  static String list(@Nullable Object... values) {
    List<String> texts = new ArrayList<>();
    for (Object value : values) {
      texts.add(value instanceof Class<?> type ? type.getName() : String.valueOf(value));
    }
    return texts.toString();
  }
}
