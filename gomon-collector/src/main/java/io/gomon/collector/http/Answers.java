/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.http;

import io.gomon.collector.ingest.JsonText;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Writes whole answers. Any thread. */
final class Answers {
  static final String JSON = "application/json";

  private Answers() {}

  static void json(Response response, int status, String json, Callback callback) {
    bytes(response, status, JSON, json.getBytes(StandardCharsets.UTF_8), callback);
  }

  /**
   * An error, which may come before the body of the request has. The server then closes the
   * connection, and says so: a client that used it again would fail for no fault of its own.
   */
  static void error(Response response, int status, String message, Callback callback) {
    if (!response.getRequest().consumeAvailable()) {
      response.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE);
    }
    JsonText json = new JsonText().beginObject().key("error").text(message).endObject();
    json(response, status, json.toString(), callback);
  }

  static void bytes(
      Response response, int status, String contentType, byte[] body, Callback callback) {
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, contentType);
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
    response.write(true, ByteBuffer.wrap(body), callback);
  }
}
