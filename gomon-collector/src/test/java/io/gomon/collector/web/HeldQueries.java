/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.web;

import io.gomon.collector.query.EventQueries;
import io.gomon.collector.query.QueryContext;
import io.gomon.collector.query.QueryException;
import io.gomon.collector.query.ServiceSummary;
import io.gomon.collector.query.TimeRange;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Questions for services that take as long as the test wants; no others. */
public final class HeldQueries {
  /** A permit for each question that has begun. */
  public final Semaphore begun = new Semaphore(0);

  /** A permit for each question that was cancelled while it ran. */
  public final Semaphore cancelled = new Semaphore(0);

  private final CountDownLatch release = new CountDownLatch(1);

  /** Lets all questions end. */
  public void release() {
    release.countDown();
  }

  public EventQueries queries() {
    return bound(QueryContext.within(Duration.ofHours(1)));
  }

  private EventQueries bound(QueryContext context) {
    return (EventQueries)
        Proxy.newProxyInstance(
            HeldQueries.class.getClassLoader(),
            new Class<?>[] {EventQueries.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "in" -> bound((QueryContext) arguments[0]);
                  case "services" -> services(context, (TimeRange) arguments[0]);
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  private List<ServiceSummary> services(QueryContext context, TimeRange unused)
      throws QueryException, InterruptedException {
    CountDownLatch stopped = new CountDownLatch(1);
    Runnable stop =
        () -> {
          cancelled.release();
          stopped.countDown();
          release();
        };
    try (QueryContext.Registration registration = context.onCancel(stop)) {
      begun.release();
      if (!release.await(60, TimeUnit.SECONDS) || stopped.getCount() == 0) {
        throw new QueryException("stopped", true, null);
      }
    }
    return List.of();
  }
}
