/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.examples.shop.web;

import io.gomon.Gomon;
import java.net.http.HttpClient;
import java.time.Duration;
import javax.sql.DataSource;
import okhttp3.OkHttpClient;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;

/** All that a service has to say to GoMon, in one place. */
public final class Monitoring {
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);

  private final String service;
  private final Gomon gomon;

  private Monitoring(String service, Gomon gomon) {
    this.service = service;
    this.gomon = gomon;
  }

  /** Starts GoMon for this process; ships nothing as long as no collector is named. */
  public static Monitoring start(String service, String collector) {
    return new Monitoring(service, Gomon.builder(service).shutdownHook(false).startGlobal());
  }

  public static DataSource watch(DataSource dataSource) {
    return dataSource;
  }

  public static HttpClient watch(HttpClient client) {
    return client;
  }

  public static OkHttpClient watch(OkHttpClient client) {
    return client;
  }

  public static void watch(ServletContextHandler context) {}

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
  }
}
