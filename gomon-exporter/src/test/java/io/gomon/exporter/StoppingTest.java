/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import io.gomon.Gomon;
import io.gomon.exporter.Peer.Reply;
import io.gomon.testkit.Conditions;
import io.gomon.testkit.RecordingListener;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class StoppingTest extends ExporterKit {

  @Test
  void stop_peerAnswers_shipsEverythingAndTheLastApplicationEvent() {
    start(builder());
    make(100);
    gomon().stop(PATIENCE);
    ExporterStats stats = exporter().stats();
    assertThat(stats.shipped()).isEqualTo(102);
    assertThat(stats.lost()).isZero();
  }

  @Test
  void stop_peerHangs_endsAtTheDeadlineAndCountsTheRest() throws Exception {
    peer.gate = new CountDownLatch(1);
    start(builder().maxBatchEvents(10));
    make(25);
    peer.next();
    long startNanos = System.nanoTime();
    gomon().stop(Duration.ofMillis(300));
    assertThat(Duration.ofNanos(System.nanoTime() - startNanos))
        .isBetween(Duration.ofMillis(250), Duration.ofSeconds(5));
    ExporterStats stats = exporter().stats();
    assertThat(stats.lost(LossCause.STOP_DEADLINE)).isEqualTo(27).isEqualTo(stats.lost());
    assertThat(stats.pending()).isZero();
    assertAddsUp(stats);
    awaitNoThread("gomon-exporter");
  }

  @Test
  void stop_duringALongPause_triesOnceMoreAtOnce() throws Exception {
    peer.replies.add(Reply.of(503, "Retry-After", "300"));
    start(builder().timing(Timing.SYSTEM).maxBatchEvents(1));
    peer.next();
    gomon().stop(PATIENCE);
    assertThat(exporter().stats().shipped()).isEqualTo(2);
    assertThat(exporter().stats().lost()).isZero();
  }

  @Test
  void feed_afterTheStop_isCountedAsLost() {
    start(builder());
    flush();
    exporter().stop(PATIENCE);
    exporter().stop(PATIENCE);
    make(1);
    ExporterStats stats = exporter().stats();
    assertThat(stats.lost(LossCause.STOP_DEADLINE)).isEqualTo(1);
    assertAddsUp(stats);
  }

  @Test
  void exporter_neverFed_hasNoThread() {
    HttpExporter idle = builder().build();
    assertThat(threads("gomon-exporter")).isEmpty();
    idle.flush(PATIENCE);
    idle.stop(PATIENCE);
    assertThat(idle.stats().fed()).isZero();
  }

  @Test
  void otherListeners_peerHangs_areNotDelayed() {
    peer.gate = new CountDownLatch(1);
    start(builder().maxBatchEvents(1).maxQueuedEvents(10));
    RecordingListener other = new RecordingListener();
    gomon().addListener(other);
    make(1_000);
    Conditions.await("all at the other one", () -> other.events("test-event").size() == 1_000);
    assertThat(exporter().stats().lost(LossCause.QUEUE_FULL)).isEqualTo(991);
  }

  @Test
  void manyExporters_startedAndStopped_leaveNoThreadAndNoConnection() throws Exception {
    UnixOperatingSystemMXBean system =
        (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    cycle();
    long openBefore = system.getOpenFileDescriptorCount();
    for (int i = 0; i < 30; i++) {
      cycle();
    }
    awaitNoThread("gomon-exporter");
    Conditions.await(
        "connections are closed", () -> system.getOpenFileDescriptorCount() < openBefore + 15);
    // OkHttp's own, which end after a minute without work: a few for all exporters, and daemons.
    assertThat(threads("Ok")).hasSizeLessThan(8).allMatch(Thread::isDaemon);
  }

  private void cycle() throws InterruptedException {
    HttpExporter exporter = builder().build();
    Gomon gomon =
        Gomon.builder("shop").listener(exporter).shutdownHook(false).discoverPlugins(false).start();
    gomon.start("test-event").finish();
    gomon.stop(PATIENCE);
    assertThat(exporter.stats().shipped()).isEqualTo(3);
  }

  private static List<Thread> threads(String prefix) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith(prefix))
        .toList();
  }

  private static void awaitNoThread(String prefix) {
    Conditions.await("no thread " + prefix, () -> threads(prefix).isEmpty());
  }
}
