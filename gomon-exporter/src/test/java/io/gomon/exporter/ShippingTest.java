/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.Event;
import io.gomon.EventTracker;
import io.gomon.Gomon;
import io.gomon.exporter.Peer.Received;
import io.gomon.exporter.Peer.Reply;
import io.gomon.testkit.RecordingListener;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.trace.v1.Span;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ShippingTest extends ExporterKit {

  @Test
  void otlp_byDefault_isGzippedProtobufWithABatchId() throws Exception {
    start(builder().header("X-Token", "t0ken"));
    make(3);
    ExporterStats stats = flush();
    Received received = peer.next();
    assertThat(received.method()).isEqualTo("POST");
    assertThat(received.path()).isEqualTo("/v1/traces");
    assertThat(received.headers())
        .containsEntry("Content-Type", "application/x-protobuf")
        .containsEntry("Content-Encoding", "gzip")
        .containsEntry("X-Token", "t0ken")
        .doesNotContainKeys("Cookie", "Gomon-Service", "Authorization");
    assertThat(received.headers().get("User-Agent")).startsWith("gomon-exporter/");
    assertThat(UUID.fromString(received.batchId())).isNotNull();
    assertThat(received.spans())
        .extracting(Span::getName)
        .containsExactly("application", "test-event", "test-event", "test-event");
    assertThat(stats.shipped()).isEqualTo(4);
    assertThat(stats.lost()).isZero();
    assertThat(stats.retries()).isZero();
  }

  @Test
  void gomonJson_whenAskedFor_isOneLineForEachEvent() throws Exception {
    start(builder().format(ExportFormat.GOMON_JSON).gzip(false));
    make(2);
    flush();
    Received received = peer.next();
    assertThat(received.path()).isEqualTo("/api/v1/events");
    assertThat(received.headers())
        .containsEntry("Content-Type", "application/x-ndjson")
        .containsEntry("Gomon-Service", "shop")
        .doesNotContainKey("Content-Encoding");
    List<JsonNode> events =
        received.text().lines().map(line -> JsonMapper.shared().readTree(line)).toList();
    assertThat(events)
        .extracting(event -> event.get("gomon:fp").asString())
        .containsExactly("application", "test-event", "test-event");
    assertThat(events.get(2).get("number").asLong()).isEqualTo(1);
  }

  @Test
  void batch_full_isSentWithoutFlush() throws Exception {
    start(builder().maxBatchEvents(4));
    make(11);
    assertThat(peer.next().spans()).hasSize(4);
    assertThat(peer.next().spans()).hasSize(4);
    assertThat(peer.next().spans()).hasSize(4);
  }

  @Test
  void batch_notFull_isSentAfterTheInterval() throws Exception {
    start(builder().flushInterval(Duration.ofMillis(20)));
    make(1);
    assertThat(peer.next().spans()).isNotEmpty();
  }

  @Test
  void batch_fullByBytes_isSentBeforeTheEventThatDoesNotFit() throws Exception {
    start(builder().maxBatchBytes(8_192));
    for (int i = 0; i < 3; i++) {
      gomon().start("test-event").set("text", "x".repeat(5_000)).finish();
    }
    delivered();
    ExporterStats stats = flush();
    assertThat(peer.next().spans()).hasSize(2);
    assertThat(peer.next().spans()).hasSize(1);
    assertThat(peer.next().spans()).hasSize(1);
    assertThat(stats.shipped()).isEqualTo(4);
  }

  @Test
  void event_largerThanABatch_isLostAloneAndCounted() throws Exception {
    start(builder().maxBatchBytes(8_192));
    gomon().start("test-small").finish();
    gomon().start("test-large").set("text", "x".repeat(9_000)).finish();
    gomon().start("test-small").finish();
    delivered();
    ExporterStats stats = flush();
    assertThat(stats.lost(LossCause.TOO_LARGE)).isEqualTo(1).isEqualTo(stats.lost());
    assertThat(stats.shipped()).isEqualTo(3);
  }

  @Test
  void event_ofMegabytes_arrivesWhole() throws Exception {
    start(builder());
    EventTracker tracker = gomon().start("test-large");
    for (int i = 0; i < 100; i++) {
      tracker.set("key" + i, "ß".repeat(16_384));
    }
    tracker.finish();
    delivered();
    flush();
    Span span = peer.next().spans().get(1);
    assertThat(span.getSerializedSize()).isGreaterThan(3_000_000);
    assertThat(span.getAttributes(50).getValue().getStringValue()).isEqualTo("ß".repeat(16_384));
  }

  @Test
  void openEvents_peerIsTheCollector_areShipped() throws Exception {
    start(builder());
    peer.replies.add(Reply.of(200, "Gomon-Collector", "1"));
    flush();
    announceAndFinish();
    ExporterStats stats = flush();
    peer.next();
    assertThat(peer.next().spans()).hasSize(2);
    assertThat(stats.openSkipped()).isZero();
  }

  @Test
  void openEvents_peerIsAnotherBackend_areSkippedFromItsFirstAnswerOn() throws Exception {
    start(builder());
    flush();
    announceAndFinish();
    ExporterStats stats = flush();
    assertThat(peer.next().spans()).extracting(Span::getName).containsExactly("application");
    assertThat(peer.next().spans()).hasSize(1);
    assertThat(stats.openSkipped()).isEqualTo(1);
    assertThat(stats.shipped()).isEqualTo(2);
    assertAddsUp(stats);
  }

  @Test
  void openEvents_never_areSkippedAndTheResourceIsStillThere() throws Exception {
    start(builder().openEvents(OpenEvents.NEVER));
    announceAndFinish();
    ExporterStats stats = flush();
    String body = peer.next().text();
    assertThat(body).contains("service.name").contains("shop");
    assertThat(stats.openSkipped()).isEqualTo(2);
  }

  private void announceAndFinish() {
    EventTracker tracker = gomon().start("test-long");
    tracker.announce();
    tracker.finish();
    delivered();
  }

  @Test
  void partialSuccess_someRejected_isCounted() {
    start(builder());
    make(9);
    byte[] answer =
        ExportTraceServiceResponse.newBuilder()
            .setPartialSuccess(
                ExportTracePartialSuccess.newBuilder()
                    .setErrorMessage("too old")
                    .setRejectedSpans(3))
            .build()
            .toByteArray();
    peer.replies.add(new Reply(200, Map.of("Content-Type", "application/x-protobuf"), answer));
    ExporterStats stats = flush();
    assertThat(stats.lost(LossCause.REJECTED)).isEqualTo(3).isEqualTo(stats.lost());
    assertThat(stats.shipped()).isEqualTo(7);
  }

  @Test
  void partialSuccess_moreThanWereSent_isCutToThem() {
    start(builder());
    byte[] answer =
        ExportTraceServiceResponse.newBuilder()
            .setPartialSuccess(ExportTracePartialSuccess.newBuilder().setRejectedSpans(1_000))
            .build()
            .toByteArray();
    peer.replies.add(new Reply(200, Map.of(), answer));
    ExporterStats stats = flush();
    assertThat(stats.lost(LossCause.REJECTED)).isEqualTo(1);
    assertAddsUp(stats);
  }

  @Test
  void answer_ofMegabytes_isNotReadToItsEnd() {
    start(builder());
    peer.replies.add(new Reply(400, Map.of(), new byte[8 << 20]));
    ExporterStats stats = flush();
    assertThat(stats.lost(LossCause.REJECTED)).isEqualTo(1);
  }

  @Test
  void secrets_maskedByGomon_stayMasked() throws Exception {
    start(builder().gzip(false));
    gomon().start("test-event").set("password", "canary-7f3a").finish();
    delivered();
    flush();
    String body = peer.next().text();
    assertThat(body).contains("password").contains("***").doesNotContain("canary-7f3a");
  }

  @Test
  void twoRuns_oneExporter_batchesAreOfOneRunEach() throws Exception {
    Gomon first = start(builder());
    Gomon second =
        Gomon.builder("inventory")
            .listener(exporter())
            .shutdownHook(false)
            .discoverPlugins(false)
            .start();
    awaitFed(2);
    first.start("test-first").finish();
    awaitFed(3);
    flush();
    assertThat(peer.next().text()).contains("shop").doesNotContain("inventory");
    assertThat(peer.next().text()).contains("inventory").doesNotContain("shop");
    Received third = peer.next();
    assertThat(third.text()).contains("shop").doesNotContain("inventory");
    assertThat(third.spans()).extracting(Span::getName).containsExactly("test-first");
    second.removeListener(exporter(), Duration.ZERO); // which stops the exporter
    fedByOthers = 1;
    second.stop(PATIENCE);
  }

  @Test
  void feed_eventThatCannotBeRead_isLostAloneAndCounted() throws Exception {
    start(builder());
    gomon().start("test-good").finish();
    delivered();
    RecordingListener recorded = new RecordingListener();
    gomon().addListener(recorded);
    gomon().start("test-good").set("text", "x").finish();
    delivered();
    exporter().feed(broken(recorded.await("test-good")));
    fedByOthers = 1;
    ExporterStats stats = flush();
    assertThat(stats.lost(LossCause.FAILED)).isEqualTo(1).isEqualTo(stats.lost());
    assertThat(peer.next().spans()).hasSize(3);
  }

  /** The event, but for its attributes, which cannot be read. */
  private static Event broken(Event event) {
    return (Event)
        Proxy.newProxyInstance(
            Event.class.getClassLoader(),
            new Class<?>[] {Event.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("forEach")) {
                throw new IllegalStateException("cannot be read");
              }
              return method.invoke(event, arguments);
            });
  }

  @Test
  void proxyAndCookies_ofTheProcess_playNoPart() throws Exception {
    System.setProperty("http.proxyHost", "127.0.0.1");
    System.setProperty("http.proxyPort", "1");
    System.setProperty("http.nonProxyHosts", "");
    try {
      start(builder());
      peer.replies.add(Reply.of(200, "Set-Cookie", "a=b"));
      flush();
      make(1);
      assertThat(flush().shipped()).isEqualTo(2);
      peer.next();
      assertThat(peer.next().headers()).doesNotContainKey("Cookie");
    } finally {
      System.clearProperty("http.proxyHost");
      System.clearProperty("http.proxyPort");
      System.clearProperty("http.nonProxyHosts");
    }
  }

  @Test
  void stats_whileEventsCome_addUpAtEveryMoment() {
    start(builder().flushInterval(Duration.ofMillis(1)).maxBatchEvents(50).maxQueuedEvents(500));
    for (int i = 0; i < 40; i++) {
      peer.replies.add(Reply.of(i % 4 == 0 ? 503 : i % 4 == 1 ? 400 : 200));
    }
    for (int i = 0; i < 5_000; i++) {
      gomon().start("test-event").finish();
      assertAddsUp(exporter().stats());
    }
    delivered();
    ExporterStats stats = flush();
    assertAddsUp(stats);
    assertThat(stats.pending()).isZero();
    assertThat(stats.shipped()).isPositive();
    assertThat(stats.lost(LossCause.REJECTED)).isPositive();
  }
}
