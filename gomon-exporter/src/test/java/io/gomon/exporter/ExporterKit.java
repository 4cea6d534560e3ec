/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.Gomon;
import io.gomon.testkit.Conditions;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;

/** A GoMon, a peer, and the check that each test's account adds up. */
abstract class ExporterKit {
  static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration NEVER = Duration.ofHours(1);

  final Peer peer = Peer.start();
  final RecordedPauses timing = new RecordedPauses();

  /** Events that something else than {@link #gomon()} has fed. */
  int fedByOthers;

  private HttpExporter exporter;
  private Gomon gomon;

  /** An exporter that sends when told to flush, or when a batch is full, and never by time. */
  HttpExporterBuilder builder() {
    return builder(peer.endpoint());
  }

  HttpExporterBuilder builder(String endpoint) {
    return HttpExporter.builder(endpoint).flushInterval(NEVER).timing(timing);
  }

  /** A GoMon with this exporter; the application event is fed already. */
  Gomon start(HttpExporterBuilder builder) {
    exporter = builder.build();
    gomon =
        Gomon.builder("shop").listener(exporter).shutdownHook(false).discoverPlugins(false).start();
    delivered();
    return gomon;
  }

  void make(int events) {
    for (int i = 0; i < events; i++) {
      gomon.start("test-event").set("number", i).finish();
    }
    delivered();
  }

  /** Waits until the exporter was fed all that was made; sends nothing. */
  void delivered() {
    awaitFed(gomon.stats().made());
  }

  void awaitFed(long events) {
    Conditions.await(events + " fed", () -> exporter.stats().fed() >= events);
  }

  ExporterStats flush() {
    exporter.flush(PATIENCE);
    return exporter.stats();
  }

  HttpExporter exporter() {
    return exporter;
  }

  Gomon gomon() {
    return gomon;
  }

  static void assertAddsUp(ExporterStats stats) {
    assertThat(stats.shipped() + stats.openSkipped() + stats.lost() + stats.pending())
        .as("%s", stats)
        .isEqualTo(stats.fed());
  }

  @AfterEach
  void stopAll() {
    if (gomon != null) {
      gomon.stop(Duration.ofMillis(200));
      ExporterStats stats = exporter.stats();
      assertAddsUp(stats);
      assertThat(stats.pending()).isZero();
      assertThat(stats.pendingBytes()).isZero();
      assertThat(stats.fed()).isEqualTo(gomon.stats().dispatched() + fedByOthers);
    }
    peer.gate.countDown();
    peer.close();
  }
}
