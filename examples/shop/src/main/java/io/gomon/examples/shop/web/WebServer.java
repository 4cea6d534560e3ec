/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.examples.shop.web;

import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Jetty with one servlet context, on the loopback address. */
public final class WebServer implements AutoCloseable {
  private static final int MAX_THREADS = 40;
  private static final long STOP_TIMEOUT_MILLIS = 5_000;

  /** Kept, as java.util.logging itself keeps no logger that nobody else does. */
  private static final Logger JETTY_LOGGER = Logger.getLogger("org.eclipse.jetty");

  private final Server server;
  private final ServerConnector connector;

  private WebServer(int port) {
    server = new Server(new QueuedThreadPool(MAX_THREADS));
    connector = new ServerConnector(server, 1, 1);
    connector.setHost("127.0.0.1");
    connector.setPort(port);
    server.addConnector(connector);
    server.setStopTimeout(STOP_TIMEOUT_MILLIS);
  }

  /**
   * Starts a server.
   *
   * @param port 0 takes any free one
   * @throws IllegalStateException if it cannot start, most likely as the port is taken
   */
  public static WebServer start(int port, Consumer<ServletContextHandler> routes) {
    // A request that fails is in GoMon's picture, with its stack; once is enough.
    JETTY_LOGGER.setLevel(Level.SEVERE);
    WebServer web = new WebServer(port);
    ServletContextHandler context = new ServletContextHandler("/");
    routes.accept(context);
    web.server.setHandler(new GracefulHandler(context));
    try {
      web.server.start();
    } catch (Exception e) {
      web.close();
      throw new IllegalStateException("Cannot listen on port " + port + ": " + e.getMessage(), e);
    }
    return web;
  }

  public int port() {
    return connector.getLocalPort();
  }

  public String address() {
    return "http://127.0.0.1:" + port();
  }

  /** Answers what is under way, up to 5 seconds, and takes nothing new. */
  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      // A request that does not end in time is cut off: the service is to stop all the same.
      System.getLogger("shop").log(System.Logger.Level.WARNING, "Stopped with force", e);
    }
  }
}
