/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.benchmarks.collector;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Zipkin's server with its store in memory, as a process of its own. It keeps its newest 500,000
 * spans in its heap, which needs 1 to 4 GB for those of the benchmark: with 1 GB it stood still
 * before it had them.
 */
final class RunningZipkin implements AutoCloseable {
  private static final String HEAP = "-Xmx4g";
  private static final long START_SECONDS = 120;

  private final Process process;
  private final int port;

  private RunningZipkin(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** The server's jar, which the profile {@code zipkin} puts there. */
  static Optional<Path> jar() throws IOException {
    Path libraries = Path.of(System.getProperty("gomon.bench.zipkin", "target/zipkin"));
    if (!Files.isDirectory(libraries)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.list(libraries)) {
      return files.filter(file -> file.toString().endsWith(".jar")).findFirst();
    }
  }

  static RunningZipkin start(Path jar, Path folder) throws IOException, InterruptedException {
    int port = freePort();
    Path log = folder.resolve("zipkin.log");
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    HEAP,
                    "-jar",
                    jar.toString(),
                    "--zipkin.query.port=" + port,
                    "--server.port=" + port,
                    "--armeria.ports[0].port=" + port,
                    "--armeria.ports[0].protocols[0]=http"))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    RunningZipkin zipkin = new RunningZipkin(process, port);
    if (!zipkin.isUp()) {
      zipkin.close();
      throw new IOException("Zipkin does not start: " + Files.readString(log));
    }
    return zipkin;
  }

  int port() {
    return port;
  }

  /** The most memory it had so far, in bytes; -1 where the system does not tell. */
  long peakBytes() throws IOException {
    return ProcessMemory.peakBytes(process);
  }

  private boolean isUp() throws InterruptedException {
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest health =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health"))
            .timeout(Duration.ofSeconds(2))
            .build();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    boolean isUp = false;
    while (!isUp && System.nanoTime() < end && !process.waitFor(200, TimeUnit.MILLISECONDS)) {
      isUp = answersWell(client, health);
    }
    return isUp;
  }

  private static boolean answersWell(HttpClient client, HttpRequest health)
      throws InterruptedException {
    try {
      return client.send(health, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false; // it does not listen yet
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }
}
