/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.benchmarks;

import io.gomon.Overflow;
import io.gomon.benchmarks.collector.CollectorBench;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs one group of benchmarks: {@code core}, {@code segments}, {@code jdbc} or {@code collector}.
 */
public final class Main {
  private static final int LOSS_RUN_EVENTS = 5_000_000;
  private static final int SCALE_RUN_EVENTS = 10_000_000;
  private static final int[] THREADS = {2, 8, 64};

  private Main() {}

  public static void main(String[] args) throws RunnerException, IOException, InterruptedException {
    List<String> words = List.of(args);
    boolean quick = words.contains("--quick");
    boolean verbose = words.contains("--verbose");
    String name = words.stream().filter(word -> !word.startsWith("--")).findFirst().orElse("");
    switch (name) {
      case "core" -> core(run("EventBenchmark", quick, verbose));
      case "jdbc" -> jdbc(run("JdbcBenchmark", quick, verbose));
      case "collector" -> CollectorBench.run(words.contains("--full"));
      case "segments" -> segments(run("SegmentBenchmark", quick, verbose));
      default -> {
        System.err.println(
            "Usage: bench core|segments|jdbc [--quick] [--verbose], or collector [--quick|--full]");
        System.exit(64);
      }
    }
  }

  private static Collection<RunResult> run(String benchmark, boolean quick, boolean verbose)
      throws RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("\\." + benchmark + "\\.")
            .addProfiler(GCProfiler.class)
            .verbosity(verbose ? VerboseMode.NORMAL : VerboseMode.SILENT)
            .shouldFailOnError(true)
            .jvmArgsAppend("-Xms1g", "-Xmx1g")
            .forks(quick ? 1 : 3)
            .warmupIterations(quick ? 3 : 5)
            .warmupTime(TimeValue.seconds(quick ? 2 : 3))
            .measurementIterations(5)
            .measurementTime(TimeValue.seconds(quick ? 2 : 4));
    return new Runner(options.build()).run();
  }

  private static void core(Collection<RunResult> results) throws IOException, InterruptedException {
    Report report = new Report(results);
    report.add("event.gomon.time", report.nanos("gomon"), "ns/op");
    report.add("event.gomon.blocking.time", report.nanos("gomonBlocking"), "ns/op");
    report.add("event.otel.time", report.nanos("otel"), "ns/op");
    report.add("event.brave.time", report.nanos("brave"), "ns/op");
    report.add("event.off.time", report.nanos("gomonOff"), "ns/op");
    report.add("event.gomon.bytes", report.bytes("gomon"), "B/op");
    report.add("event.otel.bytes", report.bytes("otel"), "B/op");
    report.add("event.brave.bytes", report.bytes("brave"), "B/op");
    report.add("event.off.bytes", report.bytes("gomonOff"), "B/op");
    report.add("event.ratio.time", report.nanos("gomon") / report.nanos("otel"), "ratio");
    report.add("event.ratio.bytes", report.bytes("gomon") / report.bytes("otel"), "ratio");
    LossRun.Loss blocking = LossRun.run(Overflow.BLOCK, LOSS_RUN_EVENTS);
    LossRun.Loss dropping = LossRun.run(Overflow.DROP, LOSS_RUN_EVENTS);
    report.add("event.lost", blocking.counted() + blocking.uncounted(), "events");
    report.add("event.dropping.counted", dropping.counted(), "events");
    report.add("event.dropping.uncounted", dropping.uncounted(), "events");
    scale(report);
    StartRun.Cost start = StartRun.measure();
    report.add("core.start.ms", start.millis(), "ms");
    report.add("core.start.classes", start.classes(), "classes");
    report.add("core.idle.bytes", start.idleBytes(), "B");
    report.print();
  }

  private static void segments(Collection<RunResult> results) {
    Report report = new Report(results);
    double floor = report.nanos("floor");
    report.add("segment.floor.time", floor, "ns/op");
    report.add("segment.gomon.time", report.nanos("gomon"), "ns/op");
    report.add("segment.gomon.named.time", report.nanos("gomonNamed"), "ns/op");
    report.add("segment.gomon.nested.time", report.nanos("gomonNested"), "ns/op");
    report.add("segment.gomon.tree.time", report.nanos("gomonTree"), "ns/op");
    report.add("segment.perfmark.time", report.nanos("perfmark"), "ns/op");
    report.add("segment.off.time", report.nanos("gomonOff"), "ns/op");
    report.add("segment.bytes", report.steadyBytes("gomon"), "B/op");
    report.add("segment.named.bytes", report.steadyBytes("gomonNamed"), "B/op");
    report.add("segment.tree.bytes", report.steadyBytes("gomonTree"), "B/op");
    report.add("segment.perfmark.bytes", report.steadyBytes("perfmark"), "B/op");
    report.add("segment.off.bytes", report.steadyBytes("gomonOff"), "B/op");
    report.add("segment.ratio.time", report.nanos("gomon") / floor, "ratio");
    report.print();
  }

  private static void scale(Report report) throws InterruptedException {
    scale(report, "event.cpu.", Thread::new);
    ThreadFactory virtual = ScaleRun.virtualThreads();
    if (virtual != null) {
      scale(report, "event.virtual.cpu.", virtual);
    }
  }

  private static void scale(Report report, String name, ThreadFactory threads)
      throws InterruptedException {
    for (int warmUp : THREADS) {
      ScaleRun.cpuNanos(threads, warmUp, SCALE_RUN_EVENTS);
    }
    double one = ScaleRun.cpuNanos(threads, 1, SCALE_RUN_EVENTS);
    report.add(name + "1", one, "ns/op");
    for (int many : THREADS) {
      double nanos = ScaleRun.cpuNanos(threads, many, SCALE_RUN_EVENTS);
      report.add(name + many, nanos, "ns/op");
      report.add(name + "ratio." + many, nanos / one, "ratio");
    }
  }

  private static void jdbc(Collection<RunResult> results) {
    Report report = new Report(results);
    double raw = report.nanos("raw");
    double gomon = report.nanos("gomon") - raw;
    double proxy = report.nanos("datasourceProxy") - raw;
    report.add("jdbc.raw.time", raw, "ns/op");
    report.add("jdbc.gomon.added.time", gomon, "ns/op");
    report.add("jdbc.dsproxy.added.time", proxy, "ns/op");
    report.add("jdbc.p6spy.added.time", report.nanos("p6spy") - raw, "ns/op");
    report.add("jdbc.gomon.added.bytes", report.bytes("gomon") - report.bytes("raw"), "B/op");
    report.add(
        "jdbc.dsproxy.added.bytes", report.bytes("datasourceProxy") - report.bytes("raw"), "B/op");
    report.add("jdbc.ratio.time", gomon / proxy, "ratio");
    double rawRow = report.nanos("rawRows");
    report.add("jdbc.rows.raw.time", rawRow, "ns/row");
    report.add("jdbc.rows.loss", 100 * (report.nanos("gomonRows") / rawRow - 1), "%");
    report.print();
  }
}
