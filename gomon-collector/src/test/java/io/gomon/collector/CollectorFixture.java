/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector;

import io.gomon.collector.http.Limits;
import io.gomon.collector.store.TelemetryStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;

/** A real collector on a free port, with a store in memory; and what is sent to it. */
final class CollectorFixture implements AutoCloseable {
  static final Limits LIMITS = new Limits(100_000, 4_000_000, 8, 20_000_000);
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  final MemoryStore store;
  final Collector collector;

  private CollectorFixture(MemoryStore store, Collector collector) {
    this.store = store;
    this.collector = collector;
  }

  static CollectorFixture start(Path folder) throws StartException {
    return start(folder, LIMITS, 64 << 20);
  }

  static CollectorFixture start(Path folder, Limits limits, long maxWalBytes)
      throws StartException {
    MemoryStore store = new MemoryStore();
    return new CollectorFixture(
        store, Collector.start(config(folder, limits, maxWalBytes), wiring(store)));
  }

  static CollectorConfig config(Path folder, Limits limits, long maxWalBytes) {
    return new CollectorConfig(
        InetAddress.getLoopbackAddress(),
        0,
        folder,
        Duration.ofDays(7),
        new CollectorConfig.Disk(maxWalBytes, 0, 1),
        limits,
        false);
  }

  static Wiring.Opener wiring(TelemetryStore store) {
    return (folder, retention) -> new Wiring(store, status -> List.of());
  }

  HttpRequest.Builder to(String path) {
    return to(collector, path);
  }

  static HttpRequest.Builder to(Collector collector, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + collector.port() + path))
        .timeout(Duration.ofSeconds(30));
  }

  HttpRequest.Builder post(String path, String contentType, byte[] body) {
    return to(path)
        .header("Content-Type", contentType)
        .POST(HttpRequest.BodyPublishers.ofByteArray(body));
  }

  HttpRequest.Builder postEvents(String json) {
    return postEvents(collector, json);
  }

  static HttpRequest.Builder postEvents(Collector collector, String json) {
    return to(collector, "/api/v1/events")
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(json));
  }

  static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** Sends bytes as they are and gives all that comes until the server closes. */
  String raw(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), collector.port())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** One event as JSON, with an id of its own. */
  static String event() {
    UUID id = UUID.randomUUID();
    return "{\"id\":\""
        + id
        + "\",\"trace\":\""
        + id.toString().replace("-", "")
        + "\",\"app-id\":\"019f1c2e-0000-7abc-8000-000000000001\",\"gomon:fp\":\"custom\","
        + "\"gomon:start\":"
        + System.currentTimeMillis() * 1_000_000
        + ",\"gomon:lapsed\":5}";
  }

  static byte[] gzip(byte[] plain) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  @Override
  public void close() {
    store.hold(false);
    collector.close();
  }
}
