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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** A web application that used GoMon and was undeployed leaves nothing behind. */
class ClassLoaderTest {
  /** Runs inside the loader that is to go, and uses all that GoMon has. */
  public static final class Work implements Function<ExecutorService, String> {
    private static final SegmentPoint POINT = SegmentPoint.of("declared");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Override
    public String apply(ExecutorService hostPool) {
      List<String> lines = new CopyOnWriteArrayList<>();
      Gomon gomon =
          Gomon.builder("undeployed")
              .listener(LogListener.to(lines::add))
              .listener(new Failing())
              .discoverPlugins(false)
              .setting("fold.after", 3)
              .startGlobal();
      try (EventTracker tracker = gomon.start("x");
          Scope scope = tracker.makeCurrent()) {
        tracker.set("a", List.of(1)).addError(new IllegalStateException("on purpose"));
        segments();
        equalChildren(gomon);
        try {
          wrapped(gomon, hostPool);
        } catch (Exception e) {
          throw new IllegalStateException(e);
        }
      }
      leakScopes(gomon);
      boolean flushed = gomon.flush(PATIENCE);
      gomon.stop(PATIENCE);
      GomonStats stats = gomon.stats();
      return flushed
          + " leaks="
          + stats.scopeLeaks()
          + " folded="
          + (stats.folded() > 90)
          + fps(lines);
    }

    private static String fps(List<String> lines) {
      String all = String.join("", lines);
      return " segment="
          + all.contains("\"gomon:fp\":\"segment\"")
          + " carried="
          + all.contains("\"gomon:fp\":\"carried\"");
    }

    private static void segments() {
      try (Segment outer = Segment.start("named")) {
        for (int i = 0; i < 100; i++) {
          POINT.run(() -> Segment.start("inner").finish());
        }
        outer.newChild("left open");
      }
    }

    private static void equalChildren(Gomon gomon) {
      for (int i = 0; i < 100; i++) {
        gomon.start("equal").set("query", "select 1").finish();
      }
    }

    /** Tasks of all kinds on threads that outlive the application. */
    private static void wrapped(Gomon gomon, ExecutorService hostPool) throws Exception {
      Runnable task = () -> gomon.start("carried").finish();
      Gomon.wrap(hostPool).submit(task).get();
      hostPool.submit(Gomon.wrap(task)).get();
      ForkJoinPool.commonPool().submit(Gomon.wrap(ForkJoinTask.adapt(task))).get();
      CompletableFuture.runAsync(task, Gomon.wrap(hostPool))
          .thenApplyAsync(Context.wrapFunction(nothing -> gomon.current().id()), hostPool)
          .get();
      Thread thread = Gomon.wrapThreads(Thread::new).newThread(task);
      thread.start();
      thread.join();
      if (Runtime.version().feature() >= 21) {
        Thread virtual =
            (Thread)
                Thread.class
                    .getMethod("startVirtualThread", Runnable.class)
                    .invoke(null, Gomon.wrap(task));
        virtual.join();
      }
    }

    /** On the host's thread; the next event finds them, and they are reported. */
    private static void leakScopes(Gomon gomon) {
      for (int i = 0; i < 3; i++) {
        EventTracker leaky = gomon.start("leaky");
        leaky.makeCurrent();
        leaky.finish();
        gomon.start("healing").finish();
      }
    }

    private static final class Failing implements Listener {
      @Override
      public void feed(Event event) {
        throw new IllegalStateException("on purpose");
      }
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

  /** On threads of the host's pool, which outlive the application. */
  @SuppressWarnings("unchecked")
  private static WeakReference<ClassLoader> useAndDrop(ExecutorService pool) throws Exception {
    ApplicationLoader loader = new ApplicationLoader(classPath());
    Class<?> type = loader.loadClass(Work.class.getName());
    assertThat(type.getClassLoader()).isSameAs(loader);
    Function<ExecutorService, String> work =
        (Function<ExecutorService, String>) type.getDeclaredConstructor().newInstance();
    assertThat(pool.submit(() -> work.apply(pool)).get())
        .isEqualTo("true leaks=3 folded=true segment=true carried=true");
    loader.close();
    return new WeakReference<>(loader);
  }

  @Test
  void loader_afterTheStop_isCollected() throws Exception {
    ThreadPoolExecutor pool = (ThreadPoolExecutor) Executors.newFixedThreadPool(2);
    // Started by the host: a thread that is started inside the application inherits, on JDK 17,
    // the protection domains of its code.
    pool.prestartAllCoreThreads();
    WeakReference<ClassLoader> loader = useAndDrop(pool);
    // The last task of a pool's thread may linger in a register or a stack slot.
    CyclicBarrier both = new CyclicBarrier(2);
    Future<Integer> one = pool.submit(() -> both.await());
    Future<Integer> other = pool.submit(() -> both.await());
    one.get();
    other.get();
    ForkJoinPool.commonPool().submit(() -> {}).get();
    Conditions.await(
        () -> {
          System.gc();
          return loader.get() == null;
        });
    pool.shutdown();
  }
}
