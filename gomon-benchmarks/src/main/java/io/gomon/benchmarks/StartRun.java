/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.benchmarks;

import io.gomon.Gomon;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.lang.management.ClassLoadingMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What it costs a program to start GoMon: in fresh virtual machines, since the second start in one
 * is cheaper. From the builder to the application event at a listener; then the heap that an idle
 * GoMon holds, after garbage collections.
 */
public final class StartRun {
  private static final int RUNS = 7;
  private static final int COLLECTIONS = 5;
  private static final Pattern NEEDED =
      Pattern.compile("gomon-(core|benchmarks)|java-uuid-generator|jackson-core|slf4j-api");

  /**
   * Medians of several fresh virtual machines.
   *
   * @param millis from the builder to the first event at a listener
   * @param classes how many classes were loaded on the way
   * @param idleBytes heap held when nothing happens
   */
  record Cost(double millis, long classes, long idleBytes) {}

  private StartRun() {}

  /** Starts virtual machines like this one, and takes the medians. */
  static Cost measure() throws IOException, InterruptedException {
    double[][] found = new double[3][RUNS];
    for (int run = 0; run < RUNS; run++) {
      String[] words = fork().split(" ", -1);
      for (int i = 0; i < found.length; i++) {
        found[i][run] = Double.parseDouble(words[i]);
      }
    }
    return new Cost(median(found[0]), (long) median(found[1]), (long) median(found[2]));
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static String fork() throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
    command.addAll(List.of("-Xms64m", "-Xmx64m", "-XX:+UseSerialGC", "-cp"));
    command.add(classPath());
    command.add(StartRun.class.getName());
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (BufferedReader out = process.inputReader()) {
      String line = out.readLine();
      if (process.waitFor() != 0 || line == null) {
        throw new IOException("The forked virtual machine failed: " + line);
      }
      return line;
    }
  }

  /**
   * Core and what it needs, and this class: each further jar is opened by the class loader, for a
   * logger's provider for one, and its index would be counted as GoMon's.
   */
  private static String classPath() {
    return Pattern.compile(Pattern.quote(File.pathSeparator))
        .splitAsStream(System.getProperty("java.class.path"))
        .filter(entry -> isNeeded(Path.of(entry)))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static boolean isNeeded(Path entry) {
    // A folder of classes is called target/classes: its module is two above.
    Path named = Files.isDirectory(entry) ? entry.resolve("../..").normalize() : entry;
    return NEEDED.matcher(String.valueOf(named.getFileName())).lookingAt();
  }

  public static void main(String[] args) throws InterruptedException {
    ClassLoadingMXBean classes = ManagementFactory.getClassLoadingMXBean();
    heapBytes(); // loads what the measuring itself needs
    long heapBefore = heapBytes();
    long classesBefore = classes.getTotalLoadedClassCount();
    CountDownLatch first = new CountDownLatch(1);
    long startNanos = System.nanoTime();
    Gomon gomon =
        Gomon.builder("start").listener(event -> first.countDown()).discoverPlugins(false).start();
    boolean fed = first.await(10, TimeUnit.SECONDS);
    double millis = (System.nanoTime() - startNanos) / 1e6;
    long loaded = classes.getTotalLoadedClassCount() - classesBefore;
    long held = heapBytes() - heapBefore;
    gomon.stop(Duration.ofSeconds(10));
    if (!fed) {
      System.exit(1);
    }
    System.out.println(millis + " " + loaded + " " + held);
  }

  private static long heapBytes() {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    for (int i = 0; i < COLLECTIONS; i++) {
      memory.gc();
    }
    return memory.getHeapMemoryUsage().getUsed();
  }
}
