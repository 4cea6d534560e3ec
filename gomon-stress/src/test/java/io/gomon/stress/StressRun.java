/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.stress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jcstress.infra.collectors.DiskReadCollector;
import org.openjdk.jcstress.infra.collectors.InProcessCollector;
import org.openjdk.jcstress.infra.collectors.TestResult;

/** One run of jcstress in a process of its own. */
final class StressRun {
  private static final Path FOLDER = Path.of("target", "stress").toAbsolutePath();

  private StressRun() {}

  static List<TestResult> run(boolean isLong) throws Exception {
    empty(FOLDER);
    Files.createDirectories(FOLDER);
    File log = FOLDER.resolve("jcstress.log").toFile();
    Process process =
        new ProcessBuilder(command(isLong))
            .directory(FOLDER.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log)
            .start();
    try {
      assertThat(process.waitFor(isLong ? 180 : 10, TimeUnit.MINUTES))
          .as("jcstress comes to its end; see %s", log)
          .isTrue();
    } finally {
      process.destroyForcibly();
    }
    return results(log);
  }

  private static List<String> command(boolean isLong) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx256m");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add("org.openjdk.jcstress.Main");
    command.addAll(List.of("-r", "report"));
    command.addAll(isLong ? longForm() : shortForm());
    return command;
  }

  /** One process for each test, everything compiled as usual. */
  private static List<String> shortForm() {
    return List.of(
        "-m",
        "quick",
        "-f",
        "1",
        "-iters",
        "1",
        "-time",
        "300",
        "-sc",
        "false",
        "-af",
        "NONE",
        "-hs",
        "128",
        "-pth",
        "false",
        "-jvmArgs",
        "-XX:TieredStopAtLevel=4");
  }

  /** All of jcstress's ways to compile and place the threads. */
  private static List<String> longForm() {
    return List.of("-m", "quick", "-f", "1");
  }

  private static List<TestResult> results(File log) throws Exception {
    InProcessCollector collector = new InProcessCollector();
    try (Stream<Path> files = Files.list(FOLDER)) {
      List<Path> blobs = files.filter(file -> file.toString().endsWith(".bin.gz")).toList();
      assertThat(blobs).as("files with results; see %s", log).hasSize(1);
      DiskReadCollector reader = new DiskReadCollector(blobs.get(0).toString(), collector);
      reader.dump();
      reader.close();
    }
    return List.copyOf(collector.getTestResults());
  }

  private static void empty(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
