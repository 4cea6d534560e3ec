/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.examples.shop;

import io.gomon.EventTracker;
import io.gomon.Scope;
import io.gomon.examples.shop.web.Json;
import io.gomon.servlet.jakarta.GomonFilter;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.Executor;

/** Sales by category, computed off the request thread. */
final class ReportServlet extends HttpServlet {
  private static final long serialVersionUID = 1;
  private static final int UNAVAILABLE = 503;

  private final transient Orders orders;
  private final transient Executor executor;

  ReportServlet(Orders orders, Executor executor) {
    this.orders = orders;
    this.executor = executor;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response) {
    AsyncContext async = request.startAsync();
    // The executor's thread knows nothing of this request: it is told which event it works for.
    EventTracker event = GomonFilter.current(request);
    executor.execute(
        () -> {
          try (Scope scope = event.makeCurrent()) {
            report(response);
          } finally {
            async.complete();
          }
        });
  }

  private void report(HttpServletResponse response) {
    try {
      Json.send(response, 200, orders.sales());
    } catch (SQLException | IOException e) {
      System.getLogger("shop").log(System.Logger.Level.WARNING, "No report", e);
      response.setStatus(UNAVAILABLE);
    }
  }
}
