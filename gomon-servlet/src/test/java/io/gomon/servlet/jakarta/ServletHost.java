/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.servlet.jakarta;

import jakarta.servlet.Filter;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;

/** A real servlet container on a free loopback port. Set it up, then start it. */
interface ServletHost extends AutoCloseable {

  /** Adds a filter behind the former ones, for everything and all dispatcher types. */
  ServletHost filter(Filter filter);

  ServletHost serve(String pattern, Handler handler);

  /** Forwards answers with this status, or any exception for 500, to a path. */
  ServletHost errorPage(int status, String path);

  ServletHost start() throws Exception;

  int port();

  @Override
  void close() throws Exception;

  default URI uri(String pathAndQuery) {
    return URI.create("http://127.0.0.1:" + port() + pathAndQuery);
  }

  /** What a servlet does. */
  @FunctionalInterface
  interface Handler {
    void handle(HttpServletRequest request, HttpServletResponse response)
        throws ServletException, IOException;
  }

  /** A servlet that does what the handler says. */
  final class HandlerServlet extends HttpServlet {
    private final transient Handler handler;

    HandlerServlet(Handler handler) {
      this.handler = handler;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws ServletException, IOException {
      handler.handle(request, response);
    }
  }
}
