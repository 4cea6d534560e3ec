/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.web;

import static io.gomon.collector.web.DashboardServer.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Walks the pages as a browser would: from the index through every import statement. */
final class DashboardLinksTest {
  private static final Pattern MAP_ENTRY = Pattern.compile("\"([^\"{}]+)\":\"([^\"]+)\"");
  private static final Pattern PAGE_LINK = Pattern.compile("(?:href|src)=\"([^\"]+)\"");
  private static final Pattern IMPORT =
      Pattern.compile(
          "(?:^|[;}\\n])\\s*(?:import|export)\\s*(?:[\\w*{}$,\\s]{0,2000}?from)?\\s*[\"']([^\"'\\n]+)[\"']");

  private static DashboardServer server;

  @BeforeAll
  static void start() throws Exception {
    server = DashboardServer.start();
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @Test
  void everyModule_reachableFromTheIndex_isServedAsJavascript() throws Exception {
    Map<String, String> importMap = importMap();
    Set<URI> seen = new LinkedHashSet<>();
    Deque<URI> open = new ArrayDeque<>();
    open.add(server.uri("/assets/app.js"));
    while (!open.isEmpty()) {
      URI module = open.poll();
      if (!seen.add(module)) {
        continue;
      }
      HttpResponse<byte[]> response = server.get(module.getPath());
      assertThat(response.statusCode()).as(module.getPath()).isEqualTo(200);
      assertThat(response.headers().firstValue("Content-Type"))
          .as(module.getPath())
          .contains("text/javascript; charset=utf-8");
      Matcher imports = IMPORT.matcher(text(response));
      while (imports.find()) {
        open.add(resolve(imports.group(1), module, importMap));
      }
    }
    assertThat(seen.stream().map(URI::getPath))
        .as("what the walk must have met")
        .contains("/assets/components/waterfall.js", "/assets/lib/tree.js")
        .anyMatch(path -> path.endsWith("/lit-html.js"))
        .anyMatch(path -> path.endsWith("/reactive-element.js"))
        .anyMatch(path -> path.endsWith("/repeat.js"))
        .anyMatch(path -> path.endsWith("/echarts.esm.min.js"));
  }

  @Test
  void everyLink_ofTheIndex_isServed() throws Exception {
    Map<String, String> types =
        Map.of(".css", "text/css; charset=utf-8", ".svg", "image/svg+xml; charset=utf-8");
    Matcher links = PAGE_LINK.matcher(text(server.get("/")));
    int found = 0;
    while (links.find()) {
      String path = server.uri("/").resolve(links.group(1)).getPath();
      HttpResponse<byte[]> response = server.get(path);
      String extension = path.substring(path.lastIndexOf('.'));
      assertThat(response.statusCode()).as(path).isEqualTo(200);
      assertThat(response.headers().firstValue("Content-Type"))
          .as(path)
          .contains(types.getOrDefault(extension, "text/javascript; charset=utf-8"));
      found++;
    }
    assertThat(found).isEqualTo(3);
  }

  @Test
  void everyImportMapEntry_ofALibrary_isServedForAYear() throws Exception {
    for (Map.Entry<String, String> entry : importMap().entrySet()) {
      if (entry.getKey().endsWith("/")) {
        continue;
      }
      HttpResponse<byte[]> response = server.get(entry.getValue().substring(1));
      assertThat(response.statusCode()).as(entry.getKey()).isEqualTo(200);
      assertThat(response.headers().firstValue("Cache-Control"))
          .contains("public, max-age=31536000, immutable");
    }
  }

  private static Map<String, String> importMap() throws Exception {
    String page = text(server.get("/"));
    String json = page.substring(page.indexOf("{\"imports\""), page.indexOf("}}") + 2);
    Map<String, String> entries = new TreeMap<>();
    Matcher matcher = MAP_ENTRY.matcher(json);
    while (matcher.find()) {
      entries.put(matcher.group(1), matcher.group(2));
    }
    assertThat(entries).containsKeys("lit", "lit/", "echarts", "gomon/");
    return entries;
  }

  /** As browsers do: relative to the module, or by the longest matching entry of the import map. */
  private static URI resolve(String specifier, URI module, Map<String, String> importMap) {
    if (specifier.startsWith("./") || specifier.startsWith("../") || specifier.startsWith("/")) {
      return module.resolve(specifier);
    }
    String best = "";
    for (String key : importMap.keySet()) {
      boolean matches = key.equals(specifier) || (key.endsWith("/") && specifier.startsWith(key));
      if (matches && key.length() > best.length()) {
        best = key;
      }
    }
    assertThat(best).as("import map entry for " + specifier + " in " + module).isNotEmpty();
    String address = importMap.get(best) + specifier.substring(best.length());
    return server.uri("/").resolve(address);
  }
}
