/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.servlet.jakarta;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import java.util.EnumSet;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.jetty.ee10.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** Jetty 12.1, Jakarta EE 10. */
final class JettyHost implements ServletHost {
  private static final Logger LOG = Logger.getLogger("org.eclipse.jetty");

  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server);
  private final ErrorPageErrorHandler errorPages = new ErrorPageErrorHandler();
  private final ServletContextHandler context;

  JettyHost(String contextPath) {
    LOG.setLevel(Level.OFF);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    context = new ServletContextHandler(contextPath.isEmpty() ? "/" : contextPath);
    context.setErrorHandler(errorPages);
    server.setHandler(context);
  }

  @Override
  public ServletHost filter(Filter filter) {
    FilterHolder holder = new FilterHolder(filter);
    holder.setAsyncSupported(true);
    context.addFilter(holder, "/*", EnumSet.allOf(DispatcherType.class));
    return this;
  }

  @Override
  public ServletHost serve(String pattern, Handler handler) {
    ServletHolder holder = new ServletHolder(new HandlerServlet(handler));
    holder.setAsyncSupported(true);
    context.addServlet(holder, pattern);
    return this;
  }

  @Override
  public ServletHost errorPage(int status, String path) {
    errorPages.addErrorPage(status, path);
    return this;
  }

  @Override
  public ServletHost start() throws Exception {
    server.start();
    return this;
  }

  @Override
  public int port() {
    return connector.getLocalPort();
  }

  @Override
  public void close() throws Exception {
    server.stop();
  }
}
