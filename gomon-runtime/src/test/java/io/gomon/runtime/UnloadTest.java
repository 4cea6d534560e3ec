/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.ref.WeakReference;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** An application that used this module can be unloaded once it has stopped GoMon. */
final class UnloadTest {

  /** Run inside the loader that is to go away. */
  public static final class Use implements Callable<Boolean> {
    @Override
    public Boolean call() {
      var recorded = new io.gomon.testkit.RecordingListener();
      var gomon = io.gomon.Gomon.builder("unload").listener(recorded).startGlobal();
      gomon.settings().set("runtime.memstat-interval", "10ms");
      recorded.await("a second sample", event -> event.get("diff-heap-alloc") != null);
      System.gc();
      gomon.stop(java.time.Duration.ofSeconds(10));
      return recorded.events("runtime-base").size() == 1;
    }
  }

  @Test
  void loader_usedAndStopped_isCollected() throws Exception {
    WeakReference<ClassLoader> loader = useInOwnLoader();

    for (int round = 0; round < 50 && loader.get() != null; round++) {
      System.gc();
    }

    assertThat(loader.get()).isNull();
  }

  private static WeakReference<ClassLoader> useInOwnLoader() throws Exception {
    ClassLoader former = Thread.currentThread().getContextClassLoader();
    try (URLClassLoader loader =
        new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader())) {
      Thread.currentThread().setContextClassLoader(loader);
      Class<?> use = loader.loadClass(Use.class.getName());
      Object instance = use.getConstructor().newInstance();
      assertThat(use.getMethod("call").invoke(instance)).isEqualTo(true);
      return new WeakReference<>(loader);
    } finally {
      Thread.currentThread().setContextClassLoader(former);
    }
  }

  private static URL[] classPath() throws MalformedURLException {
    List<URL> urls = new ArrayList<>();
    StringTokenizer entries =
        new StringTokenizer(System.getProperty("java.class.path"), File.pathSeparator);
    while (entries.hasMoreTokens()) {
      urls.add(Path.of(entries.nextToken()).toUri().toURL());
    }
    return urls.toArray(new URL[0]);
  }
}
