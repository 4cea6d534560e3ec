/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.listener.LogListener;
import java.io.File;
import java.lang.ref.WeakReference;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** A web application that used GoMon and was undeployed leaves nothing behind. */
class ClassLoaderTest {
  /** Runs inside the loader that is to go. */
  public static final class Work implements Callable<Boolean> {
    @Override
    public Boolean call() {
      Gomon gomon =
          Gomon.builder("undeployed")
              .listener(LogListener.to(line -> {}))
              .discoverPlugins(false)
              .startGlobal();
      try (EventTracker tracker = gomon.start("x");
          Scope scope = tracker.makeCurrent()) {
        tracker.set("a", List.of(1)).addError(new IllegalStateException("on purpose"));
      }
      boolean flushed = gomon.flush(Duration.ofSeconds(10));
      gomon.stop(Duration.ofSeconds(10));
      return flushed;
    }
  }

  /** Asks its parent only for what is no part of the application. */
  private static final class ApplicationLoader extends URLClassLoader {
    ApplicationLoader(URL[] urls) {
      super(urls, ClassLoader.getPlatformClassLoader());
    }
  }

  private static URL[] classPath() throws MalformedURLException {
    List<URL> urls = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      urls.add(new File(entry).toURI().toURL());
    }
    return urls.toArray(new URL[0]);
  }

  /** On a thread of the host's pool, which outlives the application. */
  private static WeakReference<ClassLoader> useAndDrop(ExecutorService pool) throws Exception {
    ApplicationLoader loader = new ApplicationLoader(classPath());
    Class<?> type = loader.loadClass(Work.class.getName());
    assertThat(type.getClassLoader()).isSameAs(loader);
    Callable<?> work = (Callable<?>) type.getDeclaredConstructor().newInstance();
    assertThat(pool.submit(work).get()).isEqualTo(true);
    loader.close();
    return new WeakReference<>(loader);
  }

  @Test
  void loader_afterTheStop_isCollected() throws Exception {
    ExecutorService pool = Executors.newSingleThreadExecutor();
    WeakReference<ClassLoader> loader = useAndDrop(pool);
    // The last task of a pool's thread may linger in a register or a stack slot.
    pool.submit(() -> {}).get();
    Conditions.await(
        () -> {
          System.gc();
          return loader.get() == null;
        });
    pool.shutdown();
  }
}
