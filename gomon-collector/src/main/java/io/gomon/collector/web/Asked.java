/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.web;

import io.gomon.collector.query.QueryContext;
import java.nio.ByteBuffer;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** A request that waits for its answer, and gets one, once. */
final class Asked {
  final Request request;
  final Response response;
  final QueryContext context;
  private final Callback callback;
  private final ClientConnection client;

  /** Guarded by this. */
  private boolean answered;

  Asked(Request request, Response response, Callback callback, QueryContext context) {
    this.request = request;
    this.response = response;
    this.callback = callback;
    this.context = context;
    this.client = new ClientConnection(request);
  }

  /** Sends an answer; the status and headers are set. */
  void answer(byte[] body) {
    synchronized (this) {
      answered = true; // from now on the connection is the server's again
    }
    response.write(true, ByteBuffer.wrap(body), callback);
  }

  /** There will be no answer. */
  void fail(Throwable cause) {
    callback.failed(cause);
  }

  /** Cancels the question when its client has gone; true when that is so for the first time. */
  synchronized boolean cancelIfGone() {
    if (answered || context.isCancelled() || !client.isGone()) {
      return false;
    }
    context.cancel();
    return true;
  }
}
