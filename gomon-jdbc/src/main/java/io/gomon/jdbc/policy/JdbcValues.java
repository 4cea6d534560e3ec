/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.policy;

import io.gomon.EventTracker;
import io.gomon.spi.FrozenValues;
import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.SQLXML;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Turns what went through a JDBC call into something that can be kept: immutable, small, and
 * without asking the driver. Streams and LOBs are never touched, foreign objects never printed.
 */
final class JdbcValues {
  private static final int MAX_CHAINED_ERRORS = 8;

  private JdbcValues() {}

  /** The value as listeners see it, in a list of an event. */
  static @Nullable Object cell(@Nullable Object value, int maxChars) {
    if (value == null || value instanceof Long) {
      return value;
    }
    if (value instanceof String text) {
      return JdbcPolicy.cut(text, maxChars);
    }
    Class<?> type = value.getClass();
    if (isImmutable(type)) {
      return FrozenValues.cell(value, maxChars);
    }
    if (value instanceof byte[] bytes) {
      return "<" + bytes.length + " bytes>";
    }
    if (isPrintable(type)) {
      return value.toString();
    }
    return value instanceof Enum<?> constant ? constant.name() : placeholder(value);
  }

  /** About how large a value is: a character counts as one byte; 0 for what is not read yet. */
  static int bytesOf(@Nullable Object value) {
    if (value instanceof String text) {
      return text.length();
    }
    if (value instanceof byte[] bytes) {
      return bytes.length;
    }
    if (value instanceof Integer || value instanceof Float) {
      return 4;
    }
    if (value instanceof BigDecimal number) {
      return (number.precision() + 1) / 2;
    }
    if (value instanceof Boolean || value instanceof Byte) {
      return 1;
    }
    boolean isElsewhere =
        value == null
            || value instanceof InputStream
            || value instanceof Reader
            || value instanceof Blob
            || value instanceof Clob
            || value instanceof SQLXML
            || value instanceof Array
            || value instanceof ResultSet;
    return isElsewhere ? 0 : 8;
  }

  private static boolean isImmutable(Class<?> type) {
    return type == Integer.class
        || type == Boolean.class
        || type == Double.class
        || type == BigDecimal.class
        || type == Float.class
        || type == Short.class
        || type == Byte.class
        || type == BigInteger.class
        || type == UUID.class
        || type.getName().startsWith("java.time.");
  }

  /** Types that may change later, so that their text is taken now. */
  private static boolean isPrintable(Class<?> type) {
    return type == java.sql.Timestamp.class
        || type == java.sql.Date.class
        || type == java.sql.Time.class
        || type == java.util.Date.class
        || type == Character.class;
  }

  private static String placeholder(Object value) {
    if (value instanceof InputStream || value instanceof Reader) {
      return "<stream>";
    }
    if (value instanceof Blob) {
      return "<blob>";
    }
    if (value instanceof Clob) {
      return "<clob>";
    }
    if (value instanceof SQLXML) {
      return "<xml>";
    }
    if (value instanceof Array) {
      return "<array>";
    }
    return value instanceof ResultSet ? "<rows>" : "<" + value.getClass().getTypeName() + ">";
  }

  /** The messages of a chain of warnings. */
  static List<String> texts(SQLWarning first) {
    List<String> texts = new ArrayList<>();
    SQLWarning next = first;
    while (next != null && texts.size() <= MAX_CHAINED_ERRORS) {
      texts.add(String.valueOf(next.getMessage()));
      next = next.getNextWarning();
    }
    return texts;
  }

  /** Finishes an event, with its error if it has one. */
  static void finish(EventTracker event, @Nullable Throwable error) {
    try {
      if (error != null) {
        setError(event, error);
      }
    } catch (Throwable e) {
      Troubles.recordingFailed(e);
    }
    event.finish();
  }

  /** Sets the error with its SQL state, vendor code and chain. */
  static void setError(EventTracker event, Throwable error) {
    event.addError(error);
    if (error instanceof SQLException failure) {
      event.set("sql-state", failure.getSQLState());
      event.set("vendor-code", failure.getErrorCode());
      SQLException next = failure.getNextException();
      for (int i = 0; next != null && i < MAX_CHAINED_ERRORS; i++) {
        event.addError(next);
        next = next.getNextException();
      }
    }
  }
}
