/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.examples.shop.demo;

import io.gomon.examples.shop.Shop;
import io.gomon.examples.shop.demo.CollectorClient.Counts;
import io.gomon.examples.shop.inventory.Inventory;
import io.gomon.examples.shop.load.Load;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Starts everything in order, shows progress, and ends everything in the opposite order, so that
 * each part can still hand on what it has.
 */
final class Conductor {
  private static final int START_SECONDS = 60;
  private static final int DRAIN_SECONDS = 60;
  private static final long STOP_MILLIS = 30_000;
  private static final long PROGRESS_MILLIS = 5_000;
  private static final int UNTIL_STOPPED_SECONDS = 1_000_000;

  /**
   * What to do.
   *
   * @param seconds how long the load goes on; 0: until a signal comes
   */
  record Plan(Path work, Path collectorJar, int port, int seconds, int rate) {}

  private final Plan plan;
  private final CollectorClient collectorClient;

  /** In the order of their start. Guarded by {@code this}. */
  private final List<Child> children = new ArrayList<>();

  /** The thread that ends everything, once there is one. */
  private final AtomicReference<Thread> ender = new AtomicReference<>();

  /** Counted down when the main thread has ended everything. */
  private final CountDownLatch done = new CountDownLatch(1);

  Conductor(Plan plan) {
    this.plan = plan;
    this.collectorClient = new CollectorClient("http://127.0.0.1:" + plan.port());
  }

  /** Returns the exit code when all processes have ended. */
  int run() throws IOException {
    Files.createDirectories(plan.work());
    deleteData();
    Files.createDirectories(logs());
    Runtime.getRuntime().addShutdownHook(new Thread(this::endOnSignal, "demo-stop"));
    try {
      boolean asMeant = watch(startAll());
      return claimEnd() && end() && asMeant ? 0 : Demo.FAILED;
    } catch (DemoException e) {
      // Said at once: ending what still runs may take a while.
      System.err.println("demo: " + e.getMessage());
      return Demo.FAILED;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Demo.FAILED;
    } finally {
      if (claimEnd()) {
        cleanUp();
        done.countDown();
      } else {
        // The shutdown hook ends everything, and the process with it.
        awaitLong(new CountDownLatch(1));
      }
    }
  }

  /** Only one thread ends the children; true for that one. */
  private boolean claimEnd() {
    return ender.compareAndSet(null, Thread.currentThread())
        || ender.get() == Thread.currentThread();
  }

  private Child startAll() throws IOException, InterruptedException {
    String collector = "http://127.0.0.1:" + plan.port();
    System.out.println("demo: starting collector, inventory, shop and load ...");
    startCollector().await("it was ready", START_SECONDS, c -> collectorClient.ready());
    Child inventory =
        start(
            "inventory",
            "512m",
            "-",
            Inventory.class.getName(),
            "--port",
            "0",
            "--data",
            data("inventory"),
            "--collector",
            collector);
    String inventoryAddress = awaitAddress(inventory);
    Child shop =
        start(
            "shop",
            "512m",
            "-",
            Shop.class.getName(),
            "--port",
            "0",
            "--data",
            data("shop"),
            "--inventory",
            inventoryAddress,
            "--collector",
            collector);
    String shopAddress = awaitAddress(shop);
    System.out.println("demo: dashboard   " + collector + "/");
    System.out.println("demo: shop        " + shopAddress + "/products   (Ctrl-C stops all)");
    return startLoad(shopAddress);
  }

  private Child startCollector() throws IOException {
    return start(
        "collector",
        "1g",
        plan.collectorJar().toString(),
        "io.gomon.collector.Main",
        "--port",
        String.valueOf(plan.port()),
        "--data",
        data("collector"));
  }

  private Child startLoad(String shopAddress) throws IOException {
    int seconds = plan.seconds() == 0 ? UNTIL_STOPPED_SECONDS : plan.seconds();
    return start(
        "load",
        "256m",
        "-",
        Load.class.getName(),
        "--target",
        shopAddress,
        "--seconds",
        String.valueOf(seconds),
        "--rate",
        String.valueOf(plan.rate()));
  }

  private synchronized Child start(String name, String maxHeap, String... arguments)
      throws IOException {
    if (ender.get() != null) {
      throw new DemoException("stopped while starting");
    }
    Child child = Child.start(name, logs(), maxHeap, List.of(arguments));
    children.add(child);
    return child;
  }

  private static String awaitAddress(Child service) throws InterruptedException {
    return service.await(
        "it listened", START_SECONDS, child -> child.printed(service.name() + " listening on "));
  }

  /** Shows progress until the load has ended; true if the load found all answers as meant. */
  private boolean watch(Child load) throws InterruptedException {
    long startNanos = System.nanoTime();
    while (!load.awaitEnd(PROGRESS_MILLIS)) {
      for (Child child : snapshot()) {
        if (!child.isAlive() && child != load && ender.get() == null) {
          throw new DemoException("The " + child.name() + " has ended by itself" + child.tail());
        }
      }
      Counts counts = collectorClient.counts();
      if (counts != null && ender.get() == null) {
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - startNanos);
        System.out.println("demo: " + seconds + " s, " + counts.stored() + " events stored");
      }
    }
    String did = load.printed("load requests=");
    System.out.println("demo: load " + (did == null ? "stopped" : "requests=" + did));
    if (load.exitCode() != 0) {
      System.err.println("demo: the load did not go as meant; see " + logs().resolve("load.log"));
    }
    return load.exitCode() == 0;
  }

  /** The way out on Ctrl-C and SIGTERM; also called when the main thread exits. */
  private void endOnSignal() {
    if (!claimEnd()) {
      awaitLong(done);
      return;
    }
    try {
      end();
    } catch (DemoException | InterruptedException e) {
      System.err.println("demo: " + e.getMessage());
    } finally {
      cleanUp();
    }
  }

  private static void awaitLong(CountDownLatch latch) {
    try {
      boolean unused = latch.await(2L * DRAIN_SECONDS + START_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Ends all processes, so that the events of each are stored first, and shows the balance; true if
   * nothing was lost.
   */
  private boolean end() throws InterruptedException {
    System.out.println("demo: stopping ...");
    end("load");
    List<Totals> totals = endServices();
    Child collector = child("collector");
    Counts counts = collector == null || totals.isEmpty() ? null : awaitDrained(collector);
    end("collector");
    return counts != null && show(new Balance(totals, counts));
  }

  private List<Totals> endServices() {
    List<Child> services =
        snapshot().stream()
            .filter(child -> child.name().equals("shop") || child.name().equals("inventory"))
            .toList();
    services.forEach(Child::askToEnd);
    List<Totals> totals = new ArrayList<>();
    for (Child service : services) {
      service.awaitEndOrKill(STOP_MILLIS);
      String text = service.printed(Totals.PREFIX);
      if (text == null) {
        throw new DemoException("The " + service.name() + " ended without saying its totals");
      }
      totals.add(Totals.parse(text));
    }
    return totals;
  }

  /** What the collector has counted once it has stored all that it accepted. */
  private Counts awaitDrained(Child collector) throws InterruptedException {
    long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(DRAIN_SECONDS);
    return collector.await(
        "all was stored",
        DRAIN_SECONDS + START_SECONDS,
        child -> {
          Counts counts = collectorClient.counts();
          boolean drained = counts != null && counts.stored() >= counts.accepted();
          return drained || System.nanoTime() - deadlineNanos >= 0 ? counts : null;
        });
  }

  private static boolean show(Balance balance) {
    balance.lines().forEach(line -> System.out.println("demo: " + line));
    balance.faults().forEach(fault -> System.err.println("demo: the sum is not exact: " + fault));
    return balance.lost() == 0 && balance.faults().isEmpty();
  }

  private void end(String name) {
    Child child = child(name);
    if (child != null) {
      child.askToEnd();
      child.awaitEndOrKill(STOP_MILLIS);
    }
  }

  private synchronized @Nullable Child child(String name) {
    return children.stream().filter(c -> c.name().equals(name)).findFirst().orElse(null);
  }

  private synchronized List<Child> snapshot() {
    return List.copyOf(children);
  }

  /** Whatever still runs is ended now, the collector last: the others may still ship. */
  private void cleanUp() {
    List<Child> all = snapshot();
    List<Child> sources = all.stream().filter(c -> !c.name().equals("collector")).toList();
    sources.forEach(Child::askToEnd);
    sources.forEach(child -> child.awaitEndOrKill(STOP_MILLIS));
    end("collector");
    deleteData();
  }

  private Path logs() {
    return plan.work().resolve("logs");
  }

  private String data(String name) {
    return plan.work().resolve("data").resolve(name).toString();
  }

  /** Logs stay for whoever wants to know; data does not. */
  private void deleteData() {
    Path data = plan.work().resolve("data");
    if (!Files.exists(data)) {
      return;
    }
    try (Stream<Path> all = Files.walk(data)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      System.err.println("demo: cannot delete " + data + ": " + e);
    }
  }
}
