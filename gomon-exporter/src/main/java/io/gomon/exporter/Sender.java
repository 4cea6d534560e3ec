/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.exporter;

import io.gomon.Gomon;
import io.gomon.Scope;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The daemon thread that ships one batch after the other, in their order, each until it is taken,
 * refused or given up. Nothing that runs on it is recorded.
 */
final class Sender {
  private final Outbox outbox;
  private final HttpTransport transport;
  private final Target target;
  private final Retry retry;
  private final Timing timing;
  private final OnceLog log;
  private final Thread thread;

  /** What the last batch that was taken has shown; null before. */
  private volatile @Nullable Boolean peerIsCollector;

  Sender(Outbox outbox, Target target, Retry retry, Timing timing, OnceLog log) {
    this.outbox = outbox;
    this.target = target;
    this.transport = new HttpTransport(target, timing);
    this.retry = retry;
    this.timing = timing;
    this.log = log;
    // No inherited thread locals and no context class loader: it must hold no application in
    // memory.
    this.thread = new Thread(null, this::run, "gomon-exporter", 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(null);
  }

  void start() {
    thread.start();
  }

  /** Whether an answer has shown that the peer is something else than GoMon's collector. */
  boolean knowsForeignPeer() {
    return Boolean.FALSE.equals(peerIsCollector);
  }

  /** Breaks off what is on the wire and waits for the end of the thread, to the timeout. */
  void end(long timeoutNanos) throws InterruptedException {
    transport.cancel();
    long millis = timeoutNanos / 1_000_000;
    if (millis > 0) {
      thread.join(millis);
    }
  }

  private void run() {
    try (Scope unrecorded = Gomon.suppress()) {
      for (Batch batch = outbox.take(); batch != null; batch = outbox.take()) {
        shipGuarded(batch);
      }
    } catch (InterruptedException e) {
      // Nobody of ours interrupts this thread; whoever did wants it to end. What waits stays
      // pending, and is counted as lost when the exporter stops.
      log.warn("interrupted", "The exporter's thread was interrupted and ends.", e);
    } finally {
      transport.close();
    }
  }

  private void shipGuarded(Batch batch) throws InterruptedException {
    try {
      ship(batch, transport.payload(batch));
    } catch (IOException | RuntimeException | Error e) {
      // A fault of ours, or no memory to compress: the batch is lost, the next one may fare better.
      log.warn("failed", batch.events() + " events are lost: they could not be sent.", e);
      outbox.settle(batch, batch.events(), LossCause.FAILED);
    }
  }

  private void ship(Batch batch, byte[] payload) throws InterruptedException {
    long startNanos = timing.monotonicNanos();
    for (int requests = 1; ; requests++) {
      Answer answer = transport.send(batch, payload);
      if (answer.verdict() != Answer.Verdict.TRY_AGAIN) {
        settle(batch, answer);
        return;
      }
      if (outbox.isClosed()) {
        return; // broken off by the stop, and counted there
      }
      long pauseNanos = pauseNanos(requests, answer);
      long elapsedNanos = timing.monotonicNanos() - startNanos;
      if (elapsedNanos + pauseNanos > retry.maxTimeNanos()) {
        log.warn("gave-up", lost(batch.events(), "given up, " + answer.text()), null);
        outbox.settle(batch, batch.events(), LossCause.GAVE_UP);
        return;
      }
      log.warn(
          answer.kind(),
          "Cannot ship events to "
              + target.url()
              + " now ("
              + answer.text()
              + "). They wait in memory and are sent again.",
          null);
      if (!outbox.pauseBeforeRetry(batch, pauseNanos)) {
        return;
      }
    }
  }

  private long pauseNanos(int failures, Answer answer) {
    return answer.retryAfterNanos() >= 0
        ? answer.retryAfterNanos()
        : retry.pauseNanos(failures, outbox.isStopping(), timing.random());
  }

  private void settle(Batch batch, Answer answer) {
    if (answer.verdict() == Answer.Verdict.REFUSED) {
      log.warn("refused " + answer.kind(), lost(batch.events(), answer.text()), null);
      outbox.settle(batch, batch.events(), LossCause.REJECTED);
      return;
    }
    peerIsCollector = answer.fromCollector();
    if (answer.rejectedEvents() > 0) {
      log.warn("partial", lost(answer.rejectedEvents(), "rejected, " + answer.text()), null);
    }
    outbox.settle(batch, answer.rejectedEvents(), LossCause.REJECTED);
  }

  private String lost(long events, String why) {
    return String.format(Locale.ROOT, "%d events lost at %s: %s.", events, target.url(), why);
  }
}
