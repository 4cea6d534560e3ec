/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.databases;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import javax.sql.DataSource;

/** A data source of one connection, which a close gives back, and leaves as it is. */
final class OneConnection {
  private final Connection connection;

  OneConnection(Connection connection) {
    this.connection = connection;
  }

  DataSource dataSource() {
    return proxy(
        DataSource.class,
        name -> name.equals("getConnection") ? proxy(Connection.class, this::closed) : null);
  }

  private Object closed(String name) {
    return null;
  }

  private interface Answer {
    Object to(String method);
  }

  private <T> T proxy(Class<T> type, Answer answer) {
    return type.cast(
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              if (type == DataSource.class || method.getName().equals("close")) {
                return answer.to(method.getName());
              }
              try {
                return method.invoke(connection, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }
}
