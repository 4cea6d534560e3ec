/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.examples.shop.load;

import io.gomon.examples.shop.load.RequestMix.Planned;
import io.gomon.examples.shop.web.Options;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to the shop at a steady rate and ends by itself. A request that is due while all
 * workers are busy is sent as soon as one is free.
 *
 * <p>Options: {@code --target} ADDRESS, {@code --seconds}, {@code --rate} (requests a second),
 * {@code --concurrency}, {@code --seed}. Exit code 1 when an answer was not as meant.
 */
public final class Load {
  /** What was sent and how it ended, in numbers. */
  public record Result(long sent, long asMeant, long unexpected, Map<String, Long> sentByKind) {}

  /**
   * What to do.
   *
   * @param requests how many requests; they are due at equal distances over the duration
   */
  public record Plan(String target, Duration duration, long requests, int concurrency, long seed) {}

  private final Plan plan;
  private final RequestMix mix;
  private final HttpClient client = HttpClient.newHttpClient();
  private final AtomicLong next = new AtomicLong();
  private final long startNanos = System.nanoTime();

  /** Guarded by {@code this}. */
  private final Map<String, Long> sentByKind = new TreeMap<>();

  /** Guarded by {@code this}. */
  private long unexpected;

  private volatile boolean stopped;

  private Load(Plan plan) {
    this.plan = plan;
    this.mix = new RequestMix(plan.target(), plan.seed());
  }

  public static void main(String[] args) {
    Options options =
        Options.parse(args, Set.of("target", "seconds", "rate", "concurrency", "seed"));
    int seconds = options.number("seconds", 60, 1, 1_000_000);
    int rate = options.number("rate", 25, 1, 10_000);
    Load load =
        new Load(
            new Plan(
                options.text("target", "http://127.0.0.1:8081"),
                Duration.ofSeconds(seconds),
                (long) seconds * rate,
                options.number("concurrency", 8, 1, 1_000),
                options.number("seed", 42, 0, Integer.MAX_VALUE)));
    Runtime.getRuntime().addShutdownHook(new Thread(load::stop, "load-stop"));
    Result result = load.run();
    System.out.println(
        "load requests="
            + result.sent()
            + " as-meant="
            + result.asMeant()
            + " unexpected="
            + result.unexpected()
            + " kinds="
            + result.sentByKind());
    System.exit(result.unexpected() == 0 ? 0 : 1);
  }

  /** Does what the plan says, and returns when the last answer is there. */
  public static Result run(Plan plan) {
    return new Load(plan).run();
  }

  private void stop() {
    stopped = true;
  }

  private Result run() {
    List<Thread> workers = new ArrayList<>();
    for (int i = 0; i < plan.concurrency(); i++) {
      Thread worker = new Thread(this::work, "load-" + i);
      worker.start();
      workers.add(worker);
    }
    try {
      for (Thread worker : workers) {
        worker.join();
      }
    } catch (InterruptedException e) {
      // Whoever waits for the end wants it now.
      stopped = true;
      Thread.currentThread().interrupt();
    }
    return result();
  }

  private void work() {
    while (!stopped) {
      long number = next.getAndIncrement();
      if (number >= plan.requests()) {
        return;
      }
      awaitTurn(number);
      if (!stopped) {
        send(mix.request(number));
      }
    }
  }

  private void awaitTurn(long number) {
    long distanceNanos = plan.duration().toNanos() / plan.requests();
    long dueNanos = startNanos + number * distanceNanos;
    for (long left; !stopped && (left = dueNanos - System.nanoTime()) > 0; ) {
      LockSupport.parkNanos(left);
    }
  }

  private void send(Planned planned) {
    String problem = null;
    try {
      int status = client.send(planned.request(), BodyHandlers.discarding()).statusCode();
      if (status != planned.expectedStatus()) {
        problem = "answered " + status + ", expected " + planned.expectedStatus();
      }
    } catch (IOException e) {
      problem = e.toString();
    } catch (InterruptedException e) {
      stopped = true;
      problem = "interrupted";
      Thread.currentThread().interrupt();
    }
    count(planned, problem);
  }

  private synchronized void count(Planned planned, @Nullable String problem) {
    sentByKind.merge(planned.kind(), 1L, Long::sum);
    if (problem != null) {
      unexpected++;
      System.err.println(planned.kind() + " " + planned.request().uri() + ": " + problem);
    }
  }

  private synchronized Result result() {
    long sent = sentByKind.values().stream().mapToLong(Long::longValue).sum();
    return new Result(sent, sent - unexpected, unexpected, new TreeMap<>(sentByKind));
  }
}
