/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gomon.testkit.GomonExtension;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.Enumeration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Drivers that only the context class loader sees. */
class ContextLoaderTest {
  @RegisterExtension final GomonExtension gomon = GomonExtension.create();

  @TempDir Path folder;

  private final ClassLoader before = Thread.currentThread().getContextClassLoader();

  @AfterEach
  void putBack() {
    Thread.currentThread().setContextClassLoader(before);
  }

  /** Offers drivers by these names; those of {@code broken} lack a class when they are loaded. */
  private static final class Application extends ClassLoader {
    private final URL services;

    Application(Path folder, String... drivers) throws IOException {
      super(ContextLoaderTest.class.getClassLoader());
      Path file = folder.resolve("drivers" + drivers.length);
      Files.writeString(file, String.join("\n", drivers));
      this.services = file.toUri().toURL();
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
      return name.equals("META-INF/services/java.sql.Driver")
          ? Collections.enumeration(Collections.singleton(services))
          : super.getResources(name);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith("broken.")) {
        throw new NoClassDefFoundError("what " + name + " extends");
      }
      if (!name.startsWith(ContextDriver.class.getName())) {
        return super.loadClass(name, resolve);
      }
      Class<?> known = findLoadedClass(name);
      return known == null ? defined(name) : known;
    }

    private Class<?> defined(String name) throws ClassNotFoundException {
      try (InputStream file = getResourceAsStream(name.replace('.', '/') + ".class")) {
        byte[] bytes = file.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }

  private static void query() throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:gomon:context:x");
        Statement statement = connection.createStatement()) {
      assertThat(statement.executeQuery("select 1").next()).isTrue();
    }
  }

  @Test
  void driver_thatLacksClasses_doesNotHideTheOthers() throws Exception {
    Thread.currentThread()
        .setContextClassLoader(
            new Application(folder, "broken.One", "broken.Two", ContextDriver.class.getName()));
    query();
    assertThat(gomon.events("sql-wconn-query")).hasSize(1);
    assertThat(
            DriverManager.getDriver("jdbc:gomon:context:x")
                .getPropertyInfo("jdbc:gomon:context:", null))
        .isEmpty();
  }

  @Test
  void drivers_thatAllLackClasses_areNone() throws Exception {
    String[] broken = Collections.nCopies(40, "broken.Some").toArray(new String[0]);
    for (int i = 0; i < broken.length; i++) {
      broken[i] += i;
    }
    Thread.currentThread().setContextClassLoader(new Application(folder, broken));
    assertThatThrownBy(ContextLoaderTest::query)
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("no driver for jdbc:context:x");
  }

  /** What is remembered about the address keeps nothing of the driver. */
  @Test
  void application_gone_isCollected() throws Exception {
    ReferenceQueue<Object> collected = new ReferenceQueue<>();
    WeakReference<Object> loader = useAndForget(collected);
    for (int i = 0; i < 100 && collected.remove(100) == null; i++) {
      System.gc();
    }
    assertThat(loader.get()).isNull();
  }

  private WeakReference<Object> useAndForget(ReferenceQueue<Object> queue) throws Exception {
    ClassLoader application = new Application(folder, ContextDriver.class.getName());
    Thread.currentThread().setContextClassLoader(application);
    query();
    Connection lost = DriverManager.getConnection("jdbc:gomon:context:x");
    assertThat(lost.isClosed()).isFalse();
    assertThat(lost.unwrap(org.h2.jdbc.JdbcConnection.class).getClass().getClassLoader())
        .isSameAs(application);
    putBack();
    return new WeakReference<>(application, queue);
  }
}
