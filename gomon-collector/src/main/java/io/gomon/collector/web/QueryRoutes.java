/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.web;

import io.gomon.collector.query.EventQueries;
import io.gomon.collector.query.QueryException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http.UriCompliance.Violation;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * The questions of docs/API.md's table "Out": everything under {@code /api/v1} but the path where
 * events come in. A request for another path is left to the next handler. Any thread; blocks while
 * a question is answered.
 */
public final class QueryRoutes extends Handler.Abstract {
  /**
   * What a server has to accept so that services whose names hold a slash or a percent sign can be
   * asked for: for {@code HttpConfiguration.setUriCompliance}.
   */
  public static final UriCompliance URI_COMPLIANCE =
      UriCompliance.DEFAULT.with(
          "SERVICE_NAMES", Violation.AMBIGUOUS_PATH_SEPARATOR, Violation.AMBIGUOUS_PATH_ENCODING);

  private static final Logger LOG = System.getLogger("io.gomon.collector.web");

  private final Map<String, Route> routes;
  private final CollectorStatus status;
  private final AtomicBoolean failedBefore = new AtomicBoolean();

  private QueryRoutes(Map<String, Route> routes, CollectorStatus status) {
    this.routes = routes;
    this.status = status;
  }

  /** The handler of all these routes. */
  public static Handler handler(EventQueries queries, CollectorStatus status) {
    return handler(queries, status, InstantSource.system());
  }

  static Handler handler(EventQueries queries, CollectorStatus status, InstantSource clock) {
    QueryAnswers answers = new QueryAnswers(queries, status, clock);
    return new QueryRoutes(
        Map.of(
            "/api/v1/status", answers::status,
            "/api/v1/services", answers::services,
            "/api/v1/services/*/series", answers::series,
            "/api/v1/services/*/operations", answers::operations,
            "/api/v1/services/*/memory", answers::memory,
            "/api/v1/traces", answers::traces,
            "/api/v1/traces/*", answers::trace,
            "/api/v1/sql", answers::statements),
        status);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    // As it came, not yet decoded: a service's name may hold a slash.
    String path = request.getHttpURI().getPath();
    if (!isOurs(path)) {
      return false;
    }
    response.getHeaders().put("Gomon-Collector", status.version());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    response.getHeaders().put("X-Content-Type-Options", "nosniff");
    byte[] answer;
    try {
      answer = answer(request, response, path);
      response.setStatus(200);
    } catch (RequestException e) {
      answer = error(response, e.status, e.getMessage());
    } catch (QueryException e) {
      answer = queryFailed(response, e);
    } catch (RuntimeException e) {
      // A fault of ours; Jetty's own answer would be HTML.
      log("A query failed.", e);
      answer = error(response, 500, "The collector failed to answer; its log says why.");
    }
    response.write(true, ByteBuffer.wrap(answer), callback);
    return true;
  }

  private byte[] answer(Request request, Response response, String path)
      throws RequestException, QueryException {
    MatchedPath matched = MatchedPath.of(path);
    Route route = routes.get(matched.pattern());
    if (route == null) {
      throw new RequestException(404, "There is nothing at " + path + ". See docs/API.md.");
    }
    if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
      response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
      throw new RequestException(405, "Use GET here, not " + request.getMethod() + ".");
    }
    return route.answer(request, matched.variable());
  }

  private static boolean isOurs(@Nullable String path) {
    if (path == null || path.equals("/api/v1/events")) {
      return false;
    }
    return path.startsWith("/api/v1/") || path.equals("/api/v1");
  }

  private byte[] queryFailed(Response response, QueryException e) {
    if (e.isTemporary()) {
      return error(response, 503, e.getMessage());
    }
    log("The store could not answer a query.", e);
    return error(response, 500, e.getMessage());
  }

  private static byte[] error(Response response, int status, @Nullable String message) {
    response.setStatus(status);
    if (status == 503) {
      response.getHeaders().put(HttpHeader.RETRY_AFTER, "1");
    }
    return JsonAnswer.error(message == null ? "Unknown." : message);
  }

  /** The first failure loud, the others at debug level: a dashboard asks every few seconds. */
  private void log(String message, Exception e) {
    LOG.log(failedBefore.getAndSet(true) ? Level.DEBUG : Level.WARNING, message, e);
  }
}
