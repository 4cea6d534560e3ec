/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A program that knows nothing of tracing: it serves HTTP, asks a database, logs, fails, calls
 * itself, and waits until its input ends. {@link AgentTest} has OpenTelemetry's agent watch it.
 */
final class WatchedShop {
  private static final Logger LOG = Logger.getLogger("shop.Items");

  private final Connection connection;

  private WatchedShop(Connection connection) {
    this.connection = connection;
  }

  public static void main(String[] args) throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:shop");
        Statement statement = connection.createStatement()) {
      statement.execute("create table item (id int primary key, name varchar)");
      statement.execute("insert into item values (1, 'tea')");
      WatchedShop shop = new WatchedShop(connection);
      server.createContext("/items", shop::items);
      server.createContext("/broken", shop::broken);
      server.start();
      String address = "http://127.0.0.1:" + server.getAddress().getPort();
      HttpClient client = HttpClient.newHttpClient();
      HttpRequest items = HttpRequest.newBuilder(URI.create(address + "/items")).build();
      System.out.println(send(client, items));
      System.out.println(send(client, items));
      System.out.println(
          send(
              client,
              HttpRequest.newBuilder(URI.create(address + "/broken"))
                  .POST(HttpRequest.BodyPublishers.noBody()) // a GET would be tried once more
                  .build()));
    }
    System.gc();
    System.out.println("done");
    System.in.read(); // until it may end
    server.stop(0);
  }

  private static String send(HttpClient client, HttpRequest request) throws InterruptedException {
    try {
      HttpResponse<String> response =
          client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      return response.statusCode() + " " + response.body();
    } catch (IOException e) {
      return "no answer: " + e; // an exception in a handler closes the connection
    }
  }

  private void items(HttpExchange exchange) throws IOException {
    LOG.info("item asked");
    try (PreparedStatement query =
        connection.prepareStatement("select name from item where id = ?")) {
      query.setInt(1, 1);
      try (ResultSet row = query.executeQuery()) {
        row.next();
        byte[] body = row.getString(1).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
      }
    } catch (SQLException e) {
      throw new IOException(e);
    }
    exchange.close();
  }

  private void broken(HttpExchange exchange) {
    try (Statement statement = connection.createStatement()) {
      statement.executeQuery("select name from missing");
    } catch (SQLException e) {
      LOG.log(Level.SEVERE, "no table", e);
      throw new IllegalStateException("nothing to show", e);
    }
  }
}
