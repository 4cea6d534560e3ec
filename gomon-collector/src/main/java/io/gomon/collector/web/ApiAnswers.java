/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.web;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** What all answers below {@code /api/v1} have in common. */
final class ApiAnswers {
  private ApiAnswers() {}

  /** The headers of whatever the answer will be. */
  static void begin(Response response, String version) {
    response.getHeaders().put("Gomon-Collector", version);
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    response.getHeaders().put("X-Content-Type-Options", "nosniff");
  }

  /** Says in one piece why there is no other answer. */
  static void refuse(Response response, RequestException why, Callback callback) {
    response.setStatus(why.status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    Body body = JsonAnswer.error(String.valueOf(why.getMessage()));
    response.write(true, ByteBuffer.wrap(body.toBytes()), callback);
  }
}
