/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.web;

import io.gomon.collector.query.LiveTail;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.Graceful;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /api/v1/tail}: events as they are stored, as server-sent events. One thread writes to
 * all who watch, and waits for none of them.
 */
public final class TailRoutes extends Handler.Abstract implements Graceful {
  static final String PATH = "/api/v1/tail";
  static final int MAX_READERS = 16;
  private static final long PERIOD_MILLIS = 200;
  private static final Logger LOG = System.getLogger("io.gomon.collector.web");

  private final LiveTail tail;
  private final String version;
  private final ConcurrentLinkedQueue<TailReader> readers = new ConcurrentLinkedQueue<>();
  private final AtomicInteger places = new AtomicInteger();
  private volatile boolean stopping;

  /** Set while it is started. */
  private @Nullable ScheduledExecutorService writer;

  /** The handler of this route. */
  public TailRoutes(LiveTail tail, String version) {
    this.tail = tail;
    this.version = version;
  }

  @Override
  protected void doStart() throws Exception {
    ScheduledExecutorService timer =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "gomon-tail");
              thread.setDaemon(true);
              return thread;
            });
    writer = timer;
    ScheduledFuture<?> unused =
        timer.scheduleWithFixedDelay(
            this::sendAll, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    super.doStart();
  }

  @Override
  protected void doStop() throws Exception {
    if (writer != null) {
      writer.shutdownNow();
    }
    super.doStop();
  }

  /** Ends all answers: they would go on for ever, and hold up the server's stop. */
  @Override
  public CompletableFuture<Void> shutdown() {
    stopping = true;
    for (TailReader reader : readers) {
      reader.end();
    }
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public boolean isShutdown() {
    return stopping;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    if (!PATH.equals(request.getHttpURI().getPath())) {
      return false;
    }
    ApiAnswers.begin(response, version);
    try {
      TailReader.Wanted wanted = wanted(request, response);
      if (places.incrementAndGet() > MAX_READERS || stopping) {
        places.decrementAndGet();
        response.getHeaders().put(HttpHeader.RETRY_AFTER, "1");
        throw new RequestException(503, MAX_READERS + " watch already. Close one, or ask later.");
      }
      response.setStatus(200);
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream");
      TailReader reader = new TailReader(request, response, callback, wanted, tail.join());
      readers.add(reader); // before the client knows: a stop from now on finds it
      reader.begin();
    } catch (RequestException e) {
      ApiAnswers.refuse(response, e, callback);
    }
    return true;
  }

  private static TailReader.Wanted wanted(Request request, Response response)
      throws RequestException {
    if (!request.getMethod().equals("GET")) {
      response.getHeaders().put(HttpHeader.ALLOW, "GET");
      throw new RequestException(405, "Use GET here, not " + request.getMethod() + ".");
    }
    QueryParameters parameters =
        QueryParameters.of(request, InstantSource.system(), Set.of("service", "status"));
    return new TailReader.Wanted(
        parameters.text("service"), TraceParameters.status(parameters.text("status")));
  }

  private void sendAll() {
    for (Iterator<TailReader> each = readers.iterator(); each.hasNext(); ) {
      TailReader reader = each.next();
      if (!isSent(reader)) {
        each.remove();
        tail.leave();
        places.decrementAndGet();
        reader.end();
      }
    }
  }

  private boolean isSent(TailReader reader) {
    try {
      return !stopping && reader.send(tail);
    } catch (RuntimeException e) {
      LOG.log(Level.DEBUG, "A watching client could not be served.", e); // the others are
      return false;
    }
  }
}
