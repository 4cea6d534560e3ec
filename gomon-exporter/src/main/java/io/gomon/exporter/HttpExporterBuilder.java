/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.exporter;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Sets an {@link HttpExporter} up. For one thread. */
public final class HttpExporterBuilder {
  private static final Set<String> OWN_HEADERS =
      Set.of(
          "accept-encoding",
          "connection",
          "content-encoding",
          "content-length",
          "content-type",
          "expect",
          "gomon-batch-id",
          "gomon-service",
          "host",
          "te",
          "transfer-encoding",
          "upgrade");
  private static final long MAX_SETTING_NANOS = Duration.ofDays(365).toNanos();

  OpenEvents openEvents = OpenEvents.AUTO;
  Timing timing = Timing.SYSTEM;
  private final String endpoint;
  private final Map<String, String> headers = new LinkedHashMap<>();
  private ExportFormat format = ExportFormat.OTLP_PROTOBUF;
  private boolean gzip = true;
  private int maxBatchEvents = 512;
  private int maxBatchBytes = 4 << 20;
  private int maxQueuedEvents = 100_000;
  private long maxQueuedBytes = 32 << 20;
  private long flushIntervalNanos = Duration.ofSeconds(1).toNanos();
  private long requestTimeoutNanos = Duration.ofSeconds(10).toNanos();
  private long firstRetryNanos = Duration.ofMillis(500).toNanos();
  private long maxRetryPauseNanos = Duration.ofSeconds(10).toNanos();
  private long maxRetryTimeNanos = Duration.ofHours(1).toNanos();

  HttpExporterBuilder(URI endpoint) {
    Objects.requireNonNull(endpoint, "endpoint");
    String scheme = String.valueOf(endpoint.getScheme()).toLowerCase(Locale.ROOT);
    if (endpoint.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "endpoint must hold no credentials; put them into a header");
    }
    if (endpoint.getRawQuery() != null || endpoint.getRawFragment() != null) {
      throw new IllegalArgumentException("endpoint must have no query and no fragment");
    }
    boolean http = scheme.equals("http") || scheme.equals("https");
    if (!http || endpoint.getHost() == null) {
      throw new IllegalArgumentException(
          "endpoint must be like http://127.0.0.1:4318, was " + endpoint);
    }
    this.endpoint = endpoint.toASCIIString();
  }

  /** How events are written; {@link ExportFormat#OTLP_PROTOBUF} by default. */
  public HttpExporterBuilder format(ExportFormat format) {
    this.format = Objects.requireNonNull(format, "format");
    return this;
  }

  /** Whether bodies are compressed; yes unless told otherwise. */
  public HttpExporterBuilder gzip(boolean gzip) {
    this.gzip = gzip;
    return this;
  }

  /** Whether announcements of open events are shipped; {@link OpenEvents#AUTO} by default. */
  public HttpExporterBuilder openEvents(OpenEvents openEvents) {
    this.openEvents = Objects.requireNonNull(openEvents, "openEvents");
    return this;
  }

  /** Adds a header to each request, such as {@code Authorization}. */
  public HttpExporterBuilder header(String name, String value) {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(value, "value");
    if (!HeaderText.isName(name) || OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException("header " + name + " cannot be set");
    }
    if (!HeaderText.isValue(value)) {
      // The value is not repeated: it may be a secret.
      throw new IllegalArgumentException("header " + name + " must be visible ASCII");
    }
    headers.put(name, value);
    return this;
  }

  /** After how many events a batch is sent; 512 by default. */
  public HttpExporterBuilder maxBatchEvents(int maxBatchEvents) {
    this.maxBatchEvents = (int) atLeast(1, maxBatchEvents, "maxBatchEvents");
    return this;
  }

  /**
   * How large a batch may be, in bytes before compression, 4 MiB by default. A single event that is
   * larger is lost, as {@link LossCause#TOO_LARGE}.
   */
  public HttpExporterBuilder maxBatchBytes(int maxBatchBytes) {
    this.maxBatchBytes = (int) atLeast(1_024, maxBatchBytes, "maxBatchBytes");
    return this;
  }

  /** How long an event waits for its batch to fill; 1 s by default. */
  public HttpExporterBuilder flushInterval(Duration interval) {
    this.flushIntervalNanos = positiveNanos(interval, "interval");
    return this;
  }

  /** How many events may wait or be on the wire; 100,000 by default. */
  public HttpExporterBuilder maxQueuedEvents(int maxQueuedEvents) {
    this.maxQueuedEvents = (int) atLeast(1, maxQueuedEvents, "maxQueuedEvents");
    return this;
  }

  /**
   * How many bytes of events, encoded and not compressed, may wait or be on the wire; 32 MiB by
   * default. At least {@code maxBatchBytes}. The exporter takes about two batches on top, for the
   * one that is filled and the one that is compressed.
   */
  public HttpExporterBuilder maxQueuedBytes(long maxQueuedBytes) {
    this.maxQueuedBytes = atLeast(1_024, maxQueuedBytes, "maxQueuedBytes");
    return this;
  }

  /** How long one request may take, from connecting to the end of the answer; 10 s by default. */
  public HttpExporterBuilder requestTimeout(Duration timeout) {
    this.requestTimeoutNanos = positiveNanos(timeout, "timeout");
    return this;
  }

  /**
   * How long to wait between requests for one batch: a random time up to {@code first}, up to twice
   * that, and so on, but never above {@code max}; 500 ms and 10 s by default. A {@code Retry-After}
   * of the peer counts more, to 5 minutes.
   */
  public HttpExporterBuilder retryPauses(Duration first, Duration max) {
    long firstNanos = positiveNanos(first, "first");
    this.maxRetryPauseNanos = atLeast(firstNanos, positiveNanos(max, "max"), "max (nanoseconds)");
    this.firstRetryNanos = firstNanos;
    return this;
  }

  /**
   * How long after its first request a batch is given up; 1 hour by default: as a rule, memory is
   * full before, and only a batch that the peer cannot digest meets this limit.
   */
  public HttpExporterBuilder maxRetryTime(Duration time) {
    this.maxRetryTimeNanos = positiveNanos(time, "time");
    return this;
  }

  /**
   * The exporter; its thread begins with the first event.
   *
   * @throws IllegalArgumentException if less bytes may be queued than be in one batch
   */
  public HttpExporter build() {
    atLeast(maxBatchBytes, maxQueuedBytes, "maxQueuedBytes");
    return new HttpExporter(this);
  }

  HttpExporterBuilder timing(Timing timing) {
    this.timing = timing;
    return this;
  }

  Target target() {
    String base = endpoint.endsWith("/") ? endpoint.substring(0, endpoint.length() - 1) : endpoint;
    String url = base.endsWith(format.path) ? base : base + format.path;
    return new Target(url, format, gzip, Map.copyOf(headers), requestTimeoutNanos);
  }

  Limits limits() {
    return new Limits(
        maxBatchEvents, maxBatchBytes, flushIntervalNanos, maxQueuedEvents, maxQueuedBytes);
  }

  Retry retry() {
    return new Retry(firstRetryNanos, maxRetryPauseNanos, maxRetryTimeNanos);
  }

  private static long atLeast(long min, long value, String what) {
    if (value < min) {
      throw new IllegalArgumentException(what + " must be at least " + min + ", was " + value);
    }
    return value;
  }

  private static long positiveNanos(Duration duration, String what) {
    Objects.requireNonNull(duration, what);
    if (duration.isNegative() || duration.isZero() || duration.toSeconds() > 31_536_000) {
      throw new IllegalArgumentException(
          what + " must be positive, and a year at most, was " + duration);
    }
    return Math.min(MAX_SETTING_NANOS, duration.toNanos());
  }
}
