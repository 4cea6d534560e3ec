/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The program in a JVM of its own. */
final class CollectorProcess implements AutoCloseable {
  private static final Pattern LISTENING =
      Pattern.compile("GoMon collector \\S+ listening on http://127.0.0.1:(\\d+) \\(data: .*\\)");

  /** A small heap, and quick to start. */
  private static final List<String> SMALL =
      List.of("-Xmx96m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  private final Process process;
  private int port;

  private CollectorProcess(Process process) {
    this.process = process;
  }

  /** Starts it, and waits until it has said where it listens. */
  static CollectorProcess start(Path data, String... more) throws IOException {
    return start(SMALL, data, more);
  }

  /** The same, with other options for its JVM. */
  static CollectorProcess start(List<String> jvm, Path data, String... more) throws IOException {
    Path errors = Files.createTempFile(data, "stderr", ".txt");
    CollectorProcess started = new CollectorProcess(launch(jvm, errors, options(data, more)));
    BufferedReader out =
        new BufferedReader(
            new InputStreamReader(started.process.getInputStream(), StandardCharsets.UTF_8));
    String line = out.readLine();
    Matcher listening = LISTENING.matcher(String.valueOf(line));
    assertThat(listening.matches()).as(line + Files.readString(errors)).isTrue();
    started.port = Integer.parseInt(listening.group(1));
    return started;
  }

  /** Starts it, and kills it after a time, whatever it is doing by then. */
  static void killInStart(Path data, long millis, String... more) throws Exception {
    CollectorProcess started =
        new CollectorProcess(
            launch(Files.createTempFile(data, "stderr", ".txt"), options(data, more)));
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
    started.kill();
  }

  private static List<String> options(Path data, String... more) {
    List<String> options = new ArrayList<>(List.of("--port", "0", "--data", data.toString()));
    options.addAll(List.of(more));
    return options;
  }

  /** Only starts it; stderr goes to a file. */
  static Process launch(Path errors, List<String> options) throws IOException {
    return launch(SMALL, errors, options);
  }

  private static Process launch(List<String> jvm, Path errors, List<String> options)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvm);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(options);
    return new ProcessBuilder(command).redirectError(errors.toFile()).start();
  }

  int port() {
    return port;
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .timeout(Duration.ofSeconds(20));
  }

  HttpRequest.Builder postEvents(String json) {
    return to("/api/v1/events")
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(json));
  }

  /** SIGKILL. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
  }

  /** SIGTERM, and does not wait for what it does. */
  void askToStop() {
    process.destroy();
  }

  /** SIGTERM. Gives the exit code. */
  int stop() throws InterruptedException {
    process.destroy();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }
}
