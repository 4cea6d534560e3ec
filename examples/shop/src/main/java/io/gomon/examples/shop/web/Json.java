/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.examples.shop.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Reads and writes JSON bodies. Any thread. */
public final class Json {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Json() {}

  /**
   * Reads the body of a request.
   *
   * @throws HttpError if it is no such JSON
   */
  public static <T> T read(HttpServletRequest request, Class<T> type) throws IOException {
    try {
      T value = MAPPER.readValue(request.getInputStream(), type);
      if (value == null) {
        throw HttpError.badRequest("The body is empty");
      }
      return value;
    } catch (JacksonException e) {
      throw HttpError.badRequest("The body is not the JSON that is expected here");
    }
  }

  public static <T> T read(String text, Class<T> type) {
    return MAPPER.readValue(text, type);
  }

  public static String write(Object value) {
    return MAPPER.writeValueAsString(value);
  }

  public static void send(HttpServletResponse response, int status, Object value)
      throws IOException {
    response.setStatus(status);
    response.setContentType("application/json");
    response.getOutputStream().write(MAPPER.writeValueAsBytes(value));
  }

  public static void sendError(HttpServletResponse response, HttpError error) throws IOException {
    send(response, error.status(), Map.of("error", String.valueOf(error.getMessage())));
  }
}
