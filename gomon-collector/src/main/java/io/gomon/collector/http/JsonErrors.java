/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.http;

import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Errors that no route made: Jetty's own, such as a request that is no HTTP, or a fault of ours.
 */
final class JsonErrors extends ErrorHandler {
  private final String version;

  JsonErrors(String version) {
    this.version = version;
  }

  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int code,
      @Nullable String message,
      @Nullable Throwable cause,
      Callback callback) {
    response.getHeaders().put("Gomon-Collector", version);
    String text = code >= 500 ? "the collector failed on this request; its log says why" : message;
    Answers.error(response, code, text == null ? "not served: status " + code : text, callback);
  }
}
