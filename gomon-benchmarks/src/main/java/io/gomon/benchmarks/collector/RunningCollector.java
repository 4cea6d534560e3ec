/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.benchmarks.collector;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The real collector, with the heap that the launcher gives it, as a process of its own. */
final class RunningCollector implements AutoCloseable {
  /** As in the script {@code gomon}. */
  static final List<String> HEAP = List.of("-Xmx208m", "-Xms64m", "-XX:GCTimeRatio=4");

  private static final Pattern PORT = Pattern.compile("listening on http://127\\.0\\.0\\.1:(\\d+)");

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Process process;
  private final int port;

  private RunningCollector(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  static RunningCollector start(Path folder) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(HEAP);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("io.gomon.collector.Main", "--port", "0", "--retention", "12d"));
    command.addAll(List.of("--self-monitoring", "off")); // events are counted here
    command.addAll(List.of("--data", folder.resolve("data").toString()));
    Process process =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.appendTo(folder.resolve("stderr").toFile()))
            .start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    Matcher line = PORT.matcher(String.valueOf(out.readLine()));
    if (!line.find()) {
      process.destroy();
      throw new IOException(
          "the collector does not start: " + Files.readString(folder.resolve("stderr")));
    }
    return new RunningCollector(process, Integer.parseInt(line.group(1)));
  }

  int port() {
    return port;
  }

  /** Asks a question; gives the body of a 200. */
  String get(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(60))
            .build();
    HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(path + " is answered " + answer.statusCode() + ": " + answer.body());
    }
    return answer.body();
  }

  /** Sends packed lines of events; they are acknowledged when this returns. */
  void postEvents(byte[] packed) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/events"))
            .header("Content-Type", "application/x-ndjson")
            .header("Content-Encoding", "gzip")
            .POST(HttpRequest.BodyPublishers.ofByteArray(packed))
            .build();
    HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200 || answer.body().contains("rejected")) {
      throw new IOException("events are answered " + answer.statusCode() + ": " + answer.body());
    }
  }

  /** A number of {@code /api/v1/status}. */
  long status(String key) throws IOException, InterruptedException {
    String status = get("/api/v1/status");
    Matcher number = Pattern.compile('"' + key + "\":(\\d+)").matcher(status);
    if (!number.find()) {
      throw new IOException("no " + key + " in " + status);
    }
    return Long.parseLong(number.group(1));
  }

  /** Waits until all that was accepted is stored, and can be found. */
  void awaitStored() throws IOException, InterruptedException {
    Semaphore never = new Semaphore(0);
    while (status("pendingBatches") > 0) {
      if (never.tryAcquire(50, TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException("nobody gives a permit");
      }
    }
  }

  /** The most memory it had so far, in bytes; -1 where the system does not tell. */
  long peakBytes() throws IOException {
    return ProcessMemory.peakBytes(process);
  }

  /** SIGTERM: it stores what is left, and ends. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
