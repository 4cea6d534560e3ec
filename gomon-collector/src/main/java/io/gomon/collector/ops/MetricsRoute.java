/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ops;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** {@code GET /metrics}, for Prometheus and all that read its text format. */
public final class MetricsRoute extends Handler.Abstract.NonBlocking {
  private final Supplier<String> metrics;

  public MetricsRoute(Supplier<String> metrics) {
    this.metrics = metrics;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    if (!Request.getPathInContext(request).equals("/metrics")) {
      return false;
    }
    if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
      response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
      Response.writeError(request, response, callback, 405, "/metrics is asked with GET");
      return true;
    }
    byte[] text = metrics.get().getBytes(StandardCharsets.UTF_8);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8");
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, text.length);
    response.write(true, ByteBuffer.wrap(text), callback);
    return true;
  }

  /** What was refused, by the reason that stands behind each status. */
  static String reasonOf(int status) {
    return switch (status) {
      case 400 -> "malformed";
      case 401, 403 -> "forbidden";
      case 404, 405 -> "no_such_door";
      case 408 -> "too_slow";
      case 411, 413 -> "too_large";
      case 415 -> "unknown_type";
      case 429 -> "too_busy";
      case 503 -> "disk_or_log";
      default -> "fault";
    };
  }

  /** Adds up statuses that have one reason. */
  static Map<String, Long> refusals(Map<Integer, LongAdder> byStatus) {
    Map<String, Long> byReason = new java.util.TreeMap<>();
    byStatus.forEach(
        (status, count) -> {
          if (status >= 400) {
            byReason.merge(reasonOf(status), count.sum(), Long::sum);
          }
        });
    return byReason;
  }
}
