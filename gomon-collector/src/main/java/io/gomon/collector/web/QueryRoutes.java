/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.web;

import io.gomon.collector.query.EventQueries;
import io.gomon.collector.query.QueryException;
import io.gomon.collector.query.QueryGate;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
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
 * events come in. A request for another path is left to the next handler. Any thread; blocks none:
 * questions are answered behind a {@link QueryGate}.
 */
public final class QueryRoutes extends Handler.Abstract {
  /**
   * What a server has to accept so that services whose names hold a slash or a percent sign can be
   * asked for: for {@code HttpConfiguration.setUriCompliance}.
   */
  public static final UriCompliance URI_COMPLIANCE =
      UriCompliance.DEFAULT.with(
          "SERVICE_NAMES", Violation.AMBIGUOUS_PATH_SEPARATOR, Violation.AMBIGUOUS_PATH_ENCODING);

  private static final String STATUS = "/api/v1/status";

  /** How soon it is seen that a client has gone. */
  private static final long WATCH_MILLIS = 200;

  private static final Logger LOG = System.getLogger("io.gomon.collector.web");

  private final Map<String, Route> routes;
  private final CollectorStatus status;
  private final QueryGate.Limits limits;

  /** Questions in the line, and those that run. */
  private final Map<Asked, Runnable> waiting = new ConcurrentHashMap<>();

  /** Set while it is started. */
  private @Nullable QueryGate gate;

  /** Set while it is started. */
  private @Nullable ScheduledExecutorService watch;

  private final AtomicBoolean failedBefore = new AtomicBoolean();

  private QueryRoutes(Map<String, Route> routes, CollectorStatus status, QueryGate.Limits limits) {
    this.routes = routes;
    this.limits = limits;
    this.status = status;
  }

  /** The handler of all these routes. */
  public static Handler handler(EventQueries queries, CollectorStatus status) {
    return handler(queries, status, InstantSource.system());
  }

  static Handler handler(EventQueries queries, CollectorStatus status, InstantSource clock) {
    QueryAnswers answers = new QueryAnswers(queries, status, clock);
    InsightAnswers insights = new InsightAnswers(queries, clock);
    return new QueryRoutes(routes(answers, insights), status, QueryGate.Limits.DEFAULT);
  }

  private static Map<String, Route> routes(QueryAnswers answers, InsightAnswers insights) {
    return Map.ofEntries(
        Map.entry(STATUS, answers::status),
        Map.entry("/api/v1/openapi.json", answers::openApi),
        Map.entry("/api/v1/services", answers::services),
        Map.entry("/api/v1/services/*/series", answers::series),
        Map.entry("/api/v1/services/*/operations", answers::operations),
        Map.entry("/api/v1/services/*/memory", answers::memory),
        Map.entry("/api/v1/services/*/heat", insights::heat),
        Map.entry("/api/v1/services/*/histogram", insights::latencies),
        Map.entry("/api/v1/services/*/presence", insights::presence),
        Map.entry("/api/v1/services/*/numbers", insights::numbers),
        Map.entry("/api/v1/traces", answers::traces),
        Map.entry("/api/v1/traces/*", answers::trace),
        Map.entry("/api/v1/sql", answers::statements),
        Map.entry("/api/v1/errors", insights::errors),
        Map.entry("/api/v1/edges", insights::edges));
  }

  /** All paths, with a star in place of what varies. */
  Set<String> patterns() {
    return routes.keySet();
  }

  @Override
  protected void doStart() throws Exception {
    QueryGate opened = new QueryGate(limits);
    gate = opened;
    ScheduledExecutorService timer =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "gomon-query-watch");
              thread.setDaemon(true);
              return thread;
            });
    watch = timer;
    ScheduledFuture<?> unused =
        timer.scheduleWithFixedDelay(
            () -> lookAfterClients(opened), WATCH_MILLIS, WATCH_MILLIS, TimeUnit.MILLISECONDS);
    super.doStart();
  }

  @Override
  protected void doStop() throws Exception {
    super.doStop();
    if (watch != null) {
      watch.shutdownNow();
    }
    if (gate != null) {
      gate.close();
    }
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    // As it came, not yet decoded: a service's name may hold a slash.
    String path = request.getHttpURI().getPath();
    if (!isOurs(path)) {
      return false;
    }
    ApiAnswers.begin(response, status.version());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    QueryGate open = Objects.requireNonNull(gate);
    Asked asked = new Asked(request, response, callback, open.newContext());
    try {
      MatchedPath matched = MatchedPath.of(path);
      Route route = route(request, response, matched, path);
      if (matched.pattern().equals(STATUS)) {
        asked.answer(answer(asked, route, matched)); // asks no store, and is wanted when all wait
      } else {
        ask(open, asked, () -> asked.answer(answer(asked, route, matched)));
      }
    } catch (RequestException e) {
      asked.answer(error(response, e.status, e.getMessage()));
    }
    return true;
  }

  private Route route(Request request, Response response, MatchedPath matched, String path)
      throws RequestException {
    Route route = routes.get(matched.pattern());
    if (route == null) {
      throw new RequestException(404, "There is nothing at " + path + ". See docs/API.md.");
    }
    if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
      response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
      throw new RequestException(405, "Use GET here, not " + request.getMethod() + ".");
    }
    return route;
  }

  private void ask(QueryGate open, Asked asked, Runnable answering) {
    Runnable question =
        () -> {
          try {
            answering.run();
          } catch (RuntimeException | Error e) {
            // A fault of ours, or no memory: the connection is closed.
            log("An answer could not be sent.", e);
            asked.fail(e);
          } finally {
            waiting.remove(asked);
          }
        };
    waiting.put(asked, question);
    if (!open.offer(question)) {
      waiting.remove(asked);
      asked.answer(error(asked.response, 503, "Too many questions at once. Try again."));
    }
  }

  /** Who has gone does not hold a place in the line, nor a thread. */
  private void lookAfterClients(QueryGate open) {
    waiting.forEach(
        (asked, question) -> {
          try {
            if (asked.cancelIfGone() && open.withdraw(question)) {
              question.run(); // ends at once, as it is cancelled
            }
          } catch (RuntimeException e) {
            log("A connection could not be looked at.", e); // the others are, and the timer goes on
          }
        });
  }

  private Body answer(Asked asked, Route route, MatchedPath matched) {
    Response response = asked.response;
    try {
      if (asked.context.isCancelled()) {
        return error(response, 503, "Nobody waits for the answer any more.");
      }
      Body answer = route.answer(asked.request, matched.variable(), asked.context);
      response.setStatus(200);
      return answer;
    } catch (RequestException e) {
      return error(response, e.status, e.getMessage());
    } catch (QueryException e) {
      return queryFailed(response, e);
    } catch (RuntimeException | Error e) {
      // A fault of ours, or no memory; Jetty's own answer would be HTML.
      log("A query failed.", e);
      return error(response, 500, "The collector failed to answer; its log says why.");
    }
  }

  private static boolean isOurs(@Nullable String path) {
    if (path == null || path.equals("/api/v1/events")) {
      return false;
    }
    return path.startsWith("/api/v1/") || path.equals("/api/v1");
  }

  private Body queryFailed(Response response, QueryException e) {
    if (e.isTemporary()) {
      return error(response, 503, e.getMessage());
    }
    log("The store could not answer a query.", e);
    return error(response, 500, e.getMessage());
  }

  private static Body error(Response response, int status, @Nullable String message) {
    response.setStatus(status);
    if (status == 503) {
      response.getHeaders().put(HttpHeader.RETRY_AFTER, "1");
    }
    return JsonAnswer.error(message == null ? "Unknown." : message);
  }

  /** The first failure loud, the others at debug level: a dashboard asks every few seconds. */
  private void log(String message, Throwable e) {
    LOG.log(failedBefore.getAndSet(true) ? Level.DEBUG : Level.WARNING, message, e);
  }
}
