/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.examples.shop.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One process of the demo. Its output goes to a file, which is read from there. Any thread. */
final class Child {
  private static final long POLL_MILLIS = 100;

  private final String name;
  private final Path log;
  private final Process process;

  private Child(String name, Path log, Process process) {
    this.name = name;
    this.log = log;
    this.process = process;
  }

  /**
   * Starts a virtual machine that runs {@link ChildMain}. The shell between makes it deaf to the
   * Ctrl-C that the terminal sends to all processes at once: the order in which they end is ours.
   */
  static Child start(String name, Path logFolder, String maxHeap, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$@\"", "sh"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + maxHeap);
    if (Runtime.version().feature() >= 24) {
      command.add("--enable-native-access=ALL-UNNAMED");
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(ChildMain.class.getName());
    command.addAll(arguments);
    Path log = logFolder.resolve(name + ".log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    return new Child(name, log, process);
  }

  String name() {
    return name;
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  int exitCode() {
    return process.exitValue();
  }

  /**
   * Waits for something that this process is to bring about.
   *
   * @param probe null as long as it is not there
   * @throws DemoException if the process ends, or the time does, before
   */
  <T> T await(String what, int timeoutSeconds, Function<Child, @Nullable T> probe)
      throws InterruptedException {
    long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(timeoutSeconds);
    while (true) {
      boolean alive = process.isAlive();
      T value = probe.apply(this);
      if (value != null) {
        return value;
      }
      if (!alive) {
        throw new DemoException(
            "The " + name + " ended with code " + exitCode() + " before " + what + tail());
      }
      if (System.nanoTime() - deadlineNanos >= 0) {
        throw new DemoException(
            "Waited " + timeoutSeconds + " s in vain for the " + name + ": " + what + tail());
      }
      process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  /** What follows the first occurrence of the text in a complete line of its output, or null. */
  @Nullable String printed(String text) {
    for (String line : lines()) {
      int at = line.indexOf(text);
      if (at >= 0) {
        return line.substring(at + text.length());
      }
    }
    return null;
  }

  private List<String> lines() {
    try {
      String all = Files.readString(log);
      return all.substring(0, all.lastIndexOf('\n') + 1).lines().toList();
    } catch (IOException e) {
      throw new DemoException("Cannot read " + log + ": " + e);
    }
  }

  /** The end of its output, as an appendix to a message. */
  String tail() {
    List<String> lines = lines();
    List<String> last = lines.subList(Math.max(0, lines.size() - 15), lines.size());
    return last.isEmpty()
        ? " (it has printed nothing)"
        : ". Its last words:\n  " + String.join("\n  ", last);
  }

  boolean awaitEnd(long timeoutMillis) throws InterruptedException {
    return process.waitFor(timeoutMillis, TimeUnit.MILLISECONDS);
  }

  /** Asks it to end (SIGTERM), without waiting. */
  void askToEnd() {
    process.destroy();
  }

  /** Waits for the end; after the timeout it is ended by force. */
  void awaitEndOrKill(long timeoutMillis) {
    try {
      if (!awaitEnd(timeoutMillis)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      // No time to wait any longer.
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
