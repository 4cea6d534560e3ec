/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.http;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The HTTP server: one port, and routes that are asked one after the other. */
public final class HttpFront implements AutoCloseable {
  private static final int MAX_THREADS = 128;
  private static final int MIN_THREADS = 4;
  private static final int THREAD_IDLE_MILLIS = 60_000;
  private static final int CONNECTION_IDLE_MILLIS = 30_000;
  private static final int MAX_CONNECTIONS = 512;

  /** At that many, those that do nothing are closed, and others wait to be accepted. */
  private static final long CROWDED_IDLE_MILLIS = 1_000;

  private static final int HEADER_BYTES = 16 << 10;
  private static final long STOP_MILLIS = 5_000;
  private static final long SHUTDOWN_IDLE_MILLIS = 100;

  private final Server server;
  private final ServerConnector connector;

  /**
   * Builds the server; nothing is open yet.
   *
   * @param port 0: any free one
   * @param uris what may stand in a path
   * @param routes asked in this order; the first that handles a request wins
   */
  public HttpFront(
      InetAddress bind, int port, String version, UriCompliance uris, List<Handler> routes) {
    QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, MIN_THREADS, THREAD_IDLE_MILLIS);
    threads.setName("gomon-http");
    server = new Server(threads);
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(HEADER_BYTES);
    http.setUriCompliance(uris);
    connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    connector.setHost(bind.getHostAddress());
    connector.setPort(port);
    connector.setIdleTimeout(CONNECTION_IDLE_MILLIS);
    connector.setShutdownIdleTimeout(SHUTDOWN_IDLE_MILLIS);
    server.addConnector(connector);
    NetworkConnectionLimit connections = new NetworkConnectionLimit(MAX_CONNECTIONS, connector);
    connections.setEndPointIdleTimeout(CROWDED_IDLE_MILLIS);
    server.addBean(connections);
    Handler all = new Handler.Sequence(routes);
    server.setHandler(new GracefulHandler(new Border(version, bind.isLoopbackAddress(), all)));
    server.setErrorHandler(new JsonErrors(version));
    server.setStopTimeout(STOP_MILLIS);
  }

  /**
   * Takes the port. Requests are not served before {@link #start}.
   *
   * @throws IOException if it is taken, or may not be
   */
  public void open() throws IOException {
    connector.open();
  }

  public void start() throws IOException {
    try {
      server.start();
    } catch (IOException e) {
      throw e;
    } catch (Exception e) { // Jetty declares no less
      throw new IOException("the HTTP server does not start: " + e.getMessage(), e);
    }
  }

  /** The port that is open. */
  public int port() {
    return connector.getLocalPort();
  }

  /** Takes no more requests, lets those that run end, for at most 5 s. */
  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      // a request did not end in time, and was cut off: it had no answer, so nothing is broken
      return;
    }
  }
}
