/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ops;

import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Tells of questions that take a second or more, or fail. Any thread. */
public final class QuestionWatch extends Handler.Wrapper {
  private static final long SLOW_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** As long as their clients like. */
  private static final Set<String> LONG = Set.of("/api/v1/tail", "/api/v1/export");

  private final SelfMonitoring self;

  public QuestionWatch(Handler questions, SelfMonitoring self) {
    super(questions);
    this.self = self;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    return super.handle(request, response, new Watching(request, response, callback));
  }

  private final class Watching extends Callback.Nested {
    private final String path;
    private final Response response;
    private final long startNanos = System.nanoTime();

    Watching(Request request, Response response, Callback callback) {
      super(callback);
      this.path = Request.getPathInContext(request);
      this.response = response;
    }

    @Override
    public void succeeded() {
      ended();
      super.succeeded();
    }

    @Override
    public void failed(Throwable cause) {
      ended();
      super.failed(cause);
    }

    private void ended() {
      long elapsedNanos = System.nanoTime() - startNanos;
      boolean slow = elapsedNanos >= SLOW_NANOS && !LONG.contains(path);
      if (slow || response.getStatus() >= 500) {
        self.question(path, response.getStatus(), elapsedNanos);
      }
    }
  }
}
