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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The program in a JVM of its own. */
final class CollectorProcess implements AutoCloseable {
  private static final Pattern LISTENING =
      Pattern.compile("GoMon collector \\S+ listening on http://127.0.0.1:(\\d+) \\(data: .*\\)");

  private final Process process;
  private int port;

  private CollectorProcess(Process process) {
    this.process = process;
  }

  /** Starts it, and waits until it has said where it listens. */
  static CollectorProcess start(Path data, String... more) throws IOException {
    List<String> options = new ArrayList<>(List.of("--port", "0", "--data", data.toString()));
    options.addAll(List.of(more));
    Path errors = Files.createTempFile(data, "stderr", ".txt");
    CollectorProcess started = new CollectorProcess(launch(errors, options));
    BufferedReader out =
        new BufferedReader(
            new InputStreamReader(started.process.getInputStream(), StandardCharsets.UTF_8));
    String line = out.readLine();
    Matcher listening = LISTENING.matcher(String.valueOf(line));
    assertThat(listening.matches()).as(line + Files.readString(errors)).isTrue();
    started.port = Integer.parseInt(listening.group(1));
    return started;
  }

  /** Only starts it; stderr goes to a file. */
  static Process launch(Path errors, List<String> options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx96m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(options);
    return new ProcessBuilder(command).redirectError(errors.toFile()).start();
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
