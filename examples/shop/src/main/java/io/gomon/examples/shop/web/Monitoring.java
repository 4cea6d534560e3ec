/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.examples.shop.web;

import io.gomon.Gomon;
import io.gomon.GomonBuilder;
import io.gomon.GomonStats;
import io.gomon.GomonStats.ListenerStats;
import io.gomon.exporter.ExporterStats;
import io.gomon.exporter.HttpExporter;
import io.gomon.jdbc.MonitoredDataSource;
import io.gomon.net.jdk.MonitoredHttpClient;
import io.gomon.net.okhttp.MonitoredOkHttp;
import io.gomon.servlet.jakarta.GomonFilter;
import jakarta.servlet.DispatcherType;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.EnumSet;
import javax.sql.DataSource;
import okhttp3.OkHttpClient;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.jspecify.annotations.Nullable;

/** All that a service has to say to GoMon, in one place. */
public final class Monitoring {
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);

  private final String service;
  private final Gomon gomon;
  private final @Nullable HttpExporter exporter;

  private Monitoring(String service, Gomon gomon, @Nullable HttpExporter exporter) {
    this.service = service;
    this.gomon = gomon;
    this.exporter = exporter;
  }

  /**
   * Starts GoMon for this process.
   *
   * @param collector where events are shipped to; empty: nowhere
   */
  public static Monitoring start(String service, String collector) {
    GomonBuilder builder = Gomon.builder(service).shutdownHook(false);
    if (collector.isEmpty()) {
      return new Monitoring(service, builder.startGlobal(), null);
    }
    HttpExporter exporter = HttpExporter.create(collector);
    return new Monitoring(service, builder.listener(exporter).startGlobal(), exporter);
  }

  /** Each connection, statement and row read becomes part of the picture. */
  public static DataSource watch(DataSource dataSource) {
    return MonitoredDataSource.wrap(dataSource);
  }

  /** Each call becomes an event, and the parent of what the callee records. */
  public static HttpClient watch(HttpClient client) {
    return MonitoredHttpClient.wrap(client);
  }

  /** The same for the other client. */
  public static OkHttpClient watch(OkHttpClient client) {
    return MonitoredOkHttp.wrap(client);
  }

  /** Each request becomes an event. */
  public static void watch(ServletContextHandler context) {
    FilterHolder filter = new FilterHolder(new GomonFilter());
    filter.setAsyncSupported(true);
    context.addFilter(
        filter,
        "/*",
        EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR));
  }

  /**
   * Has the service stop at the end of the process, then GoMon: so that what the last requests did
   * is recorded and shipped. Two shutdown hooks would run side by side.
   */
  public void stopAtExit(AutoCloseable running) {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(running), service + "-stop"));
  }

  private void stop(AutoCloseable running) {
    try {
      running.close();
    } catch (Exception e) {
      System.getLogger(service).log(System.Logger.Level.WARNING, "Did not stop cleanly", e);
    }
    gomon.stop(STOP_TIMEOUT);
    System.out.println(totals());
    System.out.flush();
  }

  /** What became of all events, in one line for machines. */
  private String totals() {
    GomonStats stats = gomon.stats();
    long delivered = 0;
    for (ListenerStats listener : stats.listeners()) {
      delivered += listener.delivered();
    }
    StringBuilder line = new StringBuilder(160);
    line.append("gomon-totals service=").append(service).append(" made=").append(stats.made());
    line.append(" delivered=").append(delivered);
    line.append(" dropped=").append(stats.dropped());
    line.append(" folded=").append(stats.folded());
    ExporterStats shipping = exporter == null ? null : exporter.stats();
    line.append(" shipped=").append(shipping == null ? 0 : shipping.shipped());
    line.append(" openSkipped=").append(shipping == null ? 0 : shipping.openSkipped());
    line.append(" lost=").append(shipping == null ? 0 : shipping.lost());
    return line.toString();
  }
}
