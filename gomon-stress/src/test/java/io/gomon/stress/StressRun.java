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
enum StressRun {
  /** One process for each test, everything compiled as usual: a minute or so. */
  SHORT(
      10,
      "-m quick -f 1 -iters 3 -time 50 -sc false -af NONE -strideSize 128 -strideCount 8 -hs 128"
          + " -pth false -jvmArgs -XX:+UseSerialGC"),

  /** The same for longer. */
  PATIENT(
      10,
      "-m quick -f 1 -iters 10 -time 500 -sc false -af NONE -strideSize 128 -strideCount 8 -hs 128"
          + " -pth false -jvmArgs -XX:+UseSerialGC"),

  /** All of jcstress's ways to compile and to place the threads. */
  LONG(240, "-m quick -f 1 -iters 3 -time 100 -strideSize 128 -strideCount 8 -hs 128 -pth false");

  private static final Path FOLDER = Path.of("target", "stress").toAbsolutePath();

  private final int maxMinutes;
  private final String options;

  StressRun(int maxMinutes, String options) {
    this.maxMinutes = maxMinutes;
    this.options = options;
  }

  /**
   * Runs jcstress.
   *
   * @param tests a regular expression that is found in the names of those to be run
   * @param name the folder for its log and reports
   */
  List<TestResult> run(String tests, String name) throws Exception {
    Path folder = FOLDER.resolve(name);
    empty(folder);
    Files.createDirectories(folder);
    File log = folder.resolve("jcstress.log").toFile();
    Process process =
        new ProcessBuilder(command(tests))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log)
            .start();
    try {
      assertThat(process.waitFor(maxMinutes, TimeUnit.MINUTES))
          .as("jcstress comes to its end; see %s", log)
          .isTrue();
    } finally {
      process.destroyForcibly();
    }
    return results(folder);
  }

  private List<String> command(String tests) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx256m");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add("org.openjdk.jcstress.Main");
    command.addAll(List.of("-r", "report", "-t", tests));
    command.addAll(List.of(options.split(" ")));
    return command;
  }

  private static List<TestResult> results(Path folder) throws Exception {
    InProcessCollector collector = new InProcessCollector();
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> blobs = files.filter(file -> file.toString().endsWith(".bin.gz")).toList();
      assertThat(blobs).as("files with results; see the log in %s", folder).hasSize(1);
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
