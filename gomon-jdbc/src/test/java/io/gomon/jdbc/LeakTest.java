/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.Gomon;
import io.gomon.testkit.GomonExtension;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An application that never closes anything must not be worse off with the wrapper. */
class LeakTest {
  @RegisterExtension final GomonExtension gomon = GomonExtension.create();

  private final ReferenceQueue<Object> collected = new ReferenceQueue<>();

  @Test
  void statementAndRows_neverClosed_areCollectedWhileTheConnectionLives()
      throws SQLException, InterruptedException {
    try (Connection connection =
        MonitoredDataSource.wrap(driver(DataSource.class)).getConnection()) {
      WeakReference<Object> statement = openAndForget(connection);
      for (int i = 0; i < 100 && collected.remove(100) == null; i++) {
        System.gc();
      }
      assertThat(statement.get()).isNull();
      assertThat(connection.toString()).isEqualTo("driver");
    }
    assertThat(gomon.events("sql-wrows")).hasSize(1);
    assertThat(gomon.events("conn-prepare")).hasSize(1);
  }

  private WeakReference<Object> openAndForget(Connection connection) throws SQLException {
    PreparedStatement statement = connection.prepareStatement("select 1");
    statement.executeQuery().next();
    return new WeakReference<>(((MonitoredPreparedStatement) statement).delegate(), collected);
  }

  /** A driver that keeps nothing itself: each call gives a new object. */
  private static <T> T driver(Class<T> api) {
    return api.cast(
        Proxy.newProxyInstance(
            api.getClassLoader(),
            new Class<?>[] {api},
            (proxy, method, arguments) -> {
              Class<?> type = method.getReturnType();
              if (type == String.class) {
                return "driver";
              }
              if (type == boolean.class) {
                return false;
              }
              return type == Connection.class
                      || type == PreparedStatement.class
                      || type == ResultSet.class
                  ? driver(type)
                  : null;
            }));
  }

  @Test
  void settings_ofTheModule_areKnownAtTheStart() {
    Gomon discovered =
        Gomon.builder("settings").setting("jdbc.max-rows", 3).shutdownHook(false).start();
    try {
      assertThat(discovered.settings().get("jdbc.max-rows")).isEqualTo(3);
      assertThat(discovered.settings().all()).containsKey("jdbc.params");
    } finally {
      discovered.close();
    }
  }
}
