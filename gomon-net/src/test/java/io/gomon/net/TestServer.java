/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.net;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.EnumSet;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** A real Jetty on a free loopback port: each path has its own answer. */
public final class TestServer implements AutoCloseable {
  private static final Logger JETTY_LOG = Logger.getLogger("org.eclipse.jetty");

  /** Answers one request. */
  @FunctionalInterface
  public interface Answer {
    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException;
  }

  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server);
  private final ServletContextHandler context = new ServletContextHandler("/");
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();

  public TestServer() {
    JETTY_LOG.setLevel(Level.WARNING);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(context);
    ServletHolder holder = new ServletHolder(new AnswerServlet());
    holder.setAsyncSupported(true);
    context.addServlet(holder, "/*");
    on("/ok", (request, response) -> response.getWriter().print("ok"));
  }

  public TestServer filter(Filter filter) {
    FilterHolder holder = new FilterHolder(filter);
    holder.setAsyncSupported(true);
    context.addFilter(
        holder,
        "/*",
        EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR));
    return this;
  }

  public TestServer on(String path, Answer answer) {
    answers.put(path, answer);
    return this;
  }

  public TestServer start() throws Exception {
    server.start();
    return this;
  }

  public int port() {
    return connector.getLocalPort();
  }

  public String url(String pathAndQuery) {
    return "http://127.0.0.1:" + port() + pathAndQuery;
  }

  public URI uri(String pathAndQuery) {
    return URI.create(url(pathAndQuery));
  }

  @Override
  public void close() throws Exception {
    server.stop();
  }

  private final class AnswerServlet extends HttpServlet {
    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      Answer answer = answers.get(request.getRequestURI());
      if (answer == null) {
        response.sendError(404);
      } else {
        answer.answer(request, response);
      }
    }
  }
}
