/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.web;

import static io.gomon.collector.web.RunningRoutes.NOW_MILLIS;
import static io.gomon.collector.web.RunningRoutes.NOW_NANOS;
import static io.gomon.collector.web.RunningRoutes.request;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.collector.query.duckdb.DuckDbQueries;
import io.gomon.collector.query.duckdb.QueryLimits;
import io.gomon.collector.store.CollectedEvent;
import io.gomon.collector.store.EventFixture;
import io.gomon.collector.store.duckdb.DuckDbEventStore;
import io.gomon.collector.store.duckdb.StoreSettings;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

final class QueryRoutesTest {
  private static final long SECOND = 1_000_000_000L;

  @TempDir Path folder;
  private RunningRoutes routes;

  @BeforeEach
  void start() throws Exception {
    routes = RunningRoutes.start(folder);
  }

  @AfterEach
  void stop() throws Exception {
    routes.close();
  }

  @Test
  void services_severalOfThem_countsRequestsOnly() throws Exception {
    CollectedEvent root = request(1, 60).lapsed(10).event();
    routes.apply(
        root,
        request(2, 50).lapsed(30).failed().event(),
        request(3, 50).open().event(),
        request(4, 40).service("worker").kind("sql-wstmt-query", "select 1").event(),
        request(5, 30).service("python").kind("otel-server", "GET /").lapsed(7).event(),
        request(6, 16 * 60).event());
    JsonNode services = routes.get("/api/v1/services").json().get("services");
    assertThat(services).hasSize(3);
    JsonNode python = services.get(0);
    assertThat(python.get("service").asString()).isEqualTo("python");
    assertThat(python.get("requests").asLong()).isEqualTo(1);
    JsonNode shop = services.get(1);
    assertThat(shop.get("requests").asLong()).isEqualTo(2);
    assertThat(shop.get("errors").asLong()).isEqualTo(1);
    assertThat(shop.get("ratePerSecond").asDouble()).isEqualTo(2 / 900.0);
    assertThat(shop.get("p50Nanos").asLong()).isEqualTo(10);
    assertThat(shop.get("p99Nanos").asLong()).isEqualTo(30);
    assertThat(shop.get("lastSeenMillis").asLong()).isEqualTo(NOW_MILLIS - 50_000);
    JsonNode worker = services.get(2);
    assertThat(worker.get("requests").asLong()).isZero();
    assertThat(worker.get("p50Nanos").isNull()).isTrue();
  }

  @Test
  void series_gapsBetweenRequests_areZeroPoints() throws Exception {
    routes.apply(request(1, 25).lapsed(5).event(), request(2, 24).lapsed(9).failed().event());
    String range = "?from=" + (NOW_MILLIS - 30_000) + "&to=" + NOW_MILLIS + "&stepMillis=10000";
    JsonNode json = routes.get("/api/v1/services/shop/series" + range).json();
    assertThat(json.get("stepMillis").asLong()).isEqualTo(10_000);
    JsonNode points = json.get("points");
    assertThat(points).hasSize(3);
    assertThat(points.get(0).get("timeMillis").asLong()).isEqualTo(NOW_MILLIS - 30_000);
    assertThat(points.get(0).get("requests").asLong()).isEqualTo(2);
    assertThat(points.get(0).get("errors").asLong()).isEqualTo(1);
    assertThat(points.get(0).get("p95Nanos").asLong()).isEqualTo(9);
    assertThat(points.get(1).get("requests").asLong()).isZero();
    assertThat(points.get(1).get("p95Nanos").isNull()).isTrue();
  }

  @Test
  void series_withoutStep_hasAboutSixtyPoints() throws Exception {
    JsonNode json = routes.get("/api/v1/services/none/series").json();
    assertThat(json.get("stepMillis").asLong()).isEqualTo(15_000);
    assertThat(json.get("points")).hasSize(60);
  }

  @Test
  void operations_mostTotalTimeFirst() throws Exception {
    routes.apply(
        request(1, 9).lapsed(10).event(),
        request(2, 9).lapsed(20).failed().event(),
        request(3, 9).kind("sql-wstmt-query", "select 1").lapsed(100).event());
    JsonNode operations = routes.get("/api/v1/services/shop/operations").json().get("operations");
    assertThat(operations).hasSize(2);
    assertThat(operations.get(0).get("operation").asString()).isEqualTo("select 1");
    JsonNode get = operations.get(1);
    assertThat(get.get("fingerprint").asString()).isEqualTo("http-servlet");
    assertThat(get.get("count").asLong()).isEqualTo(2);
    assertThat(get.get("errors").asLong()).isEqualTo(1);
    assertThat(get.get("totalNanos").asLong()).isEqualTo(30);
    assertThat(get.get("maxNanos").asLong()).isEqualTo(20);
  }

  @Test
  void sql_prepareAndConnections_doNotCount() throws Exception {
    routes.apply(
        request(1, 9).kind("sql-wstmt-query", "select 1").lapsed(100).event(),
        request(2, 9).kind("sql-wstmt-query", "select 1").lapsed(300).failed().event(),
        request(3, 9).kind("conn-prepare", "select 1").lapsed(900).event(),
        request(4, 9).kind("sql-wconn", "sql-wconn").lapsed(900).event(),
        request(5, 9).service("other").kind("sql-wconn-exec", "update x").lapsed(1).event());
    JsonNode all = routes.get("/api/v1/sql").json().get("statements");
    assertThat(all).hasSize(2);
    JsonNode select = all.get(0);
    assertThat(select.get("query").asString()).isEqualTo("select 1");
    assertThat(select.get("count").asLong()).isEqualTo(2);
    assertThat(select.get("errors").asLong()).isEqualTo(1);
    assertThat(select.get("totalNanos").asLong()).isEqualTo(400);
    assertThat(select.get("meanNanos").asLong()).isEqualTo(200);
    assertThat(select.get("p95Nanos").asLong()).isEqualTo(300);
    assertThat(routes.get("/api/v1/sql?limit=1").json().get("statements")).hasSize(1);
    JsonNode other = routes.get("/api/v1/sql?service=other").json().get("statements");
    assertThat(other.get(0).get("query").asString()).isEqualTo("update x");
  }

  @Test
  void traces_filters_meetInOneEvent() throws Exception {
    CollectedEvent root = request(1, 60).lapsed(SECOND).event();
    CollectedEvent child =
        EventFixture.request(2, root.startNanos() - 5_000_000) // the other host's clock is behind
            .service("inventory")
            .under(root)
            .failed()
            .event();
    CollectedEvent other = request(3, 30).open().event();
    CollectedEvent runtime = request(4, 10).kind("rt-collect-memstat", "rt").event();
    CollectedEvent profile = request(5, 10).kind("sql-profile", "sql-profile").event();
    routes.apply(root, child, other, runtime, profile);
    JsonNode all = routes.get("/api/v1/traces").json().get("traces");
    assertThat(all).hasSize(2);
    assertThat(all.get(0).get("elapsedNanos").isNull()).isTrue();
    JsonNode trace = all.get(1);
    assertThat(trace.get("trace").asString())
        .isEqualTo(AnswerWriter.hex(root.traceHigh(), root.traceLow()));
    assertThat(trace.get("service").asString()).isEqualTo("shop");
    assertThat(trace.get("operation").asString()).isEqualTo("GET /items/{id}");
    assertThat(trace.get("startMillis").asLong()).isEqualTo(NOW_MILLIS - 60_000);
    assertThat(trace.get("elapsedNanos").asLong()).isEqualTo(SECOND);
    assertThat(trace.get("events").asLong()).isEqualTo(2);
    assertThat(trace.get("errors").asLong()).isEqualTo(1);
    assertThat(trace.get("services").toString()).isEqualTo("[\"inventory\",\"shop\"]");
    assertThat(tracesFound("service=inventory")).isEqualTo(1);
    assertThat(tracesFound("status=error")).isEqualTo(1);
    assertThat(tracesFound("status=error&service=shop")).isZero();
    assertThat(tracesFound("minNanos=1000000000")).isEqualTo(1);
    assertThat(tracesFound("operation=GET+/items/%7Bid%7D&limit=1")).isEqualTo(1);
    assertThat(tracesFound("to=" + (NOW_MILLIS - 60_000))).isEqualTo(1);
    assertThat(tracesFound("to=" + (NOW_MILLIS - 61_000))).isZero();
  }

  private int tracesFound(String query) throws Exception {
    return routes.get("/api/v1/traces?" + query).json().get("traces").size();
  }

  @Test
  void trace_ownAndForeignEvents_haveTheirKeys() throws Exception {
    CollectedEvent root =
        request(1, 60)
            .app(0x0190000000007000L, 5)
            .attributes(
                "{\"service\":\"mine\",\"n\":1.50,\"list\":[1,{\"a\":null}],\"t\":\"ä\\n\"}")
            .event();
    CollectedEvent foreign =
        request(2, 59)
            .foreign(0xabcL, root.idLow(), root.traceHigh(), root.traceLow())
            .open()
            .attributes("no json")
            .event();
    routes.apply(root, foreign);
    String id = AnswerWriter.hex(root.traceHigh(), root.traceLow());
    JsonNode json = routes.get("/api/v1/traces/" + id.toUpperCase(java.util.Locale.ROOT)).json();
    assertThat(json.get("trace").asString()).isEqualTo(id);
    assertThat(json.get("truncated").asBoolean()).isFalse();
    JsonNode own = json.get("events").get(0);
    assertThat(own.get("trace").asString()).isEqualTo(id);
    assertThat(own.get("id").asString().replace("-", "")).isEqualTo(id);
    assertThat(own.get("parent").asString()).isEqualTo("00000000-0000-0001-0000-000000000001");
    assertThat(own.get("app-id").asString()).isEqualTo("01900000-0000-7000-0000-000000000005");
    assertThat(own.get("gomon:fp").asString()).isEqualTo("http-servlet");
    assertThat(own.get("gomon:start").asLong()).isEqualTo(root.startNanos());
    assertThat(own.get("gomon:lapsed").asLong()).isEqualTo(root.lapsedNanos());
    assertThat(own.get("service").asString()).isEqualTo("shop");
    assertThat(own.get("operation").asString()).isEqualTo("GET /items/{id}");
    assertThat(own.get("event.service").asString()).isEqualTo("mine");
    assertThat(own.get("failed").asBoolean()).isFalse();
    assertThat(own.get("n").asDouble()).isEqualTo(1.5);
    assertThat(own.get("list").toString()).isEqualTo("[1,{\"a\":null}]");
    assertThat(own.get("t").asString()).isEqualTo("ä\n");
    JsonNode span = json.get("events").get(1);
    assertThat(span.get("id").asString()).isEqualTo("0000000000000abc");
    assertThat(span.get("parent").asString()).hasSize(16);
    assertThat(span.has("app-id")).isFalse();
    assertThat(span.has("gomon:lapsed")).isFalse();
    assertThat(span.get("event.damaged").asString()).isEqualTo("no json");
  }

  /** The engine reads values in the text of its statements. */
  @Test
  void values_thatMeanSomethingElsewhere_areAskedForAsTheyAre() throws Exception {
    String odd = "a\0'; --?$1 :all\"\\";
    CollectedEvent event = request(1, 60).service(odd).event();
    routes.apply(event);
    String asked = "/api/v1/traces?service=" + URLEncoder.encode(odd, UTF_8);
    assertThat(routes.get(asked).json().get("traces")).hasSize(1);
    RunningRoutes.Answer none = routes.get("/api/v1/traces?service=" + "%00".repeat(2_000));
    assertThat(none.response().statusCode()).isEqualTo(200);
    assertThat(none.json().get("traces")).isEmpty();
  }

  @Test
  void trace_largerThanAPiece_comesWhole() throws Exception {
    CollectedEvent root = request(1, 60).event();
    CollectedEvent[] events = new CollectedEvent[40];
    for (int i = 0; i < events.length; i++) {
      String text = "{\"n\":" + i + ",\"t\":\"" + "ab".repeat(10_000) + "\"}";
      events[i] = request(2 + i, 50).under(root).attributes(text).event();
    }
    routes.apply(events);
    RunningRoutes.Answer answer =
        routes.get("/api/v1/traces/" + AnswerWriter.hex(root.traceHigh(), root.traceLow()));
    assertThat(answer.json().get("events")).hasSize(40);
    assertThat(answer.json().get("events").get(39).get("t").asString()).hasSize(20_000);
    assertThat(answer.response().headers().firstValueAsLong("Content-Length"))
        .hasValue(answer.response().body().length());
  }

  @Test
  void memory_runsOfAService_haveHostAndPoints() throws Exception {
    CollectedEvent application =
        EventFixture.request(77, NOW_NANOS - 3 * 86_400 * SECOND)
            .kind("application", "application")
            .attributes("{\"host\":\"box\",\"pid\":4711}")
            .open()
            .event();
    EventFixture measured =
        request(2, 60)
            .kind("rt-collect-memstat", "rt-collect-memstat")
            .app(application.idHigh(), application.idLow())
            .attributes(
                "{\"heap-alloc\":1,\"heap-sys\":2,\"heap-max\":-1,\"nonheap-used\":4,"
                    + "\"num-gc\":5,\"pause-totalns\":6,\"pools\":[{\"heap-sys\":9}]}");
    CollectedEvent stranger =
        request(3, 50)
            .kind("rt-collect-memstat", "x")
            .app(9, 9)
            .attributes("{\"threads\":1}")
            .event();
    routes.apply(application, measured.event(), stranger);
    JsonNode instances = routes.get("/api/v1/services/shop/memory").json().get("instances");
    assertThat(instances).hasSize(2);
    assertThat(instances.get(0).get("host").isNull()).isTrue();
    assertThat(instances.get(0).get("pid").isNull()).isTrue();
    JsonNode run = instances.get(1);
    assertThat(run.get("host").asString()).isEqualTo("box");
    assertThat(run.get("pid").asLong()).isEqualTo(4711);
    JsonNode point = run.get("points").get(0);
    assertThat(point.get("timeMillis").asLong()).isEqualTo(NOW_MILLIS - 60_000);
    assertThat(point.get("heapUsedBytes").asLong()).isEqualTo(1);
    assertThat(point.get("heapCommittedBytes").asLong()).isEqualTo(2);
    assertThat(point.get("heapMaxBytes").isNull()).isTrue();
    assertThat(point.get("nonHeapUsedBytes").asLong()).isEqualTo(4);
    assertThat(point.get("gcCount").asLong()).isEqualTo(5);
    assertThat(point.get("gcPauseNanos").asLong()).isEqualTo(6);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/api/v1/services?form=1|Unknown parameter form",
        "/api/v1/status?from=1|Unknown parameter from",
        "/api/v1/services?from=2&to=1|must be before",
        "/api/v1/services?from=1&to=1|must be before",
        "/api/v1/services?from=yesterday|must be a whole number",
        "/api/v1/services?from=-1|must be 0 to",
        "/api/v1/services?to=99999999999999999999|must be a whole number",
        "/api/v1/services?from=|is empty",
        "/api/v1/services?from=1&from=2|given twice",
        "/api/v1/services/shop/series?stepMillis=0|must be 1 to",
        "/api/v1/services/shop/series?stepMillis=1|more than 2000 points",
        "/api/v1/traces?limit=501|must be 1 to 500",
        "/api/v1/traces?limit=0|must be 1 to 500",
        "/api/v1/traces?status=warning|must be error",
        "/api/v1/traces?minNanos=1.5|must be a whole number",
        "/api/v1/sql?limit=x|must be a whole number",
        "/api/v1/traces/123|32 hex digits",
        "/api/v1/traces/0123456789abcdef0123456789abcdeg|32 hex digits",
      })
  void get_senselessParameter_is400ThatSaysWhy(String path, String words) throws Exception {
    RunningRoutes.Answer answer = routes.get(path);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.error()).contains(words);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1",
        "/api/v1/",
        "/api/v1/nothing",
        "/api/v1/services/",
        "/api/v1/services/shop",
        "/api/v1/services/shop/nothing",
        "/api/v1/traces/0123456789abcdef0123456789abcdef/more",
        "/api/v1/traces/0123456789abcdef0123456789abcdef",
      })
  void get_unknown_is404InJson(String path) throws Exception {
    RunningRoutes.Answer answer = routes.get(path);
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.error()).isNotEmpty();
    assertThat(answer.response().headers().firstValue("content-type")).contains("application/json");
    assertThat(answer.response().headers().firstValue("gomon-collector")).contains("1.2.3");
  }

  @Test
  void post_toAQuestion_is405() throws Exception {
    RunningRoutes.Answer answer =
        routes.send(
            HttpRequest.newBuilder(routes.uri("/api/v1/services"))
                .POST(BodyPublishers.ofString("{}"))
                .build());
    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.response().headers().firstValue("allow")).contains("GET, HEAD");
  }

  @Test
  void serviceName_withSlashPercentAndSpace_isFound() throws Exception {
    String name = "a/b %c+ü?";
    routes.apply(request(1, 9).service(name).event());
    JsonNode operations =
        routes.get("/api/v1/services/a%2Fb%20%25c+%C3%BC%3F/operations").json().get("operations");
    assertThat(operations).hasSize(1);
  }

  @Test
  void get_pastTheTimeLimit_is503() throws Exception {
    StoreSettings settings = StoreSettings.of(folder.resolve("other"));
    QueryLimits noTime = new QueryLimits(Duration.ofNanos(1));
    try (DuckDbEventStore store = DuckDbEventStore.open(settings);
        RunningRoutes slow = RunningRoutes.start(DuckDbQueries.create(store, noTime))) {
      RunningRoutes.Answer answer = slow.get("/api/v1/services");
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.error()).contains("shorter time range");
      assertThat(answer.response().headers().firstValue("retry-after")).contains("1");
    }
  }

  @Test
  void get_closedStore_is500InJson() throws Exception {
    StoreSettings settings = StoreSettings.of(folder.resolve("other"));
    DuckDbQueries queries;
    try (DuckDbEventStore store = DuckDbEventStore.open(settings)) {
      queries = DuckDbQueries.create(store, QueryLimits.DEFAULT);
    }
    try (RunningRoutes broken = RunningRoutes.start(queries)) {
      RunningRoutes.Answer answer = broken.get("/api/v1/services");
      assertThat(answer.status()).isEqualTo(500);
      assertThat(answer.error()).contains("could not answer");
    }
  }
}
