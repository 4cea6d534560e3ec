/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector;

import io.gomon.collector.http.HealthRoutes;
import io.gomon.collector.http.IngestRoutes;
import io.gomon.collector.ingest.IngestAdapter;
import io.gomon.collector.ingest.IngestAdapters;
import io.gomon.collector.ingest.Origin;
import io.gomon.collector.ingest.Packing;
import io.gomon.collector.ingest.Room;
import io.gomon.collector.intake.Batch;
import io.gomon.collector.intake.Intake;
import io.gomon.collector.ops.Metrics;
import io.gomon.collector.ops.MetricsRoute;
import io.gomon.collector.ops.OwnEvents;
import io.gomon.collector.ops.QuestionWatch;
import io.gomon.collector.ops.SelfMonitoring;
import io.gomon.collector.ops.SelfReport;
import io.gomon.collector.ops.StatusCounts;
import io.gomon.collector.store.Project;
import java.util.List;
import java.util.Objects;
import org.eclipse.jetty.server.Handler;

/**
 * What answers requests, and what makes events of that.
 *
 * @param routes asked in this order
 */
record Served(List<Handler> routes, SelfMonitoring self) {

  static Served of(IngestRoutes ingest, RunningStatus status, Wiring wiring, OwnEvents own) {
    StatusCounts ingested = new StatusCounts(ingest);
    StatusCounts queried = new StatusCounts(new Handler.Sequence(wiring.routes().apply(status)));
    Metrics metrics =
        new Metrics(status, status.forces(), status::lagBytes, status::isReady, ingested, queried);
    SelfMonitoring self = new SelfMonitoring(own, new SelfReport(metrics, status::notReadyReason));
    return new Served(
        List.of(
            ingested,
            new HealthRoutes(status::notReadyReason),
            new MetricsRoute(metrics::text),
            new QuestionWatch(queried, self)),
        self);
  }

  /** Own events have an intake of their own, so that nobody counts them among those of others. */
  static OwnEvents ownEvents(IngestAdapters adapters, Intake intake) {
    IngestAdapter json =
        Objects.requireNonNull(adapters.find("/api/v1/events", "application/json"));
    return new OwnEvents(
        event -> {
          Origin origin =
              new Origin(Project.DEFAULT, SelfMonitoring.SERVICE, System.currentTimeMillis());
          return intake.take(new Batch(json, Packing.NONE, "", origin, event), Room.UNLIMITED);
        });
  }
}
