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
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The real collector, with the heap that the launcher gives it, as a process of its own. */
final class RunningCollector implements AutoCloseable {
  private static final String HEAP = "-Xmx256m";
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
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    HEAP,
                    "-cp",
                    System.getProperty("java.class.path"),
                    "io.gomon.collector.Main",
                    "--port",
                    "0",
                    "--data",
                    folder.resolve("data").toString(),
                    "--retention",
                    "12d"))
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

  /** A number of {@code /api/v1/status}. */
  long status(String key) throws IOException, InterruptedException {
    String status = get("/api/v1/status");
    Matcher number = Pattern.compile('"' + key + "\":(\\d+)").matcher(status);
    if (!number.find()) {
      throw new IOException("no " + key + " in " + status);
    }
    return Long.parseLong(number.group(1));
  }

  /** The most memory it had so far, in bytes; -1 where the system does not tell. */
  long peakBytes() throws IOException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    if (!Files.exists(status)) {
      return -1;
    }
    try (Stream<String> lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .map(line -> line.replaceAll("[^0-9]", ""))
          .mapToLong(kilobytes -> Long.parseLong(kilobytes) << 10)
          .findFirst()
          .orElse(-1);
    }
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
