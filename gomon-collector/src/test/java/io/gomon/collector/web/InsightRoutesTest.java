/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.web;

import static io.gomon.collector.web.RunningRoutes.NOW_MILLIS;
import static io.gomon.collector.web.RunningRoutes.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.collector.rollup.Buckets;
import io.gomon.collector.store.CollectedEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What events add up to, against a real store and over HTTP. */
final class InsightRoutesTest {
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
  void histogram_numbersOfAllSizes_areInTheBucketsOfJava() throws Exception {
    List<CollectedEvent> events = new ArrayList<>();
    Map<Long, Long> expected = new TreeMap<>();
    long id = 1;
    for (int bits = 0; bits < 63; bits++) {
      for (long value :
          new long[] {(1L << bits) - 1, 1L << bits, (1L << bits) + (1L << bits) / 3}) {
        events.add(request(id++, 10).lapsed(value).event());
        expected.merge(Buckets.lowest(Buckets.indexOf(value)), 1L, Long::sum);
      }
    }
    routes.apply(events.toArray(CollectedEvent[]::new));
    JsonNode json = routes.get("/api/v1/services/shop/histogram").json();
    Map<Long, Long> buckets = new TreeMap<>();
    json.get("buckets")
        .forEach(b -> buckets.put(b.get("fromNanos").asLong(), b.get("count").asLong()));
    assertThat(buckets).isEqualTo(expected);
    assertThat(json.get("count").asLong()).isEqualTo(events.size());
    assertThat(json.get("totalNanos").asLong()).isEqualTo(Long.MAX_VALUE);
    assertThat(json.get("relativeError").asDouble()).isEqualTo(0.0079);
  }

  @Test
  void histogram_ofAnOperation_hasItsCountsExactly() throws Exception {
    routes.apply(
        request(1, 10).lapsed(100).event(),
        request(2, 10).lapsed(1_000_000).failed().event(),
        request(3, 10).open().event(),
        request(4, 10).kind("segment", "work").lapsed(7).event(),
        request(5, 10).service("other").lapsed(9).event());
    JsonNode requests = routes.get("/api/v1/services/shop/histogram").json();
    assertThat(requests.get("count").asLong()).isEqualTo(2);
    assertThat(requests.get("errors").asLong()).isEqualTo(1);
    assertThat(requests.get("totalNanos").asLong()).isEqualTo(1_000_100);
    assertThat(requests.get("maxNanos").asLong()).isEqualTo(1_000_000);
    assertThat(requests.get("p50Nanos").asLong()).isEqualTo(100);
    assertThat(requests.get("p99Nanos").asDouble()).isBetween(992_100.0, 1_007_900.0);
    JsonNode work = routes.get("/api/v1/services/shop/histogram?operation=work").json();
    assertThat(work.get("count").asLong()).isEqualTo(1);
    JsonNode none = routes.get("/api/v1/services/none/histogram").json();
    assertThat(none.get("p50Nanos").isNull()).isTrue();
    assertThat(none.get("buckets")).isEmpty();
  }

  @Test
  void heat_requestsByTimeAndDuration_areCells() throws Exception {
    routes.apply(
        request(1, 25).lapsed(1_000_000).event(),
        request(2, 24).lapsed(1_010_000).failed().event(),
        request(3, 24).lapsed(64_000_000).event(),
        request(4, 5).lapsed(1_000_000).event());
    String range = "?from=" + (NOW_MILLIS - 30_000) + "&to=" + NOW_MILLIS + "&stepMillis=10000";
    JsonNode cells = routes.get("/api/v1/services/shop/heat" + range).json().get("cells");
    assertThat(cells).hasSize(3);
    JsonNode first = cells.get(0);
    assertThat(first.get("timeMillis").asLong()).isEqualTo(NOW_MILLIS - 30_000);
    assertThat(first.get("fromNanos").asLong()).isLessThanOrEqualTo(1_000_000);
    assertThat(first.get("toNanos").asLong()).isGreaterThan(1_010_000);
    assertThat(first.get("count").asLong()).isEqualTo(2);
    assertThat(first.get("errors").asLong()).isEqualTo(1);
    assertThat(cells.get(2).get("timeMillis").asLong()).isEqualTo(NOW_MILLIS - 10_000);
    assertThat(routes.get("/api/v1/services/shop/heat?stepMillis=1").status()).isEqualTo(400);
  }

  private static String error(String type, String message, String... frames) {
    String stack = type + ": " + message + "\\n\\tat " + String.join("\\n\\tat ", frames);
    return ("{\"error\":[{\"type\":\"" + type + "\",\"msg\":\"" + message)
        + ("\",\"stack\":\"" + stack + "\"}]}");
  }

  @Test
  void errors_otherLinesAndMessages_areOneGroup() throws Exception {
    String list = "java.base/java.util.ArrayList.get(ArrayList.java:427)";
    CollectedEvent last =
        request(2, 5)
            .failed()
            .attributes(error("a.B", "no 2", list, "shop.Basket.add(Basket.java:43)"))
            .event();
    routes.apply(
        request(1, 9)
            .failed()
            .attributes(error("a.B", "no 1", list, "shop.Basket.add(Basket.java:42)"))
            .event(),
        last,
        request(3, 8)
            .failed()
            .attributes(error("a.B", "no 1", list, "shop.Basket.drop(Basket.java:42)"))
            .event(),
        request(4, 8).failed().event(),
        request(5, 8).failed().attributes("no json").event(),
        request(6, 8).failed().service("other").attributes("{\"error\":\"text\"}").event(),
        request(7, 8).failed().service("other").attributes(error("a.B", "x")).event());
    JsonNode groups = routes.get("/api/v1/errors").json().get("groups");
    assertThat(groups).hasSize(3);
    JsonNode add = groups.get(0);
    assertThat(add.get("type").asString()).isEqualTo("a.B");
    assertThat(add.get("frames").toString()).isEqualTo("[\"shop.Basket.add\"]");
    assertThat(add.get("message").asString()).isEqualTo("no 2");
    assertThat(add.get("count").asLong()).isEqualTo(2);
    assertThat(add.get("firstMillis").asLong()).isEqualTo(NOW_MILLIS - 9_000);
    assertThat(add.get("lastMillis").asLong()).isEqualTo(NOW_MILLIS - 5_000);
    assertThat(add.get("trace").asString())
        .isEqualTo(AnswerWriter.hex(last.traceHigh(), last.traceLow()));
    assertThat(add.get("group").asString()).isNotEqualTo(groups.get(1).get("group").asString());
    assertThat(routes.get("/api/v1/errors?service=other").json().get("groups")).hasSize(1);
    assertThat(routes.get("/api/v1/errors?limit=1").json().get("groups")).hasSize(1);
  }

  @Test
  void errors_moreGroupsThanRoom_areCountedAsOthers() throws Exception {
    List<CollectedEvent> events = new ArrayList<>();
    for (int i = 1; i <= 520; i++) {
      events.add(request(i, 9).failed().attributes(error("T" + i, "m")).event());
    }
    routes.apply(events.toArray(CollectedEvent[]::new));
    JsonNode groups = routes.get("/api/v1/errors?limit=500").json().get("groups");
    assertThat(groups).hasSize(500);
    JsonNode other = groups.get(0);
    assertThat(other.get("type").asString()).isEqualTo("(other)");
    assertThat(other.get("count").asLong()).isEqualTo(20);
  }

  @Test
  void edges_callsBetweenServices_areCounted() throws Exception {
    CollectedEvent root = request(1, 3_700).lapsed(9_000_000).event();
    CollectedEvent call = call(2, root);
    CollectedEvent answered =
        request(3, 20).service("stock").lapsed(5).failed().under(call).event();
    CollectedEvent again = request(4, 19).service("stock").lapsed(7).under(call).event();
    CollectedEvent foreign =
        request(5, 18).service("py").kind("otel-server", "GET /").under(answered).event();
    routes.apply(root, call, answered, again, foreign, request(6, 17).event());
    JsonNode edges = routes.get("/api/v1/edges").json().get("edges");
    assertThat(edges).hasSize(3);
    JsonNode stock = edges.get(0);
    assertThat(stock.get("caller").asString()).isEqualTo("shop");
    assertThat(stock.get("callee").asString()).isEqualTo("stock");
    assertThat(stock.get("count").asLong()).isEqualTo(2);
    assertThat(stock.get("errors").asLong()).isEqualTo(1);
    assertThat(stock.get("totalNanos").asLong()).isEqualTo(12);
    assertThat(stock.get("maxNanos").asLong()).isEqualTo(7);
    assertThat(stock.get("p50Nanos").asLong()).isEqualTo(5);
    assertThat(edges.toString()).contains("\"caller\":\"stock\",\"callee\":\"py\"");
    assertThat(edges.toString()).contains("\"caller\":null,\"callee\":\"shop\"");
  }

  private static CollectedEvent call(long id, CollectedEvent root) {
    return request(id, 1_000).kind("http-roundtripper", "GET stock").under(root).event();
  }

  @Test
  void numbers_anyAttribute_isASeries() throws Exception {
    routes.apply(
        request(1, 25).attributes("{\"queue.size\":4}").event(),
        request(2, 24).attributes("{\"queue.size\":2.5}").event(),
        request(3, 23).attributes("{\"queue.size\":\"NaN\"}").event(),
        request(4, 22).attributes("{\"queue.size\":[1]}").event(),
        request(5, 5).kind("segment", "work").attributes("{\"queue.size\":-1}").event(),
        request(6, 5).attributes("queue.size").event());
    String query = "key=queue.size&stepMillis=10000&to=" + NOW_MILLIS;
    JsonNode points = routes.get("/api/v1/services/shop/numbers?" + query).json().get("points");
    assertThat(points).hasSize(2);
    JsonNode first = points.get(0);
    assertThat(first.get("timeMillis").asLong()).isEqualTo(NOW_MILLIS - 30_000);
    assertThat(first.get("count").asLong()).isEqualTo(2);
    assertThat(first.get("min").asDouble()).isEqualTo(2.5);
    assertThat(first.get("max").asDouble()).isEqualTo(4);
    assertThat(first.get("mean").asDouble()).isEqualTo(3.25);
    assertThat(first.get("last").asDouble()).isEqualTo(2.5);
    String work = "/api/v1/services/shop/numbers?fingerprint=segment&operation=work&" + query;
    assertThat(routes.get(work).json().get("points")).hasSize(1);
    assertThat(routes.get("/api/v1/services/shop/numbers").status()).isEqualTo(400);
  }

  /** JSON has no word for what is beyond a double. */
  @Test
  void numbers_sumBeyondADouble_haveNoMean() throws Exception {
    String huge = "1.7e308,\"labels\":{},\"temporality\":\"delta\"}";
    routes.apply(
        request(1, 25).attributes("{\"queue.size\":1.7e308}").event(),
        request(2, 24).attributes("{\"queue.size\":1.7e308}").event(),
        request(3, 5).attributes("{\"queue.size\":1.7e308}").event(),
        request(4, 25)
            .kind("metric", "jvm.cpu.recent_utilization")
            .attributes("{\"value\":" + huge)
            .event(),
        request(5, 5)
            .kind("metric", "jvm.cpu.recent_utilization")
            .attributes("{\"value\":" + huge)
            .event());
    String query = "key=queue.size&stepMillis=10000&to=" + NOW_MILLIS;
    JsonNode points = routes.get("/api/v1/services/shop/numbers?" + query).json().get("points");
    assertThat(points.get(0).get("mean").isNull()).isTrue();
    assertThat(points.get(0).get("max").asDouble()).isEqualTo(1.7e308);
    assertThat(points.get(1).get("mean").asDouble()).isEqualTo(1.7e308);
    JsonNode memory = routes.get("/api/v1/services/shop/memory").json();
    assertThat(memory.findValues("cpuProcess")).hasSize(2).noneMatch(JsonNode::isString);
  }

  @Test
  void presence_eventsOfAnOperation_haveTheirShare() throws Exception {
    CollectedEvent one = request(1, 10).event();
    CollectedEvent two = request(2, 9).event();
    routes.apply(
        one,
        two,
        request(3, 8).kind("sql-wstmt-query", "select 1").under(one).event(),
        request(4, 8).kind("sql-wstmt-query", "select 1").under(one).event(),
        request(5, 8).kind("segment", "alone").event());
    JsonNode json = routes.get("/api/v1/services/shop/presence").json();
    assertThat(json.get("executions").asLong()).isEqualTo(2);
    JsonNode events = json.get("kinds");
    assertThat(events).hasSize(2);
    assertThat(events.get(0).get("share").asDouble()).isEqualTo(1);
    JsonNode select = events.get(1);
    assertThat(select.get("operation").asString()).isEqualTo("select 1");
    assertThat(select.get("executions").asLong()).isEqualTo(1);
    assertThat(select.get("share").asDouble()).isEqualTo(0.5);
    assertThat(select.get("count").asLong()).isEqualTo(2);
    assertThat(routes.get("/api/v1/services/none/presence").json().get("executions").asLong())
        .isZero();
  }
}
