/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.http;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Errors that no route made: Jetty's own, such as a request that is no HTTP, or one that comes
 * while the server stops; or a fault of ours.
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
    if (code == HttpStatus.SERVICE_UNAVAILABLE_503) {
      response.getHeaders().put(HttpHeader.RETRY_AFTER, 5);
    }
    Answers.error(response, code, text(code, message), callback);
  }

  private static String text(int code, @Nullable String message) {
    if (code == HttpStatus.SERVICE_UNAVAILABLE_503) { // of GracefulHandler alone
      return "the collector is stopping; send this again when it runs";
    }
    if (code >= 500) {
      return "the collector failed on this request; its log says why";
    }
    return message == null ? "not served: status " + code : message;
  }
}
