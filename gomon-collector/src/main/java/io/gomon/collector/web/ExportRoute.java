/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.web;

import io.gomon.collector.archive.StoreExport;
import io.gomon.collector.query.TimeRange;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.Graceful;

/**
 * {@code GET /api/v1/export}: stored events, one a line. It may take hours, so it has a place of
 * its own, one for all, and a thread that waits for the client: no question waits for it. When it
 * fails half-way, the connection is cut before the end of the answer.
 */
public final class ExportRoute extends Handler.Abstract implements Graceful {
  static final String PATH = "/api/v1/export";
  private static final int BUFFER_BYTES = 64 << 10;
  private static final Logger LOG = System.getLogger("io.gomon.collector.web");

  private final StoreExport export;
  private final String version;
  private final AtomicBoolean running = new AtomicBoolean();
  private volatile boolean stopping;

  /** The handler of this route. */
  public ExportRoute(StoreExport export, String version) {
    this.export = export;
    this.version = version;
  }

  @Override
  public CompletableFuture<Void> shutdown() {
    stopping = true;
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
      StoreExport.Wanted wanted = wanted(request, response);
      if (stopping) {
        throw new RequestException(503, "The collector is stopping.");
      }
      if (!running.compareAndSet(false, true)) {
        response.getHeaders().put(HttpHeader.RETRY_AFTER, "5");
        throw new RequestException(503, "An export is running already. Ask when it has ended.");
      }
      response.setStatus(200);
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/x-ndjson");
      Thread thread = new Thread(() -> write(wanted, response, callback), "gomon-export");
      thread.setDaemon(true);
      begin(thread);
    } catch (RequestException e) {
      ApiAnswers.refuse(response, e, callback);
    }
    return true;
  }

  private void begin(Thread thread) {
    boolean begun = false;
    try {
      thread.start();
      begun = true;
    } finally {
      if (!begun) {
        running.set(false); // no memory for a thread: the next may have more luck
      }
    }
  }

  private static StoreExport.Wanted wanted(Request request, Response response)
      throws RequestException {
    if (!request.getMethod().equals("GET")) {
      response.getHeaders().put(HttpHeader.ALLOW, "GET");
      throw new RequestException(405, "Use GET here, not " + request.getMethod() + ".");
    }
    QueryParameters parameters =
        QueryParameters.of(request, InstantSource.system(), Set.of("from", "to", "service"));
    TimeRange range = parameters.range(0, TimeRange.MAX_MILLIS);
    return new StoreExport.Wanted(range.fromNanos(), range.toNanos(), parameters.text("service"));
  }

  private void write(StoreExport.Wanted wanted, Response response, Callback callback) {
    try {
      // Never closed: that would end an answer in good order that ended before its end.
      OutputStream out =
          new BufferedOutputStream(Content.Sink.asOutputStream(response), BUFFER_BYTES);
      export.write(wanted, out, () -> stopping);
      running.set(false); // before the client knows that it has all: it may ask again at once
    } catch (IOException | RuntimeException | Error e) {
      // most likely the client has gone; else the store, or no memory: the connection is cut
      LOG.log(Level.WARNING, "An export ended before its end: " + e.getMessage());
      running.set(false);
      callback.failed(e);
      return;
    }
    callback.succeeded();
  }
}
