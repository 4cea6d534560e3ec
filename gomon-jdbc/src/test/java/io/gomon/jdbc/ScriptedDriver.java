/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EventListener;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.ConnectionPoolDataSource;
import javax.sql.DataSource;
import javax.sql.XADataSource;

/**
 * A driver that notes each call that it gets, and does what the script says: it gives an answer of
 * the right kind, or fails at a certain call. No real driver can be made to fail everywhere.
 */
final class ScriptedDriver {
  /** The number of a call is spent by this many rows of each result. */
  private static final int ROWS = 3;

  /** What happens at one call. */
  interface Fault {
    /** The answer in place of the usual one, or an exception; {@code usual} for no fault. */
    Object happen(Method method, int callsAgo, Object usual) throws Throwable;
  }

  /** All calls but those in {@link #questions}, in order. */
  final List<String> calls = Collections.synchronizedList(new ArrayList<>());

  /** The calls by which GoMon asks whether it is there already. */
  final List<String> questions = Collections.synchronizedList(new ArrayList<>());

  private final Map<String, AtomicInteger> numbers = new ConcurrentHashMap<>();
  private final int faultAt;
  private final Fault fault;

  ScriptedDriver() {
    this(Integer.MAX_VALUE, (method, callsAgo, usual) -> usual);
  }

  /** The fault has its say from this call on, counted from 0. */
  ScriptedDriver(int faultAt, Fault fault) {
    this.faultAt = faultAt;
    this.fault = fault;
  }

  /** All kinds of data source in one, as some drivers have it. */
  DataSource dataSource() {
    return (DataSource)
        object(
            null,
            "DataSource",
            DataSource.class,
            ConnectionPoolDataSource.class,
            XADataSource.class);
  }

  Object object(Thing parent, String kind, Class<?>... interfaces) {
    int number = numbers.computeIfAbsent(kind, k -> new AtomicInteger()).incrementAndGet();
    Thing thing = new Thing(parent, kind + "#" + number);
    thing.self = Proxy.newProxyInstance(getClass().getClassLoader(), interfaces, thing::called);
    return thing.self;
  }

  /** One object of the driver. */
  final class Thing {
    private final Thing parent;
    private final String name;
    private final Map<String, Object> children = new ConcurrentHashMap<>();
    private final AtomicInteger rows = new AtomicInteger();
    Object self;

    Thing(Thing parent, String name) {
      this.parent = parent;
      this.name = name;
    }

    Object called(Object proxy, Method method, Object[] arguments) throws Throwable {
      if (method.getDeclaringClass() == Object.class) {
        return switch (method.getName()) {
          case "hashCode" -> name.hashCode();
          case "equals" -> proxy == arguments[0];
          default -> name;
        };
      }
      String text = name + "." + method.getName() + text(arguments);
      if (arguments != null && arguments[0] == Monitored.class) {
        questions.add(text);
        return false;
      }
      int number;
      synchronized (calls) {
        number = calls.size();
        calls.add(text);
      }
      Object usual = answer(method, arguments);
      return number < faultAt ? usual : fault.happen(method, number - faultAt, usual);
    }

    /**
     * The application's own objects by what they are: a pool's listeners are represented by ours.
     */
    private String text(Object[] arguments) {
      if (arguments == null) {
        return "[]";
      }
      Object[] named = arguments.clone();
      for (int i = 0; i < named.length; i++) {
        named[i] =
            named[i] instanceof EventListener
                ? "listener"
                : named[i] instanceof Executor ? "executor" : named[i];
      }
      return Arrays.deepToString(named);
    }

    private Object answer(Method method, Object[] arguments) throws SQLException {
      Class<?> type = method.getReturnType();
      if (method.getName().equals("unwrap")) {
        throw new SQLException("no such thing");
      }
      if (type.isPrimitive()) {
        return type == void.class ? null : primitive(method);
      }
      if (type == Statement.class || type == Connection.class) {
        Object above = above((Class<?>) type);
        return above == null ? object(this, type.getSimpleName(), type) : above;
      }
      boolean isKept = List.of("getXAResource", "getResultSet").contains(method.getName());
      if (isKept || type == DatabaseMetaData.class) {
        return children.computeIfAbsent(type.getSimpleName(), kind -> object(this, kind, type));
      }
      if (isCursor(method, arguments)) {
        return children.computeIfAbsent(
            "cursor" + arguments[0], kind -> object(this, "Cursor", ResultSet.class));
      }
      return type.isInterface() && !type.getName().startsWith("java.util")
          ? object(this, type.getSimpleName(), type)
          : value(type, method);
    }

    /** The fourth column is a cursor, and so is a procedure's first answer. */
    private boolean isCursor(Method method, Object[] arguments) {
      return method.getName().equals("getObject")
          && arguments.length == 1
          && arguments[0].equals(self instanceof CallableStatement ? 1 : 4);
    }

    private Object above(Class<?> type) {
      for (Thing thing = parent; thing != null; thing = thing.parent) {
        if (type.isInstance(thing.self)) {
          return thing.self;
        }
      }
      return null;
    }

    private Object primitive(Method method) {
      Class<?> type = method.getReturnType();
      if (type == boolean.class) {
        return switch (method.getName()) {
          case "next" -> rows.incrementAndGet() <= ROWS;
          case "isClosed", "isWrapperFor", "wasNull", "getMoreResults" -> false;
          default -> true;
        };
      }
      Object array = java.lang.reflect.Array.newInstance(type, 1);
      java.lang.reflect.Array.setByte(array, 0, (byte) 7);
      return java.lang.reflect.Array.get(array, 0);
    }

    private Object value(Class<?> type, Method method) {
      if (type == String.class || type == Object.class) {
        return "the " + method.getName();
      }
      if (type == BigDecimal.class) {
        return BigDecimal.TEN;
      }
      return type.isArray()
          ? java.lang.reflect.Array.newInstance(type.getComponentType(), 2)
          : null;
    }
  }
}
