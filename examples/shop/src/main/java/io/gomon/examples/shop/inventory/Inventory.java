/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.examples.shop.inventory;

import com.zaxxer.hikari.HikariDataSource;
import io.gomon.examples.shop.web.Database;
import io.gomon.examples.shop.web.HttpError;
import io.gomon.examples.shop.web.JsonServlet;
import io.gomon.examples.shop.web.Monitoring;
import io.gomon.examples.shop.web.Options;
import io.gomon.examples.shop.web.WebServer;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;

/**
 * The inventory service.
 *
 * <p>Options: {@code --port} (0: any), {@code --data} FOLDER, {@code --collector} ADDRESS.
 */
public final class Inventory implements AutoCloseable {
  private final HikariDataSource pool;
  private final Stock stock;
  private final WebServer web;

  private Inventory(int port, Path data) throws SQLException {
    pool = Database.open(data, "inventory");
    Stock.plant(pool);
    stock = new Stock(Monitoring.watch(pool));
    web = WebServer.start(port, this::addRoutes);
  }

  public static void main(String[] args) throws SQLException {
    Options options = Options.parse(args, Set.of("port", "data", "collector"));
    Monitoring monitoring = Monitoring.start("inventory", options.text("collector", ""));
    Inventory inventory =
        start(
            options.number("port", 8082, 0, 65_535),
            Path.of(options.text("data", "inventory-data")));
    monitoring.stopAtExit(inventory);
    System.out.println("inventory listening on " + inventory.address());
  }

  public static Inventory start(int port, Path data) throws SQLException {
    return new Inventory(port, data);
  }

  public String address() {
    return web.address();
  }

  private void addRoutes(ServletContextHandler context) {
    Monitoring.watch(context);
    add(context, "/health", JsonServlet.onGet(request -> Map.of("up", true)));
    add(context, "/stock/*", JsonServlet.onGet(r -> stock.level(JsonServlet.idOf(r))));
    add(context, "/reserve", JsonServlet.onPost(this::reserve));
  }

  private static void add(ServletContextHandler context, String path, JsonServlet servlet) {
    context.addServlet(new ServletHolder(servlet), path);
  }

  private Stock.Level reserve(HttpServletRequest request) throws SQLException {
    return stock.reserve(number(request, "product"), number(request, "quantity"));
  }

  private static int number(HttpServletRequest request, String name) {
    try {
      return Integer.parseInt(String.valueOf(request.getParameter(name)));
    } catch (NumberFormatException e) {
      throw HttpError.badRequest("Parameter " + name + " must be a number");
    }
  }

  @Override
  public void close() {
    web.close();
    pool.close();
  }
}
