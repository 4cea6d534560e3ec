/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector;

import io.gomon.collector.applier.Applier;
import io.gomon.collector.http.HealthRoutes;
import io.gomon.collector.http.HttpFront;
import io.gomon.collector.http.IngestRoutes;
import io.gomon.collector.ingest.BatchDecoder;
import io.gomon.collector.ingest.Wire;
import io.gomon.collector.ingest.json.GomonJsonDecoder;
import io.gomon.collector.ingest.otlp.OtlpJsonDecoder;
import io.gomon.collector.ingest.otlp.OtlpProtobufDecoder;
import io.gomon.collector.intake.BatchIds;
import io.gomon.collector.intake.Intake;
import io.gomon.collector.intake.RecordCodec;
import io.gomon.collector.log.QuietLog;
import io.gomon.collector.store.CollectedEvent;
import io.gomon.collector.store.EventStore;
import io.gomon.collector.store.StoreException;
import io.gomon.collector.wal.Wal;
import io.gomon.collector.wal.WalConfig;
import io.gomon.collector.wal.WalRecord;
import io.gomon.collector.wal.WalRecovery;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.server.Handler;
import org.jspecify.annotations.Nullable;

/**
 * A running collector: all parts, started in the order in which each needs the one before, and
 * stopped in the opposite one.
 */
final class Collector implements AutoCloseable {
  private static final Duration DRAIN = Duration.ofSeconds(10);

  private final QuietLog log = new QuietLog(System.getLogger("io.gomon.collector"));
  private final CollectorConfig config;
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();

  private DataFolder data;
  private EventStore store;
  private Wal wal;
  private Applier applier;
  private Intake intake;
  private HttpFront front;

  private Collector(CollectorConfig config, Wiring wiring) throws StartException {
    this.config = config;
    data = started(DataFolder.open(config.dataFolder()));
    store = openStore(wiring);
    BatchIds ids = new BatchIds();
    wal = openLog(ids);
    RecordCodec codec = new RecordCodec(decoders(), config.limits().maxInflatedBytes());
    applier = new Applier(wal, store, record -> decode(codec, ids, record), log);
    intake = new Intake(wal, codec, ids, applier::acknowledged, Clock.systemUTC());
    front = openFront(wiring);
  }

  /** Starts a collector; it serves requests when this returns. */
  static Collector start(CollectorConfig config, Wiring wiring) throws StartException {
    return new Collector(config, wiring);
  }

  int port() {
    return front.port();
  }

  EventStore store() {
    return store;
  }

  Wal wal() {
    return wal;
  }

  Intake intake() {
    return intake;
  }

  Applier applier() {
    return applier;
  }

  /** Stops: requests end, the log is written, the store gets what is left, for at most 10 s. */
  @Override
  public void close() {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) { // each part declares its own
        log.warn("stop", "Not all stopped cleanly: " + e.getMessage(), e);
      }
    }
  }

  private <T extends AutoCloseable> T started(T part) {
    parts.push(part);
    return part;
  }
}
