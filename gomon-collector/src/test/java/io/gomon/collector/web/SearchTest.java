/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.web;

import static io.gomon.collector.web.RunningRoutes.NOW_MILLIS;
import static io.gomon.collector.web.RunningRoutes.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.collector.store.CollectedEvent;
import io.gomon.collector.store.EventFixture;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The search for traces, against a real store and over HTTP. */
final class SearchTest {
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

  private List<String> found(String... namesAndValues) throws Exception {
    StringBuilder query = new StringBuilder("/api/v1/traces?limit=500");
    for (int i = 0; i < namesAndValues.length; i += 2) {
      String value = URLEncoder.encode(namesAndValues[i + 1], StandardCharsets.UTF_8);
      query.append('&').append(namesAndValues[i]).append('=').append(value);
    }
    RunningRoutes.Answer answer = routes.get(query.toString());
    assertThat(answer.status()).as(answer.json().toString()).isEqualTo(200);
    return ids(answer.json());
  }

  private static List<String> ids(JsonNode json) {
    List<String> ids = new ArrayList<>();
    json.get("traces").forEach(trace -> ids.add(trace.get("trace").asString()));
    return ids;
  }

  private static String id(CollectedEvent event) {
    return AnswerWriter.hex(event.traceHigh(), event.traceLow());
  }

  @Test
  void attribute_anyKeyAndValue_isFoundExactly() throws Exception {
    String hard = "a \"quoted\" \\ back / slash ~ ä";
    CollectedEvent texts =
        request(1, 10)
            .attributes(
                "{\"c\\u0001\\b\":\"\\f\",\"user.id\":\"u-17\",\"a/b~c\":\"x\",\"k\\\"q\":\"v\",\"hard\":"
                    + "\"a \\\"quoted\\\" \\\\ back / slash ~ ä\"}")
            .event();
    CollectedEvent numbers =
        request(2, 9)
            .attributes("{\"n\":1.50,\"i\":42,\"b\":true,\"l\":[1,\"a\"],\"user.id\":\"u_1\"}")
            .event();
    CollectedEvent damaged = request(3, 8).attributes("no json, user.id u-17").event();
    CollectedEvent nested =
        request(4, 7).attributes("{\"map\":{\"user.id\":\"u-17\"},\"user.id\":null}").event();
    routes.apply(texts, numbers, damaged, nested);
    assertThat(found("attribute", "user.id", "value", "u-17")).containsExactly(id(texts));
    assertThat(found("attribute", "a/b~c", "value", "x")).containsExactly(id(texts));
    assertThat(found("attribute", "k\"q", "value", "v")).containsExactly(id(texts));
    assertThat(found("attribute", "c\u0001\b", "value", "\f")).containsExactly(id(texts));
    assertThat(found("attribute", "hard", "value", hard)).containsExactly(id(texts));
    assertThat(found("attribute", "i", "value", "42")).containsExactly(id(numbers));
    assertThat(found("attribute", "n", "value", "1.5")).containsExactly(id(numbers));
    assertThat(found("attribute", "b", "value", "true")).containsExactly(id(numbers));
    assertThat(found("attribute", "l", "value", "[1,\"a\"]")).containsExactly(id(numbers));
    assertThat(found("attribute", "user.id", "value", "u_1")).containsExactly(id(numbers));
    assertThat(found("attribute", "user.id", "value", "u-2")).isEmpty();
    assertThat(found("attribute", "id", "value", "u-17")).isEmpty();
  }

  @Test
  void attribute_ofAProcess_isThatOfItsEventsWhateverTheirState() throws Exception {
    long low = Long.MIN_VALUE;
    CollectedEvent done = request(2, 9).app(-7, low).event();
    CollectedEvent open = request(3, 8).app(-7, low).open().event();
    routes.apply(
        request(1, 20)
            .kind("application", "application")
            .app(-7, low)
            .attributes("{\"zone\":\"a\"}")
            .event(),
        done,
        open,
        request(4, 7).app(-7, low + 1).event(),
        request(5, 7).app(7, low).event());
    assertThat(found("attribute", "zone", "value", "a")).containsExactly(id(open), id(done));
    assertThat(found("attribute", "zone", "value", "a", "service", "shop")).hasSize(2);
    long day = TimeUnit.DAYS.toMillis(1);
    String later = "&from=" + (NOW_MILLIS + day) + "&to=" + (NOW_MILLIS + 2 * day);
    assertThat(routes.get("/api/v1/traces?attribute=zone&value=a" + later).json().get("traces"))
        .isEmpty();
  }

  @Test
  void attribute_ofMoreProcessesThanAreLookedAt_isThatOfTheNewest() throws Exception {
    CollectedEvent[] events = new CollectedEvent[2_010];
    for (int i = 0; i < events.length; i++) {
      events[i] =
          request(1_000 + i, 3_000 - i)
              .kind("application", "application")
              .app(7, i)
              .attributes("{\"zone\":\"a\"}")
              .event();
    }
    routes.apply(events);
    List<String> wanted = new ArrayList<>();
    for (int i = 2_000; i < events.length; i++) {
      CollectedEvent event = request(i, 10).app(7, i).event();
      routes.apply(event);
      wanted.add(id(event));
    }
    assertThat(found("attribute", "zone", "value", "a"))
        .containsExactlyInAnyOrderElementsOf(wanted);
  }

  @Test
  void text_inOperationOrAttributes_isFoundInAnyCase() throws Exception {
    CollectedEvent operation = request(1, 10).kind("segment", "Load the Basket").event();
    CollectedEvent attribute =
        request(2, 9).attributes("{\"note\":\"say \\\"Basket\\\"\"}").event();
    routes.apply(operation, attribute, request(3, 8).event());
    assertThat(found("text", "bASKET")).containsExactly(id(attribute), id(operation));
    assertThat(found("text", "say \"basket\"")).containsExactly(id(attribute));
    assertThat(found("text", "100%_")).isEmpty();
  }

  @Test
  void durationAndStatus_bothEnds_areInclusive() throws Exception {
    CollectedEvent quick = request(1, 10).lapsed(5).event();
    CollectedEvent slow = request(2, 9).lapsed(50).failed().event();
    CollectedEvent open = request(3, 8).open().event();
    routes.apply(quick, slow, open);
    assertThat(found()).containsExactly(id(open), id(slow), id(quick));
    assertThat(found("minNanos", "0")).containsExactly(id(slow), id(quick));
    assertThat(found("maxNanos", "50")).containsExactly(id(slow), id(quick));
    assertThat(found("maxNanos", "49")).containsExactly(id(quick));
    assertThat(found("minNanos", "5", "maxNanos", "5")).containsExactly(id(quick));
    assertThat(found("status", "ok")).containsExactly(id(open), id(quick));
    assertThat(found("status", "error", "maxNanos", "49")).isEmpty();
  }

  @Test
  void pages_manyTracesAtEqualTimes_addUpToTheWholeList() throws Exception {
    Random random = new Random(5);
    List<CollectedEvent> events = new ArrayList<>();
    for (int i = 1; i <= 137; i++) {
      // many at one time; some far in the past, behind the first windows
      long secondsAgo =
          random.nextInt(10) == 0 ? 100_000 + random.nextInt(3) : 1 + random.nextInt(4);
      CollectedEvent root = request(i, secondsAgo).event();
      events.add(root);
      events.add(EventFixture.request(i + 1_000, root.startNanos() + 7).under(root).event());
    }
    routes.apply(events.toArray(CollectedEvent[]::new));
    String range = "&from=" + (NOW_MILLIS - 200_000_000) + "&to=" + NOW_MILLIS;
    List<String> whole = ids(routes.get("/api/v1/traces?limit=500" + range).json());
    assertThat(whole).hasSize(137).doesNotHaveDuplicates();
    for (int limit : new int[] {1, 10, 136, 137}) {
      List<String> pages = new ArrayList<>();
      String path = "/api/v1/traces?limit=" + limit + range;
      JsonNode page = routes.get(path).json();
      pages.addAll(ids(page));
      while (!page.get("next").isNull()) {
        assertThat(ids(page)).hasSize(limit);
        page = routes.get(path + "&after=" + page.get("next").asString()).json();
        pages.addAll(ids(page));
      }
      assertThat(pages).as("pages of " + limit).isEqualTo(whole);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "status=warning",
        "minNanos=2&maxNanos=1",
        "attribute=a",
        "value=a",
        "after=x",
        "after=99999999999999999999-00000000000000000000000000000001",
        "after=9999999999999999999-00000000000000000000000000000001",
        "limit=501"
      })
  void parameters_senseless_areRefused(String query) throws Exception {
    assertThat(routes.get("/api/v1/traces?" + query).status()).isEqualTo(400);
  }
}
