/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.net.okhttp;

import io.gomon.Gomon;
import java.util.Objects;
import java.util.function.Supplier;
import okhttp3.OkHttpClient;

/**
 * Makes OkHttp clients that record each call as one {@code http-roundtripper} event, redirects and
 * retries included, and send W3C {@code traceparent} and {@code tracestate}.
 *
 * <p>The event belongs under what is current on the thread that calls {@code execute} or {@code
 * enqueue}, and ends when the headers of the answer are there, or the call has failed. Bodies are
 * neither read nor wrapped. Clients derived from a monitored one by {@code newBuilder()} are
 * monitored, too, unless they are given another event listener: then calls that were enqueued are
 * roots, until they are wrapped again.
 */
public final class MonitoredOkHttp {
  private MonitoredOkHttp() {}

  /**
   * A client like this one that records with the {@linkplain Gomon#global() GoMon of the process},
   * whichever it is at each call. It shares connections and threads with this one. A client that is
   * monitored already is returned as it is.
   */
  public static OkHttpClient wrap(OkHttpClient client) {
    return wrap(client, Gomon::global);
  }

  /** The same, recording with this GoMon. */
  public static OkHttpClient wrap(OkHttpClient client, Gomon gomon) {
    Objects.requireNonNull(gomon, "gomon");
    return wrap(client, () -> gomon);
  }

  private static OkHttpClient wrap(OkHttpClient client, Supplier<Gomon> gomon) {
    Objects.requireNonNull(client, "client");
    boolean intercepts =
        client.interceptors().stream().anyMatch(GomonInterceptor.class::isInstance);
    boolean seesStarts = client.eventListenerFactory() instanceof CallStarts;
    if (intercepts && seesStarts) {
      return client;
    }
    OkHttpClient.Builder builder = client.newBuilder();
    if (!intercepts) {
      // First, so that the event covers what the application's own interceptors do.
      builder.interceptors().add(0, new GomonInterceptor(gomon));
    }
    if (!seesStarts) {
      builder.eventListenerFactory(new CallStarts(gomon, client.eventListenerFactory()));
    }
    return builder.build();
  }
}
