/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.exporter;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;

/** A real HTTP server that answers what it was told to, 200 by default, and keeps every request. */
@SuppressWarnings("ArrayRecordComponent") // requests are never compared as a whole
final class Peer implements AutoCloseable {
  record Reply(int status, Map<String, String> headers, byte[] body) {
    static Reply of(int status) {
      return new Reply(status, Map.of(), new byte[0]);
    }

    static Reply of(int status, String header, String value) {
      return new Reply(status, Map.of(header, value), new byte[0]);
    }
  }

  record Received(String method, String path, Map<String, String> headers, byte[] rawBody) {
    byte[] body() {
      if (!"gzip".equals(headers.get("content-encoding"))) {
        return rawBody;
      }
      try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(rawBody))) {
        return in.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    String batchId() {
      return headers.get("gomon-batch-id");
    }

    String text() {
      return new String(body(), StandardCharsets.UTF_8);
    }

    List<Span> spans() {
      try {
        List<Span> spans = new ArrayList<>();
        ExportTraceServiceRequest.parseFrom(body())
            .getResourceSpansList()
            .forEach(r -> r.getScopeSpansList().forEach(s -> spans.addAll(s.getSpansList())));
        return spans;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  final BlockingQueue<Received> requests = new LinkedBlockingQueue<>();
  final BlockingQueue<Reply> replies = new LinkedBlockingQueue<>();

  /** While it is not zero, answers wait. */
  volatile CountDownLatch gate = new CountDownLatch(0);

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;

  private Peer(int port) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  static Peer start() {
    return start(0);
  }

  static Peer start(int port) {
    try {
      return new Peer(port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  Received next() throws InterruptedException {
    Received received = requests.poll(20, TimeUnit.SECONDS);
    if (received == null) {
      throw new AssertionError("no request came");
    }
    return received;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
      byte[] body = exchange.getRequestBody().readAllBytes();
      String path = exchange.getRequestURI().getPath();
      requests.add(new Received(exchange.getRequestMethod(), path, headers, body));
      gate.await();
      Reply reply = replies.poll();
      reply = reply == null ? Reply.of(200) : reply;
      reply.headers().forEach(exchange.getResponseHeaders()::set);
      exchange.sendResponseHeaders(
          reply.status(), reply.body().length == 0 ? -1 : reply.body().length);
      exchange.getResponseBody().write(reply.body());
    } catch (InterruptedException e) {
      // The server is being stopped while this answer waits: the client sees a broken connection.
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
