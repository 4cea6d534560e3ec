/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.web;

import io.gomon.collector.query.QueryContext;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IteratingNestedCallback;

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
  void answer(Body body) {
    synchronized (this) {
      answered = true; // from now on the connection is the server's again
    }
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.bytes());
    new Sending(body).iterate();
  }

  /** Sends one piece when the client has taken the one before. No thread waits meanwhile. */
  private final class Sending extends IteratingNestedCallback {
    private final Body body;
    private boolean sent;

    Sending(Body body) {
      super(callback);
      this.body = body;
    }

    @Override
    protected Action process() {
      if (sent) {
        return Action.SUCCEEDED;
      }
      ByteBuffer piece = body.next();
      sent = piece == null;
      response.write(sent, sent ? BufferUtil.EMPTY_BUFFER : piece, this);
      return Action.SCHEDULED;
    }
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
