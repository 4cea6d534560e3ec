/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.testkit.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.sql.BatchUpdateException;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Wrapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * All that an application sees of its database, a line for each call: what it returned, or what it
 * threw with state, code, message and chain. Two transcripts of one program are equal when the
 * program cannot tell the two databases apart.
 *
 * <p>Used by one thread at a time.
 */
final class Transcript {
  private static final int MAX_CHAIN = 5;
  private static final int MAX_CHARS = 2_000;

  private final JdbcDialect dialect;
  private final List<String> lines = new ArrayList<>();
  private int returned;

  Transcript(JdbcDialect dialect) {
    this.dialect = dialect;
  }

  /** A call that returns something. */
  interface Call<T> {
    @Nullable T call() throws Exception;
  }

  /** A call that returns nothing. */
  interface Action {
    void run() throws Exception;
  }

  List<String> lines() {
    return lines;
  }

  /** How many calls returned, rather than threw. */
  int returned() {
    return returned;
  }

  /** Calls, and writes down the value or the exception; null when there was one. */
  <T> @Nullable T call(String what, Call<T> call) {
    try {
      T value = call.call();
      note(what, value);
      return value;
    } catch (Throwable e) {
      // What the driver throws is what is to be compared.
      threw(what, e);
      return null;
    }
  }

  /** The same for a call without a value. */
  void run(String what, Action action) {
    call(
        what,
        () -> {
          action.run();
          return "done";
        });
  }

  /** Writes down a value that the program has. */
  void note(String what, @Nullable Object value) {
    String text;
    try {
      text = Values.text(value);
    } catch (Exception e) {
      // A LOB or stream that cannot be read: an observation, too.
      threw(what + " read", e);
      return;
    }
    returned++;
    line(what + " = " + text);
  }

  private void threw(String what, Throwable e) {
    StringBuilder text = new StringBuilder(what).append(" ! ");
    append(text, e);
    Throwable cause = e.getCause();
    for (int i = 0; cause != null && i < MAX_CHAIN; i++, cause = cause.getCause()) {
      append(text.append(" / cause "), cause);
    }
    if (e instanceof SQLException failure) {
      SQLException next = failure.getNextException();
      for (int i = 0; next != null && i < MAX_CHAIN; i++, next = next.getNextException()) {
        append(text.append(" / next "), next);
      }
    }
    text.append(" / suppressed ").append(e.getSuppressed().length);
    line(text.toString());
  }

  private static void append(StringBuilder text, Throwable e) {
    text.append(e.getClass().getName());
    if (!isMadeByMachine(e)) {
      text.append(": ").append(e.getMessage());
    }
    if (e instanceof SQLException failure) {
      text.append(" [").append(failure.getSQLState()).append(' ');
      text.append(failure.getErrorCode()).append(']');
    }
    if (e instanceof BatchUpdateException batch) {
      text.append(Arrays.toString(batch.getUpdateCounts()));
      text.append(Arrays.toString(batch.getLargeUpdateCounts()));
    }
  }

  /** Compiled code throws these without the message that interpreted code gives them. */
  private static boolean isMadeByMachine(Throwable e) {
    return e instanceof NullPointerException
        || e instanceof ClassCastException
        || e instanceof ArrayIndexOutOfBoundsException
        || e instanceof ArithmeticException
        || e instanceof ArrayStoreException;
  }

  private void line(String text) {
    String normal = dialect.normalised(text);
    lines.add(
        normal.length() <= MAX_CHARS
            ? normal
            : normal.substring(0, MAX_CHARS) + "... " + normal.length() + " " + normal.hashCode());
  }

  /** Reads a result to its end, each value as object and as text, and closes it. */
  void rows(String what, Call<ResultSet> query) {
    ResultSet rows = call(what, query);
    if (rows == null) {
      return;
    }
    call(
        what + " rows",
        () -> {
          ResultSetMetaData columns = rows.getMetaData();
          int count = columns.getColumnCount();
          List<String> labels = new ArrayList<>();
          for (int i = 1; i <= count; i++) {
            labels.add(columns.getColumnLabel(i));
          }
          note(what + " columns", labels);
          while (rows.next()) {
            for (int i = 1; i <= count; i++) {
              int column = i;
              call(labels.get(i - 1), () -> rows.getObject(column));
              call("wasNull", rows::wasNull);
            }
          }
          return rows.getRow();
        });
    run(what + " close", rows::close);
  }

  /**
   * Calls all methods of the interface that take nothing, give something, and have such a name; in
   * the order of their names.
   */
  void getters(Class<?> api, Object target, Pattern names) {
    Arrays.stream(api.getMethods())
        .filter(m -> m.getParameterCount() == 0 && m.getReturnType() != void.class)
        .filter(m -> !Modifier.isStatic(m.getModifiers()))
        .filter(m -> m.getDeclaringClass() != Wrapper.class)
        .filter(m -> names.matcher(m.getName()).matches())
        .sorted(Comparator.comparing(Method::getName))
        .forEach(m -> invoke(target, m));
  }

  /** Calls a method of a JDBC interface by reflection. */
  @Nullable Object invoke(Object target, Method method, @Nullable Object... arguments) {
    String what = method.getName() + Values.list(arguments);
    return call(
        what,
        () -> {
          try {
            return method.invoke(target, arguments);
          } catch (InvocationTargetException e) {
            throw thrown(e);
          }
        });
  }

  private static Exception thrown(InvocationTargetException e) {
    Throwable cause = e.getCause();
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof Exception exception ? exception : e;
  }
}
