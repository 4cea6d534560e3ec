/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.EventTracker;
import io.gomon.Gomon;
import io.gomon.Scope;
import io.gomon.testkit.Conditions;
import java.io.File;
import java.lang.ref.WeakReference;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** A web application that shipped events and was undeployed leaves nothing behind. */
class ClassLoaderTest {
  private static final int SOAK_SECONDS = 600;

  /** OkHttp and Okio let their idle threads go after a minute. */
  private static final long PATIENCE_NANOS = 100_000_000_000L;

  /** Runs inside the loader that is to go; says what was shipped. */
  public static final class Work implements Function<String, String> {
    @Override
    public String apply(String endpoint) {
      HttpExporter otlp = HttpExporter.builder(endpoint).build();
      HttpExporter json =
          HttpExporter.builder(endpoint).format(ExportFormat.GOMON_JSON).gzip(false).build();
      Gomon gomon =
          Gomon.builder("undeployed")
              .listener(otlp)
              .listener(json)
              .discoverPlugins(false)
              .startGlobal();
      try (EventTracker tracker = gomon.start("x");
          Scope scope = tracker.makeCurrent()) {
        tracker.set("a", List.of(1)).addError(new IllegalStateException("on purpose"));
      }
      gomon.flush(Duration.ofSeconds(10));
      gomon.stop(Duration.ofSeconds(10));
      return otlp.stats().shipped() + " " + json.stats().shipped();
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
  @SuppressWarnings("unchecked")
  private static WeakReference<ClassLoader> useAndDrop(ExecutorService pool) throws Exception {
    ApplicationLoader loader = new ApplicationLoader(classPath());
    Class<?> type = loader.loadClass(Work.class.getName());
    assertThat(type.getClassLoader()).isSameAs(loader);
    Function<String, String> work =
        (Function<String, String>) type.getDeclaredConstructor().newInstance();
    try (Peer peer = Peer.start()) {
      String endpoint = peer.endpoint();
      assertThat(pool.submit(() -> work.apply(endpoint)).get()).isEqualTo("3 3");
    }
    loader.close();
    return new WeakReference<>(loader);
  }

  private static Set<Thread> threads() {
    return Thread.getAllStackTraces().keySet();
  }

  @Test
  void stop_leavesNoThreadButTheIdleOnesOfOkHttp() throws Exception {
    Set<Thread> before = threads();
    ExecutorService pool = Executors.newSingleThreadExecutor();
    useAndDrop(pool);
    pool.shutdown();
    Conditions.await(
        "threads are gone",
        () ->
            threads().stream()
                .filter(thread -> !before.contains(thread))
                .filter(thread -> !thread.getName().matches("OkHttp .*|Okio .*"))
                .collect(Collectors.toSet())
                .isEmpty());
  }

  /** Takes a minute, so it runs with {@code -Psoak} only. */
  @Test
  void loader_aMinuteAfterTheStop_isCollected() throws Exception {
    Assumptions.assumeTrue(Integer.getInteger("soak.seconds", 0) >= SOAK_SECONDS);
    ExecutorService pool = Executors.newSingleThreadExecutor();
    WeakReference<ClassLoader> loader = useAndDrop(pool);
    // The last task of a pool's thread may linger in a register or a stack slot.
    pool.submit(() -> {}).get();
    long startNanos = System.nanoTime();
    while (loader.get() != null) {
      assertThat(System.nanoTime() - startNanos).isLessThan(PATIENCE_NANOS);
      System.gc();
      LockSupport.parkNanos(500_000_000);
    }
    pool.shutdown();
  }
}
