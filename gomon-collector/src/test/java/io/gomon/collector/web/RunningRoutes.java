/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.web;

import io.gomon.collector.archive.Backups;
import io.gomon.collector.archive.StoreExport;
import io.gomon.collector.http.HealthRoutes;
import io.gomon.collector.query.EventQueries;
import io.gomon.collector.query.LiveTail;
import io.gomon.collector.query.duckdb.DuckDbQueries;
import io.gomon.collector.query.duckdb.QueryLimits;
import io.gomon.collector.store.CollectedEvent;
import io.gomon.collector.store.EventFixture;
import io.gomon.collector.store.StoreException;
import io.gomon.collector.store.StoreStatus;
import io.gomon.collector.store.duckdb.DuckDbEventStore;
import io.gomon.collector.store.duckdb.StoreSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The routes in a real server over a real store, and a real client. */
final class RunningRoutes implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  static final long NOW_MILLIS = NOW.toEpochMilli();
  static final long NOW_NANOS = NOW_MILLIS * 1_000_000;

  private final Server server;
  private final QueryRoutes routes;
  private final @Nullable DuckDbEventStore store;
  private final HttpClient client = HttpClient.newHttpClient();
  private long position;

  private RunningRoutes(EventQueries queries, @Nullable DuckDbEventStore store, Path data)
      throws Exception {
    this.store = store;
    server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    ((ServerConnector) server.getConnectors()[0])
        .getConnectionFactory(HttpConnectionFactory.class)
        .getHttpConfiguration()
        .setUriCompliance(QueryRoutes.URI_COMPLIANCE);
    routes = (QueryRoutes) QueryRoutes.handler(queries, new Status(), () -> NOW);
    TailRoutes tail = new TailRoutes(new LiveTail(100), "1.2.3");
    Handler.Sequence handlers = new Handler.Sequence(new HealthRoutes(() -> null), tail);
    if (store != null) {
      Backups.Around around = new Backups.Around("1.2.3", () -> 0, () -> 0, () -> 0);
      handlers.addHandler(new BackupRoute(new Backups(data, store, around), "1.2.3"));
      handlers.addHandler(new ExportRoute(new StoreExport(store), "1.2.3"));
    }
    handlers.addHandler(routes);
    server.setHandler(handlers);
    server.start();
  }

  /** A request that began so many seconds before now. */
  static EventFixture request(long id, long secondsAgo) {
    return EventFixture.request(id, NOW_NANOS - TimeUnit.SECONDS.toNanos(secondsAgo));
  }

  static RunningRoutes start(Path folder) throws Exception {
    DuckDbEventStore store = DuckDbEventStore.open(StoreSettings.of(folder).withClock(() -> NOW));
    return new RunningRoutes(DuckDbQueries.create(store, QueryLimits.DEFAULT), store, folder);
  }

  static RunningRoutes start(EventQueries queries) throws Exception {
    return new RunningRoutes(queries, null, Path.of("none"));
  }

  Set<String> patterns() {
    return routes.patterns();
  }

  void apply(CollectedEvent... events) throws Exception {
    store.apply(++position, List.of(events));
  }

  /** The status and the parsed body of a GET. */
  Answer get(String pathAndQuery) throws Exception {
    return send(HttpRequest.newBuilder(uri(pathAndQuery)).GET().build());
  }

  Answer send(HttpRequest request) throws Exception {
    HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
    return new Answer(response, JsonMapper.shared().readTree(response.body()));
  }

  URI uri(String pathAndQuery) {
    return URI.create(server.getURI().resolve("/").toString()).resolve(pathAndQuery);
  }

  @Override
  public void close() throws StoreException {
    LifeCycle.stop(server);
    if (store != null) {
      store.close();
    }
  }

  record Answer(HttpResponse<String> response, JsonNode json) {
    int status() {
      return response.statusCode();
    }

    String error() {
      return json.get("error").asString();
    }
  }

  /** What Main tells about itself, with another number for each. */
  private final class Status implements CollectorStatus {
    @Override
    public String version() {
      return "1.2.3";
    }

    @Override
    public Instant started() {
      return NOW;
    }

    @Override
    public long acceptedEvents() {
      return 11;
    }

    @Override
    public long ownEvents() {
      return 9;
    }

    @Override
    public long droppedOwnEvents() {
      return 7;
    }

    @Override
    public long duplicateBatches() {
      return 12;
    }

    @Override
    public long nameConflicts() {
      return 16;
    }

    @Override
    public long rejectedEvents() {
      return 8;
    }

    @Override
    public long quarantinedBatches() {
      return 17;
    }

    @Override
    public long walBytes() {
      return 13;
    }

    @Override
    public int walSegments() {
      return 14;
    }

    @Override
    public long walPendingBatches() {
      return 15;
    }

    @Override
    public long otherEvents() {
      return 19;
    }

    @Override
    public long otherSamples() {
      return 20;
    }

    @Override
    public long acknowledgedPosition() {
      return 18;
    }

    @Override
    public long storedPosition() {
      return 18;
    }

    @Override
    public long minFreeDiskBytes() {
      return 0;
    }

    @Override
    public StoreStatus store() {
      return store == null ? new StoreStatus(0, 0, 0, 0, 0, 0, 0) : store.status();
    }
  }
}
