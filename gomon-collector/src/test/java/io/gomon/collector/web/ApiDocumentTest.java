/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.web;

import static io.gomon.collector.web.RunningRoutes.NOW_NANOS;
import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.collector.store.CollectedEvent;
import io.gomon.collector.store.EventFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The page and the server say the same: for each route of the table "Out" in docs/API.md, the keys
 * in its answer, of all levels together, are those that the server sends.
 */
final class ApiDocumentTest {
  private static final Pattern ROW = Pattern.compile("\\| `GET (\\S+)` \\| `(\\{[^`]*})`.*");
  private static final Pattern KEY = Pattern.compile("\"(\\w+)\"");

  private static final String ERROR_AND_NUMBER =
      "{\"error\":[{\"type\":\"a.B\",\"msg\":\"m\",\"stack\":\"a.B\"}],\"n\":1}";

  @TempDir Path folder;

  @Test
  void table_everyRoute_namesTheKeysOfItsAnswer() throws Exception {
    Map<String, String> documented = readTable();
    assertThat(documented).hasSizeGreaterThanOrEqualTo(10);
    try (RunningRoutes routes = RunningRoutes.start(folder)) {
      CollectedEvent request = EventFixture.request(1, NOW_NANOS - 1).event();
      routes.apply(
          request,
          EventFixture.request(4, NOW_NANOS - 1).failed().attributes(ERROR_AND_NUMBER).event(),
          EventFixture.request(2, NOW_NANOS - 1).kind("sql-wstmt-query", "select 1").event(),
          EventFixture.request(3, NOW_NANOS - 1)
              .kind("rt-collect-memstat", "rt")
              .attributes("{\"heap-alloc\":1}")
              .event());
      String trace = AnswerWriter.hex(request.traceHigh(), request.traceLow());
      for (Map.Entry<String, String> route : documented.entrySet()) {
        String path = route.getKey().replaceAll("\\?.*", "");
        path = path.replace("{service}", "shop").replace("{trace}", trace);
        path = path.endsWith("/numbers") ? path + "?key=n" : path;
        RunningRoutes.Answer answer = routes.get(path);
        assertThat(answer.status()).as(path).isEqualTo(200);
        assertThat(shape(answer.json())).as(path).isEqualTo(shape(route.getValue()));
      }
    }
  }

  private static Map<String, String> readTable() throws Exception {
    Map<String, String> routes = new TreeMap<>();
    Path page = Path.of(System.getProperty("project.root"), "docs", "API.md");
    for (String line : Files.readAllLines(page)) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        routes.put(row.group(1), row.group(2));
      }
    }
    return routes;
  }

  /** The keys of a documented answer, which names keys without values. */
  private static String shape(String documented) {
    StringBuilder shape = new StringBuilder();
    for (String key : sortedKeys(documented)) {
      shape.append(key).append(' ');
    }
    return shape.toString();
  }

  private static Set<String> sortedKeys(String documented) {
    Set<String> keys = new TreeSet<>();
    Matcher key = KEY.matcher(documented);
    while (key.find()) {
      keys.add(key.group(1));
    }
    return keys;
  }

  private static String shape(JsonNode json) {
    Set<String> keys = new TreeSet<>();
    collect(json, keys);
    StringBuilder shape = new StringBuilder();
    keys.forEach(key -> shape.append(key).append(' '));
    return shape.toString();
  }

  /** The keys of all levels; not those inside a trace's events, which EVENTS.md describes. */
  private static void collect(JsonNode json, Set<String> keys) {
    for (Map.Entry<String, JsonNode> property : json.properties()) {
      keys.add(property.getKey());
      boolean insideTrace = property.getKey().equals("events") && property.getValue().isArray();
      if (!insideTrace) {
        collect(property.getValue(), keys);
      }
    }
    if (json.isArray()) {
      json.forEach(element -> collect(element, keys));
    }
  }
}
