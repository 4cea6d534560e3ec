/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.testkit.GomonExtension;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.lang.reflect.Proxy;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import javax.sql.DataSource;
import org.h2.engine.CastDataProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Drivers and GoMon in different class loaders, as in application servers. */
class ForeignLoaderTest {
  @RegisterExtension final GomonExtension gomon = GomonExtension.create();

  private static URL location(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation();
  }

  /** H2 once more, below GoMon. */
  private static URLClassLoader ownH2() {
    return new URLClassLoader(
        new URL[] {location(org.h2.Driver.class)}, ClassLoader.getPlatformClassLoader());
  }

  private static DataSource h2(ClassLoader loader, String name)
      throws ReflectiveOperationException {
    Object dataSource =
        loader.loadClass("org.h2.jdbcx.JdbcDataSource").getDeclaredConstructor().newInstance();
    dataSource
        .getClass()
        .getMethod("setURL", String.class)
        .invoke(dataSource, "jdbc:h2:mem:" + name);
    return (DataSource) dataSource;
  }

  @Test
  void driver_inAnotherLoader_worksWithoutItsInterfaces() throws Exception {
    try (URLClassLoader loader = ownH2();
        Connection connection = MonitoredDataSource.wrap(h2(loader, "")).getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select 1")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getStatement()).isSameAs(statement);
      Class<?> theirs = loader.loadClass(CastDataProvider.class.getName());
      assertThat(theirs.isInstance(connection)).isFalse();
      assertThat(connection).isNotInstanceOf(CastDataProvider.class);
      assertThat(theirs.isInstance(connection.unwrap(theirs))).isTrue();
    }
    assertThat(gomon.events("sql-wconn-query")).hasSize(1);
  }

  @Test
  void driver_inOurLoader_hasItsInterfaces() throws SQLException {
    try (Connection connection = MonitoredDataSource.wrap(Databases.h2()).getConnection()) {
      assertThat(connection).isInstanceOf(CastDataProvider.class);
      assertThat(((CastDataProvider) connection).currentTimeZone()).isNotNull();
      assertThat(((CastDataProvider) connection).getMode().toString()).isEqualTo("REGULAR");
    }
  }

  /** An interface of a loader that is gone, carried by a wrapper. */
  @Test
  void driversLoader_dropped_isCollected() throws Exception {
    ReferenceQueue<Object> collected = new ReferenceQueue<>();
    WeakReference<Object> loader = useAndForget(collected);
    for (int i = 0; i < 100 && collected.remove(100) == null; i++) {
      System.gc();
    }
    assertThat(loader.get()).isNull();
  }

  private static WeakReference<Object> useAndForget(ReferenceQueue<Object> queue) throws Exception {
    ClassLoader loader = new ClassLoader(ForeignLoaderTest.class.getClassLoader()) {};
    // The proxy's class belongs to the loader, and is the driver's class to us.
    Connection driver =
        (Connection)
            Proxy.newProxyInstance(
                loader,
                new Class<?>[] {Connection.class, CastDataProvider.class},
                (proxy, method, arguments) ->
                    method.getName().equals("isWrapperFor") ? false : null);
    DataSource dataSource =
        (DataSource)
            Proxy.newProxyInstance(
                loader,
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) ->
                    method.getName().equals("getConnection") ? driver : (Object) false);
    try (Connection connection = MonitoredDataSource.wrap(dataSource).getConnection()) {
      assertThat(connection).isInstanceOf(CastDataProvider.class);
    }
    return new WeakReference<>(loader, queue);
  }

  /** GoMon in a web application, the driver in the server: other applications need it, too. */
  @Test
  void autoRegister_ofASharedDriver_leavesItToTheOthers() throws Exception {
    Driver shared = org.h2.Driver.load();
    try (URLClassLoader application = new ChildFirst()) {
      Class<?> theirs = application.loadClass(MonitoredDriver.class.getName());
      assertThat(theirs).isNotSameAs(MonitoredDriver.class);
      assertThat(theirs.getMethod("autoRegister").invoke(null)).isEqualTo(0);
      assertThat(DriverManager.drivers()).contains(shared);
      Driver url = (Driver) theirs.getDeclaredConstructor().newInstance();
      try (Connection connection = url.connect("jdbc:gomon:h2:mem:", new Properties())) {
        assertThat(connection.isValid(1)).isTrue();
      }
    }
  }

  /** Has the classes of gomon-jdbc itself, and the rest from its parent. */
  private static final class ChildFirst extends URLClassLoader {
    ChildFirst() throws MalformedURLException {
      super(
          new URL[] {location(MonitoredDriver.class), Path.of("target/classes").toUri().toURL()},
          ForeignLoaderTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith("io.gomon.jdbc.")) {
        return super.loadClass(name, resolve);
      }
      Class<?> known = findLoadedClass(name);
      return known == null ? findClass(name) : known;
    }
  }
}
