/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector;

import io.gomon.collector.ingest.BadBatchException;
import io.gomon.collector.ingest.IngestAdapter;
import io.gomon.collector.ingest.IngestAdapters;
import io.gomon.collector.ingest.Origin;
import io.gomon.collector.ingest.Packing;
import io.gomon.collector.ingest.Room;
import io.gomon.collector.ingest.otlp.SampleSpans;
import io.gomon.collector.intake.Batch;
import io.gomon.collector.intake.RecordCodec;
import io.gomon.collector.store.Project;
import java.util.Objects;

/**
 * Decodes spans that nobody sent while the store is being opened, and throws them away: the first
 * senders then meet compiled code (RATIONALE.md). Its thread soon ends by itself, or with {@link
 * #close}.
 */
final class WarmUp implements AutoCloseable {
  /** About 0.3 s of a processor, which opening the store takes, too. */
  private static final int BATCHES = 500;

  private final IngestAdapter adapter;
  private final RecordCodec codec;
  private final Thread thread = new Thread(this::run, "gomon-warm-up");

  private volatile boolean closed;

  private WarmUp(IngestAdapter adapter, RecordCodec codec) {
    this.adapter = adapter;
    this.codec = codec;
    thread.setDaemon(true);
  }

  static WarmUp start(IngestAdapters adapters, RecordCodec codec) {
    WarmUp started =
        new WarmUp(
            Objects.requireNonNull(adapters.find("/v1/traces", "application/x-protobuf")), codec);
    started.thread.start();
    return started;
  }

  private void run() {
    Origin origin = new Origin(Project.DEFAULT, "", System.currentTimeMillis());
    Batch batch = new Batch(adapter, Packing.GZIP, "", origin, SampleSpans.packed());
    try {
      for (int i = 0; i < BATCHES && !closed; i++) {
        codec.decode(batch, Room.UNLIMITED);
      }
    } catch (BadBatchException e) {
      throw new IllegalStateException("these spans are good ones: WarmUpTest", e);
    }
  }

  /** Lets it end; does not wait for that. */
  @Override
  public void close() {
    closed = true;
  }
}
