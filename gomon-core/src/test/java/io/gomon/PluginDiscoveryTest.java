/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.spi.GomonPlugin;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginDiscoveryTest {
  static final AtomicInteger STARTED = new AtomicInteger();

  public static final class Good implements GomonPlugin {
    @Override
    public String name() {
      return "good";
    }

    @Override
    public void start(Gomon gomon) {
      STARTED.incrementAndGet();
    }
  }

  public static final class Broken implements GomonPlugin {
    static {
      if (true) {
        throw new IllegalStateException("on purpose");
      }
    }

    @Override
    public String name() {
      return "broken";
    }

    @Override
    public void start(Gomon gomon) {}
  }

  /** As with a plug-in for a library that is not there. */
  private static final class Loader extends URLClassLoader {
    Loader(URL url) {
      super(new URL[] {url}, PluginDiscoveryTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.equals("a.Unlinkable")) {
        throw new NoClassDefFoundError("the/absent/Library");
      }
      return super.loadClass(name, resolve);
    }
  }

  @Test
  void start_brokenPluginsOnTheClassPath_areLeftOut_othersRun(@TempDir Path directory)
      throws Exception {
    Path services = Files.createDirectories(directory.resolve("META-INF/services"));
    Files.writeString(
        services.resolve(GomonPlugin.class.getName()),
        "a.Unlinkable\n" + "a.Missing\n" + Broken.class.getName() + '\n' + Good.class.getName());
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try (Loader loader = new Loader(directory.toUri().toURL())) {
      Thread.currentThread().setContextClassLoader(loader);
      Gomon gomon = Gomon.builder("test").shutdownHook(false).start();
      gomon.stop(Duration.ofSeconds(10));
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
    assertThat(STARTED).hasValue(1);
  }
}
