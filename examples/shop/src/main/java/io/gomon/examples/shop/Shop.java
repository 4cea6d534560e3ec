/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.examples.shop;

import com.zaxxer.hikari.HikariDataSource;
import io.gomon.examples.shop.Catalogue.Product;
import io.gomon.examples.shop.Orders.NewOrder;
import io.gomon.examples.shop.web.Database;
import io.gomon.examples.shop.web.HttpError;
import io.gomon.examples.shop.web.Json;
import io.gomon.examples.shop.web.JsonServlet;
import io.gomon.examples.shop.web.Monitoring;
import io.gomon.examples.shop.web.Options;
import io.gomon.examples.shop.web.WebServer;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import okhttp3.OkHttpClient;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;

/**
 * The shop service: products, orders, search, reports.
 *
 * <p>Options: {@code --port} (0: any), {@code --data} FOLDER, {@code --inventory} ADDRESS, {@code
 * --collector} ADDRESS.
 */
public final class Shop implements AutoCloseable {
  private final HikariDataSource pool;
  private final ExecutorService reports = Executors.newFixedThreadPool(2);
  private final Catalogue catalogue;
  private final Orders orders;
  private final InventoryClient inventory;
  private final WebServer web;

  private Shop(int port, Path data, String inventoryAddress) throws SQLException {
    pool = Database.open(data, "shop");
    SeedData.plant(pool);
    DataSource dataSource = Monitoring.watch(pool);
    catalogue = new Catalogue(dataSource);
    orders = new Orders(dataSource);
    inventory =
        new InventoryClient(
            inventoryAddress,
            Monitoring.watch(HttpClient.newHttpClient()),
            Monitoring.watch(new OkHttpClient()));
    web = WebServer.start(port, this::addRoutes);
  }

  public static void main(String[] args) throws SQLException {
    Options options = Options.parse(args, Set.of("port", "data", "inventory", "collector"));
    Monitoring monitoring = Monitoring.start("shop", options.text("collector", ""));
    Shop shop =
        start(
            options.number("port", 8081, 0, 65_535),
            Path.of(options.text("data", "shop-data")),
            options.text("inventory", "http://127.0.0.1:8082"));
    monitoring.stopAtExit(shop);
    System.out.println("shop listening on " + shop.address());
  }

  public static Shop start(int port, Path data, String inventoryAddress) throws SQLException {
    return new Shop(port, data, inventoryAddress);
  }

  public String address() {
    return web.address();
  }

  private void addRoutes(ServletContextHandler context) {
    Monitoring.watch(context);
    add(context, "/health", JsonServlet.onGet(request -> Map.of("up", true)));
    add(context, "/products", JsonServlet.onGet(this::products));
    add(context, "/products/*", JsonServlet.onGet(this::product));
    add(context, "/search", JsonServlet.onGet(this::search));
    add(context, "/orders", JsonServlet.onPost(this::placeOrder));
    add(context, "/orders/*", JsonServlet.onGet(r -> orders.order(JsonServlet.idOf(r))));
    add(context, "/checkout/*", JsonServlet.onPost(this::checkOut));
    add(context, "/coupons", JsonServlet.onGet(request -> orders.coupons()));
    ServletHolder report = new ServletHolder(new ReportServlet(orders, reports));
    report.setAsyncSupported(true);
    context.addServlet(report, "/report");
  }

  private static void add(ServletContextHandler context, String path, JsonServlet servlet) {
    context.addServlet(new ServletHolder(servlet), path);
  }

  private List<Product> products(HttpServletRequest request) throws SQLException {
    String page = request.getParameter("page");
    return catalogue.page(page == null ? 0 : Integer.parseInt(page));
  }

  private Map<String, Object> product(HttpServletRequest request) throws SQLException, IOException {
    Product product = catalogue.product(JsonServlet.idOf(request));
    return Map.of("product", product, "stock", inventory.stock(product.id()).quantity());
  }

  private List<Catalogue.Found> search(HttpServletRequest request) throws SQLException {
    String word = request.getParameter("q");
    if (word == null) {
      throw HttpError.badRequest("What to search for? Give a parameter q");
    }
    return catalogue.search(word);
  }

  private Orders.Placed placeOrder(HttpServletRequest request) throws SQLException, IOException {
    return orders.place(Json.read(request, NewOrder.class));
  }

  private Map<String, Object> checkOut(HttpServletRequest request)
      throws SQLException, IOException {
    int id = JsonServlet.idOf(request);
    List<Orders.Line> lines = orders.lines(id);
    if (lines.isEmpty()) {
      throw HttpError.notFound("There is nothing in order " + id);
    }
    for (Orders.Line line : lines) {
      inventory.reserve(line.product(), line.quantity());
    }
    orders.markPaid(id);
    return Map.of("order", id, "status", "paid");
  }

  @Override
  public void close() {
    web.close();
    reports.shutdown();
    pool.close();
  }
}
