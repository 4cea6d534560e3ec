/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.exporter.Peer.Received;
import io.gomon.exporter.Peer.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryingTest extends ExporterKit {

  @Test
  void unavailable_withRetryAfter_isSentAgainThenUnderTheSameId() throws Exception {
    start(builder());
    peer.replies.add(Reply.of(503, "Retry-After", "7"));
    ExporterStats stats = flush();
    Received first = peer.next();
    Received second = peer.next();
    assertThat(timing.nextPauseMillis()).isEqualTo(7_000);
    assertThat(second.batchId()).isEqualTo(first.batchId());
    assertThat(second.rawBody()).isEqualTo(first.rawBody());
    assertThat(stats.shipped()).isEqualTo(1);
    assertThat(stats.retries()).isEqualTo(1);
    assertThat(stats.lost()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 502, 503, 504})
  void passingFailures_pauseTwiceAsLongEachTime(int status) throws Exception {
    start(builder().retryPauses(Duration.ofMillis(100), Duration.ofMillis(1_000)));
    for (int i = 0; i < 6; i++) {
      peer.replies.add(Reply.of(status));
    }
    assertThat(flush().shipped()).isEqualTo(1);
    for (long expected : new long[] {50, 100, 200, 400, 500, 500}) {
      assertThat(timing.nextPauseMillis()).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 400, 401, 404, 413, 500, 501})
  void otherStatuses_areFinalAndCounted(int status) throws Exception {
    start(builder());
    peer.replies.add(Reply.of(status, "Location", peer.endpoint() + "/elsewhere"));
    make(1);
    ExporterStats stats = flush();
    assertThat(stats.lost(LossCause.REJECTED)).isEqualTo(2).isEqualTo(stats.lost());
    make(1);
    assertThat(flush().shipped()).isEqualTo(1);
    assertThat(peer.next().batchId()).isNotEqualTo(peer.next().batchId());
    assertThat(peer.requests).isEmpty();
    assertThat(timing.pauses).isEmpty();
  }

  @Test
  void refusedConnection_untilThePeerIsThere_losesNothing() throws Exception {
    // Bound and not listening: connections are refused, and nobody else can take the port.
    Socket reserved = new Socket();
    reserved.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    int port = reserved.getLocalPort();
    AtomicReference<Peer> late = new AtomicReference<>();
    timing.duringPause =
        () -> {
          if (timing.pauses.size() == 3) {
            close(reserved);
            late.set(Peer.start(port));
          }
        };
    start(builder("http://127.0.0.1:" + port));
    make(10);
    ExporterStats stats = flush();
    try (Peer peer = late.get()) {
      assertThat(peer.next().spans()).hasSize(11);
    }
    assertThat(stats.shipped()).isEqualTo(11);
    assertThat(stats.retries()).isEqualTo(3);
    assertThat(stats.lost()).isZero();
  }

  @Test
  void sendersThread_startsAnEvent_itIsNotRecorded() throws Exception {
    AtomicReference<Boolean> recording = new AtomicReference<>();
    timing.duringPause = () -> recording.set(gomon().start("test-own").isRecording());
    start(builder());
    peer.replies.add(Reply.of(503));
    assertThat(flush().shipped()).isEqualTo(1);
    assertThat(recording.get()).isFalse();
  }

  @Test
  void silentPeer_afterTheRequestTimeout_isTriedAgain() throws Exception {
    peer.gate = new CountDownLatch(1);
    timing.duringPause = () -> peer.gate.countDown();
    start(builder().requestTimeout(Duration.ofMillis(200)));
    ExporterStats stats = flush();
    assertThat(stats.shipped()).isEqualTo(1);
    assertThat(stats.retries()).isEqualTo(1);
    assertThat(peer.next().batchId()).isEqualTo(peer.next().batchId());
  }

  @Test
  void batch_notTakenInTime_isGivenUpAndTheNextOneIsSent() {
    start(
        builder()
            .retryPauses(Duration.ofSeconds(10), Duration.ofSeconds(10))
            .maxRetryTime(Duration.ofSeconds(12)));
    for (int i = 0; i < 3; i++) {
      peer.replies.add(Reply.of(503)); // pauses of 5 s: the third would end beyond 12 s
    }
    assertThat(flush().lost(LossCause.GAVE_UP)).isEqualTo(1);
    make(2);
    ExporterStats stats = flush();
    assertThat(stats.shipped()).isEqualTo(2);
    assertThat(stats.lost()).isEqualTo(1);
    assertAddsUp(stats);
  }

  @Test
  void slowPeer_moreEventsThanRoom_losesTheNewestAndCounts() throws Exception {
    peer.gate = new CountDownLatch(1);
    start(builder().maxBatchEvents(10).maxQueuedEvents(100));
    make(299);
    ExporterStats full = exporter().stats();
    assertThat(full.pending()).isEqualTo(100);
    assertThat(full.lost(LossCause.QUEUE_FULL)).isEqualTo(200);
    assertAddsUp(full);
    peer.gate.countDown();
    ExporterStats stats = flush();
    assertThat(stats.shipped()).isEqualTo(100);
    assertThat(stats.lost()).isEqualTo(200);
    Received first = peer.next();
    assertThat(first.spans().get(1).getAttributesList())
        .anyMatch(a -> a.getKey().equals("number") && a.getValue().getIntValue() == 0);
  }

  @Test
  void slowPeer_moreBytesThanRoom_staysWithinIt() {
    peer.gate = new CountDownLatch(1);
    start(builder().maxBatchBytes(10_000).maxQueuedBytes(50_000));
    for (int i = 0; i < 100; i++) {
      gomon().start("test-event").set("text", "x".repeat(i % 7 * 700)).finish();
      delivered();
      assertThat(exporter().stats().pendingBytes()).isLessThanOrEqualTo(50_000);
    }
    ExporterStats full = exporter().stats();
    assertThat(full.pendingBytes()).isGreaterThan(40_000);
    assertThat(full.lost(LossCause.QUEUE_FULL)).isPositive().isEqualTo(full.lost());
    peer.gate.countDown();
    assertThat(flush().pendingBytes()).isZero();
  }

  @Test
  void flush_unansweredPeer_returnsAtTheTimeoutWithEventsPending() {
    peer.gate = new CountDownLatch(1);
    start(builder());
    exporter().flush(Duration.ofMillis(50));
    assertThat(exporter().stats().pending()).isEqualTo(1);
    peer.gate.countDown();
    assertThat(flush().shipped()).isEqualTo(1);
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
