/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.http;

import io.gomon.collector.ingest.JsonText;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** {@code GET /health} and {@code GET /ready}. */
public final class HealthRoutes extends Handler.Abstract.NonBlocking {
  private final Supplier<@Nullable String> reasonNotReady;

  /**
   * Makes the routes.
   *
   * @param reasonNotReady null when all is well
   */
  public HealthRoutes(Supplier<@Nullable String> reasonNotReady) {
    this.reasonNotReady = reasonNotReady;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    String path = Request.getPathInContext(request);
    if (!path.equals("/health") && !path.equals("/ready")) {
      return false;
    }
    if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
      response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
      Answers.error(response, 405, path + " is asked with GET", callback);
    } else if (path.equals("/health")) {
      Answers.json(response, 200, "{\"up\":true}", callback);
    } else {
      ready(response, callback);
    }
    return true;
  }

  private void ready(Response response, Callback callback) {
    String reason = reasonNotReady.get();
    if (reason == null) {
      Answers.json(response, 200, "{\"ready\":true}", callback);
      return;
    }
    JsonText json = new JsonText().beginObject().key("ready").bool(false);
    Answers.json(response, 503, json.key("error").text(reason).endObject().toString(), callback);
  }
}
