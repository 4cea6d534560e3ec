/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.collector.ingest.Decoded;
import io.gomon.collector.ingest.IngestAdapters;
import io.gomon.collector.ingest.Origin;
import io.gomon.collector.ingest.Packing;
import io.gomon.collector.ingest.Room;
import io.gomon.collector.ingest.otlp.OtlpAdapters;
import io.gomon.collector.ingest.otlp.SampleSpans;
import io.gomon.collector.store.CollectedEvent;
import io.gomon.collector.store.Project;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the collector decodes to warm up, and that it does so when it starts. */
final class WarmUpTest {
  private static final String THREAD = "gomon-warm-up";

  @TempDir Path folder;

  /** The machine tells of its threads: this one may be over before anybody can look for it. */
  @Test
  void collector_starts_warmsUpOnceAndEndsIt() throws Exception {
    AtomicInteger begun = new AtomicInteger();
    CountDownLatch ended = new CountDownLatch(1);
    try (RecordingStream machine = new RecordingStream()) {
      machine.enable("jdk.ThreadStart").withoutStackTrace();
      machine.enable("jdk.ThreadEnd");
      onThread(machine, "jdk.ThreadStart", begun::incrementAndGet);
      onThread(machine, "jdk.ThreadEnd", ended::countDown);
      machine.startAsync();
      try (CollectorFixture collector = CollectorFixture.start(folder)) {
        assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(CollectorFixture.send(collector.to("/health")).statusCode()).isEqualTo(200);
      }
    }
    assertThat(begun).hasValue(1);
  }

  private static void onThread(RecordingStream machine, String event, Runnable then) {
    machine.onEvent(
        event,
        found -> {
          RecordedThread thread = found.getThread();
          if (thread != null && THREAD.equals(thread.getJavaName())) {
            then.run();
          }
        });
  }

  @Test
  void body_isDecoded_givesSpansOfAllKinds() throws Exception {
    Decoded decoded =
        Objects.requireNonNull(
                IngestAdapters.of(OtlpAdapters.all()).find("/v1/traces", "application/x-protobuf"))
            .decode(
                Packing.GZIP.inflate(SampleSpans.packed()),
                new Origin(Project.DEFAULT, "", 1),
                Room.UNLIMITED);
    assertThat(decoded.rejected()).isEmpty();
    assertThat(decoded.events())
        .hasSize(100)
        .allSatisfy(event -> assertThat(event.service()).isEqualTo("warm-up"))
        .allSatisfy(event -> assertThat(event.attributes()).contains("\"key.9\":\"value "))
        .extracting(CollectedEvent::fingerprint)
        .contains("otel-server", "otel-client");
  }
}
