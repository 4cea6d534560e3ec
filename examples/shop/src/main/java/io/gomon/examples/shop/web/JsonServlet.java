/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.examples.shop.web;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.SQLException;

/** A servlet whose answers are JSON: one function for GET, one for POST. */
public final class JsonServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  /** Answers a request with a value that is sent as JSON. */
  @FunctionalInterface
  public interface Handler {
    Object answer(HttpServletRequest request) throws SQLException, IOException;
  }

  private final transient Handler get;
  private final transient Handler post;

  private JsonServlet(Handler get, Handler post) {
    this.get = get;
    this.post = post;
  }

  public static JsonServlet create(Handler get, Handler post) {
    return new JsonServlet(get, post);
  }

  public static JsonServlet onGet(Handler get) {
    return create(get, JsonServlet::noSuchMethod);
  }

  public static JsonServlet onPost(Handler post) {
    return create(JsonServlet::noSuchMethod, post);
  }

  /**
   * The number behind the servlet's own path: 17 of {@code /products/17}.
   *
   * @throws HttpError if there is none
   */
  public static int idOf(HttpServletRequest request) {
    String path = request.getPathInfo();
    try {
      return Integer.parseInt(path == null ? "" : path.substring(1));
    } catch (NumberFormatException e) {
      throw HttpError.badRequest("A number is expected at the end of the path");
    }
  }

  private static Object noSuchMethod(HttpServletRequest request) {
    throw HttpError.notFound("No such method here");
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    answer(get, request, response);
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    answer(post, request, response);
  }

  private static void answer(
      Handler handler, HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    try {
      Json.send(response, 200, handler.answer(request));
    } catch (HttpError e) {
      Json.sendError(response, e);
    } catch (SQLException e) {
      throw new ServletException("The database said no", e);
    }
  }
}
