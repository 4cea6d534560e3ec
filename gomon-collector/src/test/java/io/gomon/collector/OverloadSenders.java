/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector;

import io.gomon.collector.RawConnection.Answer;
import io.gomon.collector.Shipment.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * Everybody who wants something of a collector that has too much to do, each with a thread and a
 * connection, and the account of what they were told. They come again at once, whatever they are
 * told about when to.
 */
final class OverloadSenders {
  private static final long BETWEEN_MILLIS = 2;
  private static final long SELDOM_MILLIS = 500;
  private static final long TRICKLE_NANOS = TimeUnit.SECONDS.toNanos(8);

  /** How many answers with each status. */
  final Map<Integer, LongAdder> answers = new ConcurrentSkipListMap<>();

  /** Batches that were answered 200, and how many events each has. */
  final Map<Long, Integer> acknowledged = new ConcurrentHashMap<>();

  /** Batches whose sender left before there was an answer: they may be stored or not. */
  final Set<Long> left = ConcurrentHashMap.newKeySet();

  /** What should not be: no answer, a late one, one without Retry-After. */
  final Queue<String> troubles = new ConcurrentLinkedQueue<>();

  final LongAdder offeredEvents = new LongAdder();
  final AtomicLong slowestMillis = new AtomicLong();

  /** Bodies whose sender left in the middle. */
  final LongAdder halves = new LongAdder();

  private final int port;
  private final long trickleUntilNanos;
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean ending;

  /**
   * Those that trickle take their time, so they begin nothing new just before the end.
   *
   * @param aboutNanos when the end will come, about, by {@link System#nanoTime}
   */
  OverloadSenders(int port, long aboutNanos) {
    this.port = port;
    this.trickleUntilNanos = aboutNanos - TRICKLE_NANOS;
  }

  /** What one of them does again and again. */
  private interface Turn {
    void take(RawConnection connection) throws IOException;
  }

  void start() {
    many(48, "spans", connection -> sendOften(connection, Wire.SPANS_ZSTD, 500));
    many(16, "spans-gzip", connection -> sendOften(connection, Wire.SPANS_GZIP, 500));
    many(16, "spans-json", connection -> sendOften(connection, Wire.SPANS_JSON, 200));
    many(16, "events", connection -> sendOften(connection, Wire.EVENTS_NDJSON, 200));
    many(4, "large", connection -> sendOften(connection, Wire.SPANS_ZSTD, 20_000));
    many(8, "slow", this::sendSlowly);
    many(4, "cut", this::cut);
    many(2, "trickling", this::trickle);
    many(2, "too-large", connection -> sendBad(connection, "", new byte[17 << 20]));
    byte[] bomb = CollectorFixture.gzip(new byte[24 << 20]);
    many(2, "bomb", connection -> sendBad(connection, "Content-Encoding: gzip\r\n", bomb));
    byte[] broken = "[{\"id\":".getBytes(StandardCharsets.US_ASCII);
    many(2, "malformed", connection -> sendBad(connection, "", broken));
    many(2, "dashboard", this::look);
    many(1, "health", this::probe);
  }

  /** Lets all finish what they are at. */
  void end() throws InterruptedException {
    ending = true;
    for (Thread thread : threads) {
      thread.join(TimeUnit.SECONDS.toMillis(60));
      if (thread.isAlive()) {
        troubles.add(thread.getName() + " still waits for its answer");
      }
    }
  }

  long answers(int status) {
    LongAdder count = answers.get(status);
    return count == null ? 0 : count.sum();
  }

  long acknowledgedEvents() {
    return acknowledged.values().stream().mapToLong(Integer::longValue).sum();
  }

  private boolean isOn() {
    return !ending;
  }

  private void many(int count, String name, Turn turn) {
    for (int i = 0; i < count; i++) {
      Thread thread = new Thread(() -> run(name, turn), name + "-" + i);
      thread.setDaemon(true);
      threads.add(thread);
      thread.start();
    }
  }

  private void run(String name, Turn turn) {
    while (isOn()) {
      try (RawConnection connection = new RawConnection(port)) {
        while (isOn()) {
          turn.take(connection);
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(BETWEEN_MILLIS));
        }
      } catch (IOException | RuntimeException e) {
        troubles.add(name + ": " + e);
      }
    }
  }

  /** Sends a batch until it is taken. */
  private void sendOften(RawConnection connection, Wire wire, int events) throws IOException {
    Shipment batch = Shipment.of(wire, events, Shipment.nowNanos());
    Answer answer;
    do {
      offeredEvents.add(events);
      long startNanos = System.nanoTime();
      answer = connection.ask(batch.head(), batch.body());
      count(answer, startNanos, 200, 429, 503);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(BETWEEN_MILLIS));
    } while (answer.status() != 200 && isOn());
    if (answer.status() == 200) {
      acknowledged.put(batch.number(), events);
    }
  }

  /** A hundred spans in a second or two. */
  private void sendSlowly(RawConnection connection) throws IOException {
    Shipment batch = Shipment.of(Wire.SPANS_JSON, 100, Shipment.nowNanos());
    offeredEvents.add(batch.events());
    connection.write(batch.head());
    connection.writeSlowly(batch.body(), 1 << 10, 50);
    Answer answer = connection.read();
    connection.close(); // some of the body may not have been sent
    count(answer, System.nanoTime(), 200, 429, 503);
    if (answer.status() == 200) {
      acknowledged.put(batch.number(), batch.events());
    }
  }

  /** Leaves in the middle of a body, or before the answer. */
  private void cut(RawConnection connection) throws IOException {
    Shipment half = Shipment.of(Wire.SPANS_ZSTD, 500, Shipment.nowNanos());
    connection.write(half.head());
    connection.write(Arrays.copyOf(half.body(), half.body().length / 2));
    connection.close();
    halves.increment();
    Shipment whole = Shipment.of(Wire.SPANS_ZSTD, 500, Shipment.nowNanos());
    left.add(whole.number());
    connection.write(whole.head());
    connection.write(whole.body());
    connection.close();
    seldom();
  }

  private void trickle(RawConnection connection) throws IOException {
    if (System.nanoTime() - trickleUntilNanos > 0) {
      seldom();
      return; // it would not be over in time
    }
    Shipment batch = Shipment.of(Wire.SPANS_JSON, 100, Shipment.nowNanos());
    connection.write(batch.head());
    connection.writeSlowly(batch.body(), 50, 200);
    count(connection.read(), System.nanoTime(), 408, 429);
    connection.close();
  }

  private void sendBad(RawConnection connection, String header, byte[] body) throws IOException {
    String head =
        "POST /api/v1/events HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n";
    head += header + "Content-Length: " + body.length + "\r\n\r\n";
    long startNanos = System.nanoTime();
    Answer answer = connection.ask(head.getBytes(StandardCharsets.US_ASCII), body);
    count(answer, startNanos, 400, 413, 429, 503); // the log is asked for room before the decoder
    seldom();
  }

  private void look(RawConnection connection) throws IOException {
    for (String path :
        List.of(
            "/api/v1/status",
            "/api/v1/services",
            "/api/v1/services/sender/series",
            "/api/v1/services/sender/operations",
            "/api/v1/traces?limit=20",
            "/api/v1/errors",
            "/metrics")) {
      ask(connection, path, 200, 503);
    }
    seldom();
  }

  private void probe(RawConnection connection) throws IOException {
    ask(connection, "/health", 200);
    ask(connection, "/ready", 200, 503);
    connection.close(); // whoever asks for health asks on a new connection
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
  }

  private void ask(RawConnection connection, String path, Integer... allowed) throws IOException {
    long startNanos = System.nanoTime();
    check(connection.get(path), startNanos, allowed);
  }

  private static void seldom() {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(SELDOM_MILLIS));
  }

  private void count(Answer answer, long startNanos, Integer... allowed) {
    answers.computeIfAbsent(answer.status(), status -> new LongAdder()).increment();
    check(answer, startNanos, allowed);
    boolean later = answer.status() == 429 || answer.status() == 503;
    if (later && answer.retryAfter().isEmpty()) {
      troubles.add("no Retry-After: " + answer);
    }
  }

  private void check(Answer answer, long startNanos, Integer... allowed) {
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
    slowestMillis.accumulateAndGet(millis, Math::max);
    if (!List.of(allowed).contains(answer.status())) {
      troubles.add(Thread.currentThread().getName() + " was told " + answer);
    }
  }
}
