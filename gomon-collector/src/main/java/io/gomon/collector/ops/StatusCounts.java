/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ops;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Counts what the routes around which it stands answered, by status. Any thread. */
public final class StatusCounts extends Handler.Wrapper {
  private final Map<Integer, LongAdder> counts = new ConcurrentSkipListMap<>();

  public StatusCounts(Handler routes) {
    super(routes);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    return super.handle(request, response, new Counting(response, callback));
  }

  /** How often each status was answered, in the order of the statuses. */
  public Map<Integer, LongAdder> counts() {
    return counts;
  }

  /** Counts before the answer is complete, so that whoever has it finds it counted. */
  private final class Counting extends Callback.Nested {
    private final Response response;

    Counting(Response response, Callback callback) {
      super(callback);
      this.response = response;
    }

    @Override
    public void succeeded() {
      count(response.getStatus());
      super.succeeded();
    }

    @Override
    public void failed(Throwable cause) {
      count(response.isCommitted() ? response.getStatus() : 500);
      super.failed(cause);
    }
  }

  private void count(int status) {
    int known = status >= 200 && status < 600 ? status : 0;
    counts.computeIfAbsent(known, code -> new LongAdder()).increment();
  }
}
