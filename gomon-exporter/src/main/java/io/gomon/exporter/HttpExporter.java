/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.exporter;

import io.gomon.Event;
import io.gomon.Listener;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ships events over HTTP, to GoMon's collector or to any OpenTelemetry backend.
 *
 * <pre>{@code
 * Gomon.builder("shop").listener(HttpExporter.create("http://127.0.0.1:4318")).startGlobal();
 * }</pre>
 *
 * <p>{@link #feed} encodes the event into the growing batch and returns; a daemon thread, started
 * with the first event, sends the batches in order. While the peer cannot be reached they wait in
 * memory, up to a limit beyond which the newest events are dropped. What becomes of every event is
 * in {@link #stats()}. The other methods are for any thread; nothing throws after the set-up.
 *
 * <p>Delivery is at least once: a batch whose answer is lost is sent again, under the same {@code
 * Gomon-Batch-Id}, by which the collector knows it.
 */
public final class HttpExporter implements Listener {
  static final String ENDPOINT_PROPERTY = "gomon.exporter.endpoint";
  static final String ENDPOINT_VARIABLE = "GOMON_EXPORTER_ENDPOINT";

  /** Longer than any timeout that is meant seriously, and far from overflowing. */
  private static final Duration FOREVER = Duration.ofDays(3_650);

  private final Target target;
  private final OpenEvents openEvents;
  private final Outbox outbox;
  private final Sender sender;
  private final OnceLog log = new OnceLog();
  private final AtomicBoolean started = new AtomicBoolean();

  HttpExporter(HttpExporterBuilder builder) {
    this.target = builder.target();
    this.openEvents = builder.openEvents;
    EventEncoder encoder =
        target.format() == ExportFormat.OTLP_PROTOBUF ? new OtlpEncoder() : new JsonEncoder();
    this.outbox = new Outbox(builder.limits(), encoder, builder.timing, log);
    this.sender = new Sender(outbox, target, builder.retry(), builder.timing, log);
  }

  /**
   * An exporter with the usual settings.
   *
   * @param endpoint such as {@code http://127.0.0.1:4318}
   * @throws IllegalArgumentException if it is no http or https address
   */
  public static HttpExporter create(String endpoint) {
    return builder(endpoint).build();
  }

  /** Begins the set-up of an exporter; see {@link #builder(URI)}. */
  public static HttpExporterBuilder builder(String endpoint) {
    return builder(URI.create(Objects.requireNonNull(endpoint, "endpoint").strip()));
  }

  /**
   * Begins the set-up of an exporter.
   *
   * @param endpoint the address of the backend; the path of the format, such as {@code /v1/traces},
   *     is added unless it ends with it
   * @throws IllegalArgumentException if it is no http or https address, or holds credentials, a
   *     query or a fragment
   */
  public static HttpExporterBuilder builder(URI endpoint) {
    return new HttpExporterBuilder(endpoint);
  }

  /**
   * An exporter to where the operator says: the system property {@code gomon.exporter.endpoint}, or
   * else the environment variable {@code GOMON_EXPORTER_ENDPOINT}. Empty when neither is set. A
   * value that is no address is logged, and nothing is exported: a typing error must not stop the
   * application.
   */
  public static Optional<HttpExporter> fromEnvironment() {
    String property = System.getProperty(ENDPOINT_PROPERTY);
    String endpoint = property != null ? property : System.getenv(ENDPOINT_VARIABLE);
    if (endpoint == null || endpoint.isBlank()) {
      return Optional.empty();
    }
    try {
      return Optional.of(create(endpoint));
    } catch (IllegalArgumentException e) {
      // Not repeated as it is: an address may hold a password. The message of ours does not.
      String reason = e.getCause() == null ? e.getMessage() : "it is no address";
      OnceLog.error("Nothing is exported, " + ENDPOINT_PROPERTY + " is wrong: " + reason, null);
      return Optional.empty();
    }
  }

  @Override
  public void feed(Event event) {
    outbox.add(event, skipsOpen());
    if (!started.get() && started.compareAndSet(false, true)) {
      start();
    }
  }

  private void start() {
    try {
      sender.start();
    } catch (OutOfMemoryError e) {
      // The process may have no more threads now: the event waits, and the next one tries again.
      started.set(false);
      log.warn("thread", "No thread to ship events can be started; they wait in memory.", e);
    }
  }

  private boolean skipsOpen() {
    return switch (openEvents) {
      case ALWAYS -> false;
      case NEVER -> true;
      case AUTO -> sender.knowsForeignPeer();
    };
  }

  /** True: feeding is encoding into memory, of which there is a bounded amount. */
  @Override
  public boolean isNonBlocking() {
    return true;
  }

  /** What became of all events that were fed, now. */
  public ExporterStats stats() {
    return outbox.stats();
  }

  /**
   * Sends the batch that is being filled, and waits until everything fed before the call is
   * acknowledged or lost; {@link #stats()} tells which. Returns at the timeout, or when the thread
   * is interrupted, with its flag set again.
   */
  @Override
  public void flush(Duration timeout) {
    try {
      outbox.flush(nanos(timeout));
    } catch (InterruptedException e) {
      // The caller wants to end: no more waiting; the events stay on their way.
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Flushes within the timeout, then ends: the rest is counted as {@link LossCause#STOP_DEADLINE},
   * even if it was on the wire and may have arrived. Events fed after that are lost by the same
   * cause. Calling again does nothing.
   */
  @Override
  public void stop(Duration timeout) {
    long startNanos = System.nanoTime();
    long timeoutNanos = nanos(timeout);
    outbox.beginStop();
    // Not to the last moment: what is cut off must be counted before the caller stops waiting.
    flush(timeout.minus(timeout.dividedBy(10)));
    long cutOff = outbox.close();
    if (cutOff > 0) {
      String message =
          cutOff + " events lost: not shipped to " + target.url() + " before the stop.";
      log.warn(LossCause.STOP_DEADLINE.label(), message, null);
    }
    try {
      sender.end(timeoutNanos - (System.nanoTime() - startNanos));
    } catch (InterruptedException e) {
      // The sender has been told to end and does so by itself; the caller need not wait.
      Thread.currentThread().interrupt();
    }
  }

  private static long nanos(Duration timeout) {
    Duration bounded = timeout.compareTo(FOREVER) > 0 ? FOREVER : timeout;
    return bounded.isNegative() ? 0 : bounded.toNanos();
  }

  @Override
  public String toString() {
    return "HttpExporter[" + target + ']';
  }
}
