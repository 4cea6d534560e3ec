/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector;

import io.gomon.collector.admission.Gatekeeper;
import io.gomon.collector.admission.RateLimit;
import io.gomon.collector.applier.Applier;
import io.gomon.collector.applier.Quarantine;
import io.gomon.collector.applier.RecordDecoder;
import io.gomon.collector.http.HttpFront;
import io.gomon.collector.http.IngestRoutes;
import io.gomon.collector.ingest.BadBatchException;
import io.gomon.collector.ingest.IngestAdapter;
import io.gomon.collector.ingest.IngestAdapters;
import io.gomon.collector.ingest.json.GomonAdapter;
import io.gomon.collector.ingest.otlp.OtlpAdapters;
import io.gomon.collector.intake.Acknowledged;
import io.gomon.collector.intake.BatchIds;
import io.gomon.collector.intake.Intake;
import io.gomon.collector.intake.RecordCodec;
import io.gomon.collector.log.QuietLog;
import io.gomon.collector.ops.FreeDisk;
import io.gomon.collector.ops.OwnEvents;
import io.gomon.collector.store.LoggedBatch;
import io.gomon.collector.store.Project;
import io.gomon.collector.store.StoreException;
import io.gomon.collector.store.StoreInitException;
import io.gomon.collector.store.TelemetryStore;
import io.gomon.collector.wal.Wal;
import io.gomon.collector.wal.WalConfig;
import io.gomon.collector.wal.WalRecord;
import io.gomon.collector.wal.WalRecovery;
import io.gomon.collector.web.QueryRoutes;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.eclipse.jetty.server.Handler;
import org.jspecify.annotations.Nullable;

/**
 * A running collector: all parts, started in the order in which each needs the one before, and
 * stopped in the opposite one.
 */
final class Collector implements AutoCloseable {
  private static final Duration DRAIN = Duration.ofSeconds(10);

  /** A sixth of the heap may hold decoded events that wait for the store. */
  private static final int BACKLOG_PART = 6;

  private final QuietLog log = new QuietLog(System.getLogger("io.gomon.collector"));
  private final CollectorConfig config;
  private final Wiring.Opener opener;

  /** Whether it is started for one command on a folder that nobody uses: it deletes nothing. */
  private final boolean forCommand;

  /** Set when all is started. */
  private @Nullable HttpFront front;

  /** Set when all is started. */
  private @Nullable RunningStatus status;

  /** Stopped in the opposite order. Main thread, then the thread that closes. */
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();

  private Collector(CollectorConfig config, Wiring.Opener opener, boolean forCommand) {
    this.config = config;
    this.opener = opener;
    this.forCommand = forCommand;
  }

  /** Starts a collector; it serves requests when this returns. */
  static Collector start(CollectorConfig config, Wiring.Opener opener) throws StartException {
    return started(new Collector(config, opener, false));
  }

  /** The same for one command: no day that is past retention is deleted. */
  static Collector startForCommand(CollectorConfig config, Wiring.Opener opener)
      throws StartException {
    return started(new Collector(config, opener, true));
  }

  private static Collector started(Collector collector) throws StartException {
    boolean started = false;
    try {
      collector.startParts();
      started = true;
      return collector;
    } finally {
      if (!started) {
        collector.close();
      }
    }
  }

  /** The port that is open. */
  int port() {
    return Objects.requireNonNull(front).port();
  }

  RunningStatus status() {
    return Objects.requireNonNull(status);
  }

  /** Stops: requests end, the store gets what is left for at most 10 s, the log keeps the rest. */
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

  private void startParts() throws StartException {
    DataFolder data = DataFolder.open(config.dataFolder());
    parts.push(data);
    IngestAdapters adapters = adapters();
    RecordCodec codec = new RecordCodec(adapters, config.limits().maxInflatedBytes());
    if (!forCommand) {
      parts.push(WarmUp.start(adapters, codec));
    }
    Wiring wiring = openStore(data);
    TelemetryStore store = wiring.store();
    parts.push(store);
    BatchIds ids = openNames(data, store.appliedPosition());
    LogReading found = new LogReading(ids, store.appliedPosition());
    Wal wal = openLog(data, found);
    parts.push(wal);
    wal.onDelete(ids::leaveLog);
    wal.onAppend(new FreeDisk(config.dataFolder(), config.disk().minFreeBytes())::trouble);
    Applier.Load load =
        new Applier.Load(found.pending, Runtime.getRuntime().maxMemory() / BACKLOG_PART);
    Quarantine quarantine = openQuarantine(data);
    RecordDecoder replayed = quarantine.around(record -> decode(codec, ids, record));
    Applier applier = new Applier(wal, store, replayed, load, log);
    parts.push(() -> applier.close(DRAIN));
    Acknowledged next = handTo(applier);
    Intake intake = new Intake(wal, codec, ids, next);
    OwnEvents own = Served.ownEvents(adapters, new Intake(wal, codec, ids, next));
    RunningStatus status =
        new RunningStatus(
            new RunningStatus.Parts(wal, wiring, applier, intake, own, quarantine),
            config.disk().minFreeBytes());
    IngestRoutes.Doors doors =
        new IngestRoutes.Doors(
            adapters, RateLimit.before(Gatekeeper.OPEN, config.limits().maxRate()));
    IngestRoutes ingest = new IngestRoutes(doors, intake, config.limits(), log);
    Served served = Served.of(ingest, status, wiring, own);
    HttpFront front = openPort(served.routes());
    applier.start();
    if (!forCommand) {
      parts.push(Retention.start(store, wal, config.disk().maxDataBytes(), log));
    }
    parts.push(front);
    serve(front);
    if (config.selfMonitoring() && !forCommand) {
      parts.push(served.self());
      served.self().start();
      log.onTold(served.self()::trouble);
    }
    this.front = front;
    this.status = status;
  }

  private Wiring openStore(DataFolder data) throws StartException {
    try {
      return opener.open(data.store(), config.retention());
    } catch (StoreInitException e) {
      throw new StartException(
          ExitCode.STORE_NOT_INITIALISED, "cannot initialise the store: " + e.getMessage(), e);
    } catch (StoreException e) {
      throw new StartException(
          ExitCode.STORE_NOT_OPENED, "cannot open the store: " + e.getMessage(), e);
    }
  }

  /** What the log holds at start: names of batches, and how many are to be stored. */
  private static final class LogReading {
    private final BatchIds ids;
    private final long storedPosition;
    private long pending;

    LogReading(BatchIds ids, long storedPosition) {
      this.ids = ids;
      this.storedPosition = storedPosition;
    }

    void visit(WalRecord record) {
      ids.restore(record.entry(), record.position());
      pending += record.position() > storedPosition ? 1 : 0;
    }
  }

  private static BatchIds openNames(DataFolder data, long storedPosition) throws StartException {
    try {
      return BatchIds.open(data.names(), storedPosition);
    } catch (IOException e) {
      throw new StartException(
          ExitCode.DATA_NOT_WRITABLE,
          "cannot read the folder " + data.names() + ": " + DataFolder.reason(e),
          e);
    }
  }

  private Wal openLog(DataFolder data, LogReading reading) throws StartException {
    try {
      WalConfig walConfig = WalConfig.create(data.wal(), config.disk().maxWalBytes());
      Wal wal = Wal.open(walConfig, reading.storedPosition, reading::visit);
      tell(wal.recovery(), reading.pending);
      return wal;
    } catch (IOException e) {
      throw new StartException(
          ExitCode.LOG_NOT_OPENED,
          "cannot open the write-ahead log in " + data + ": " + DataFolder.reason(e),
          e);
    }
  }

  private Quarantine openQuarantine(DataFolder data) throws StartException {
    try {
      return Quarantine.open(data.quarantine(), log);
    } catch (IOException e) {
      throw new StartException(
          ExitCode.DATA_NOT_WRITABLE,
          "cannot read the folder " + data.quarantine() + ": " + DataFolder.reason(e),
          e);
    }
  }

  private void tell(WalRecovery recovery, long pending) {
    if (recovery.damagedBytes() > 0) {
      log.warn(
          "log-damaged-at-start",
          recovery.damagedBytes()
              + " damaged bytes in "
              + recovery.damagedPlaces()
              + " places of the write-ahead log: the batches in them are lost.",
          null);
    }
    if (recovery.tornBytes() > 0) {
      log.info(
          "Cut "
              + recovery.tornBytes()
              + " bytes off the write-ahead log: a batch that was not acknowledged.");
    }
    if (pending > 0) {
      log.info("Storing " + pending + " batches that are in the write-ahead log only.");
    }
  }

  private static IngestAdapters adapters() {
    List<IngestAdapter> adapters = new ArrayList<>(GomonAdapter.both());
    adapters.addAll(OtlpAdapters.all());
    return IngestAdapters.of(adapters);
  }

  private static LoggedBatch decode(RecordCodec codec, BatchIds ids, WalRecord record)
      throws BadBatchException {
    if (ids.isRepeated(record.entry(), record.position())) {
      return new LoggedBatch(record.position(), Project.DEFAULT, List.of());
    }
    return codec.decode(record);
  }

  private static Acknowledged handTo(Applier applier) {
    return new Acknowledged() {
      @Override
      public void accept(LoggedBatch batch) {
        applier.acknowledged(batch);
      }

      @Override
      public void missed() {
        applier.missed();
      }
    };
  }

  private HttpFront openPort(List<Handler> routes) throws StartException {
    HttpFront front =
        new HttpFront(
            config.bind(), config.port(), Version.text(), QueryRoutes.URI_COMPLIANCE, routes);
    try {
      front.open();
      return front;
    } catch (IOException e) {
      String reason = String.valueOf((e.getCause() == null ? e : e.getCause()).getMessage());
      String address = config.bind().getHostAddress() + ":" + config.port();
      String hint = reason.contains("in use") ? "is another collector running? " : "";
      throw new StartException(
          ExitCode.PORT_NOT_OPENED,
          "cannot listen on " + address + ": " + reason + " (" + hint + "choose another --port)",
          e);
    }
  }

  private void serve(HttpFront front) throws StartException {
    try {
      front.start();
    } catch (IOException e) {
      throw new StartException(ExitCode.INTERNAL, String.valueOf(e.getMessage()), e);
    }
  }
}
