/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.benchmarks;

import static jakarta.servlet.DispatcherType.ASYNC;
import static jakarta.servlet.DispatcherType.ERROR;
import static jakarta.servlet.DispatcherType.REQUEST;

import io.gomon.EventTracker;
import io.gomon.Gomon;
import io.gomon.Scope;
import io.gomon.Segment;
import io.gomon.SegmentPoint;
import io.gomon.exporter.HttpExporter;
import io.gomon.jdbc.MonitoredDataSource;
import io.gomon.jdbc.SqlExplain;
import io.gomon.listener.LogListener;
import io.gomon.net.okhttp.MonitoredOkHttp;
import io.gomon.servlet.jakarta.GomonFilter;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.ExecutorService;
import javax.sql.DataSource;
import okhttp3.OkHttpClient;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;

/** The code of README.md, so that it compiles and runs: {@link ReadmeTest} compares the two. */
final class ReadmeSnippets {
  private static final SegmentPoint PRICE = SegmentPoint.of("price");

  private ReadmeSnippets() {}

  static ExecutorService further(ExecutorService pool, List<Runnable> prices) {
    try (Segment checkout = Segment.start("checkout")) { // one event,
      for (Runnable price : prices) {
        PRICE.run(price); // with count, average, p50 and p99 of what ran inside it
      }
    }
    return Gomon.wrap(pool); // whose tasks go on under the event of whoever submits them
  }

  static void slow(Gomon gomon, DataSource reader) {
    gomon.settings().set("jdbc.slow-after", "500ms"); // what is slow: each is an event sql-slow,
    SqlExplain.on(gomon, reader); // and its plan an event sql-explain under the execution
  }

  static List<Object> tenLines(DataSource pool, ServletContextHandler servlets) {
    Gomon gomon =
        Gomon.builder("shop")
            .listener(LogListener.create()) // each event as a line of JSON
            .listener(HttpExporter.create("http://127.0.0.1:4318")) // and to a collector
            .startGlobal();
    DataSource database = MonitoredDataSource.wrap(pool); // connections, SQL, parameters, rows
    OkHttpClient http =
        MonitoredOkHttp.wrap(new OkHttpClient()); // outgoing calls, with traceparent
    servlets.addFilter(GomonFilter.class, "/*", EnumSet.of(REQUEST, ASYNC, ERROR)); // requests
    try (EventTracker order = gomon.start("my-order"); // and whatever you like
        Scope scope = order.makeCurrent()) {
      order.set("items", 3);
    }
    return List.of(gomon, database, http);
  }
}
