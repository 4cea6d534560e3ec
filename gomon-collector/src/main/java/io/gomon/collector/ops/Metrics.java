/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ops;

import io.gomon.collector.store.StoreStatus;
import io.gomon.collector.wal.ForceTimes;
import io.gomon.collector.web.CollectorStatus;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * The collector's numbers as text for Prometheus. Counters begin at 0 with the process. Any thread.
 *
 * @param status what it tells about itself
 * @param forces of the write-ahead log
 * @param lagBytes of the write-ahead log that are acknowledged and not stored
 * @param ready whether it can do its work
 * @param ingest what ingest answered
 * @param queries what all other routes answered
 */
public record Metrics(
    CollectorStatus status,
    ForceTimes forces,
    LongSupplier lagBytes,
    BooleanSupplier ready,
    StatusCounts ingest,
    StatusCounts queries) {

  /** The whole text. */
  public String text() {
    PrometheusText out = new PrometheusText();
    ingest(out);
    log(out);
    store(out);
    process(out);
    return out.toString();
  }

  private void ingest(PrometheusText out) {
    out.counter("accepted_events_total", "Events that were acknowledged.", status.acceptedEvents());
    out.counter("own_events_total", "Events about itself that are in the log.", status.ownEvents());
    out.counter(
        "own_dropped_events_total",
        "Events about itself that the log did not take.",
        status.droppedOwnEvents());
    out.counter(
        "duplicate_batches_total",
        "Batches that were acknowledged and had come before.",
        status.duplicateBatches());
    out.counter(
        "batch_name_conflicts_total",
        "Batches that were taken though another one has their name.",
        status.nameConflicts());
    out.family("refused_requests_total", "counter", "Ingest requests that were refused.");
    MetricsRoute.refusals(ingest.counts())
        .forEach((reason, n) -> out.sample("refused_requests_total", "reason", reason, n));
    requests(out, "ingest_requests_total", "Ingest requests, by status.", ingest.counts());
    requests(out, "query_requests_total", "All other requests, by status.", queries.counts());
  }

  private static void requests(
      PrometheusText out, String name, String help, Map<Integer, LongAdder> counts) {
    out.family(name, "counter", help);
    counts.forEach((code, count) -> out.sample(name, "code", String.valueOf(code), count.sum()));
  }

  private void log(PrometheusText out) {
    out.counter(
        "wal_forced_bytes_total", "Bytes of records that were forced.", forces.totalBytes());
    out.family("wal_force_seconds", "histogram", "How long force() of the log took.");
    long[] bounds = ForceTimes.boundsMicros();
    long count = 0;
    for (int i = 0; i < bounds.length; i++) {
      count += forces.count(i);
      String bound = PrometheusText.number(bounds[i] / 1e6);
      out.sample("wal_force_seconds_bucket", "le", bound, count);
    }
    count += forces.count(bounds.length);
    out.sample("wal_force_seconds_bucket", "le", "+Inf", count);
    out.sample("wal_force_seconds_sum", forces.totalNanos() / 1e9);
    out.sample("wal_force_seconds_count", count);
    out.gauge("wal_bytes", "Size of the write-ahead log.", status.walBytes());
    out.gauge("wal_segments", "Files of the write-ahead log.", status.walSegments());
    out.gauge(
        "wal_pending_batches",
        "Batches in the log that are not stored yet.",
        status.walPendingBatches());
    out.gauge("wal_lag_bytes", "Bytes in the log that are not stored yet.", lagBytes.getAsLong());
    out.gauge(
        "quarantined_batches",
        "Batches kept aside: they cannot be decoded or stored.",
        status.quarantinedBatches());
  }

  private void store(PrometheusText out) {
    StoreStatus store = status.store();
    out.family("applied_events_total", "counter", "Events that reached the store, by outcome.");
    out.sample("applied_events_total", "outcome", "stored", store.storedEvents());
    out.sample("applied_events_total", "outcome", "duplicate", store.duplicateEvents());
    out.sample("applied_events_total", "outcome", "expired", store.expiredEvents());
    out.sample("applied_events_total", "outcome", "future", store.futureEvents());
    out.gauge("store_bytes", "Size of the store on disk.", store.bytes());
    out.gauge("store_days", "Days in the store.", store.days());
    out.counter(
        "store_reopened_total",
        "How often the files of the store were opened anew, behind a failure.",
        store.reopened());
    out.counter(
        "rollup_other_events_total",
        "Events that charts count under (other).",
        status.otherEvents());
    out.counter(
        "rollup_other_samples_total",
        "Measured numbers for whose series a day had no room.",
        status.otherSamples());
  }

  private void process(PrometheusText out) {
    Runtime runtime = Runtime.getRuntime();
    out.gauge("ready", "1 if the collector can do its work.", ready.getAsBoolean() ? 1 : 0);
    out.gauge("heap_used_bytes", "Java heap in use.", runtime.totalMemory() - runtime.freeMemory());
    out.gauge("heap_max_bytes", "Java heap at most.", runtime.maxMemory());
    long upMillis = Instant.now().toEpochMilli() - status.started().toEpochMilli();
    out.gauge("uptime_seconds", "Since the start.", TimeUnit.MILLISECONDS.toSeconds(upMillis));
    out.family("build_info", "gauge", "The version that runs.");
    out.sample("build_info", "version", status.version(), 1);
  }
}
