/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.benchmarks.collector;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** What people ask, in an order that is the same each time. */
final class Questions {
  private static final int WARM_UP = 20;
  private static final long DASHBOARD_MILLIS = 2_000;

  private final RunningCollector collector;
  private final TraceShape shape;
  private final int batches;

  Questions(RunningCollector collector, TraceShape shape, int batches) {
    this.collector = collector;
    this.shape = shape;
    this.batches = batches;
  }

  private interface Path {
    String of(SplittableRandom random);
  }

  /** A trace by its id. */
  double traceMillis(int times) throws IOException, InterruptedException {
    return p95Millis(
        times,
        random ->
            "/api/v1/traces/"
                + TraceShape.traceId(
                    random.nextInt(batches), random.nextInt(TraceShape.TRACES_PER_BATCH)));
  }

  /** The newest 20 traces of a service and an operation, in all ten days. */
  double searchMillis(int times) throws IOException, InterruptedException {
    return p95Millis(
        times,
        random ->
            "/api/v1/traces?service="
                + TraceShape.service(random.nextInt(TraceShape.SERVICES))
                + "&operation=child-span-0"
                + (1 + random.nextInt(9))
                + "&limit=20"
                + days(10));
  }

  /** The newest 20 traces with one value of an attribute, in all ten days. */
  double attributeMillis(int times) throws IOException, InterruptedException {
    return p95Millis(
        times,
        random -> {
          int number = random.nextInt(TraceShape.KEYS * TraceShape.VALUES);
          return ("/api/v1/traces?attribute=attr_" + number % TraceShape.KEYS)
              + ("&value=val_" + number % TraceShape.VALUES + "&limit=20" + days(10));
        });
  }

  /** Requests, errors and percentiles of a service over one day. */
  double chartMillis(int times) throws IOException, InterruptedException {
    return p95Millis(
        times,
        random ->
            "/api/v1/services/"
                + TraceShape.service(random.nextInt(TraceShape.SERVICES))
                + "/series?stepMillis=600000"
                + days(1));
  }

  private String days(int days) {
    long toMillis = shape.startNanos(batches) / 1_000_000 + 1;
    return "&from=" + (toMillis - Duration.ofDays(days).toMillis()) + "&to=" + toMillis;
  }

  private double p95Millis(int times, Path path) throws IOException, InterruptedException {
    SplittableRandom random = new SplittableRandom(1);
    long[] nanos = new long[times];
    for (int i = -WARM_UP; i < times; i++) {
      String asked = path.of(random);
      long begin = System.nanoTime();
      String answer = collector.get(asked);
      if (answer.length() < 100) {
        throw new IOException("an empty answer to " + asked + ": " + answer);
      }
      if (i >= 0) {
        nanos[i] = System.nanoTime() - begin;
      }
    }
    Arrays.sort(nanos);
    return nanos[(int) (times * 0.95)] / 1e6;
  }

  /** Asks what the dashboard's pages ask, each two seconds, until it is told to stop. */
  Runnable dashboard(Semaphore stop) {
    return () -> {
      try {
        while (!stop.tryAcquire(DASHBOARD_MILLIS, TimeUnit.MILLISECONDS)) {
          String range = "?" + days(1).substring(1);
          collector.get("/api/v1/services" + range);
          collector.get("/api/v1/services/service-1/series" + range);
          collector.get("/api/v1/services/service-1/operations" + range);
          collector.get("/api/v1/traces" + range);
        }
      } catch (IOException e) {
        System.err.println("A dashboard ended: " + e.getMessage());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    };
  }
}
