/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.web;

import static io.gomon.collector.web.DashboardServer.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DashboardTest {
  private static final Pattern IMPORT_MAP =
      Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL);

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
  void index_get_isHtmlWithImportMap() throws Exception {
    HttpResponse<byte[]> response = server.get("/");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(header(response, "Content-Type")).isEqualTo("text/html; charset=utf-8");
    assertThat(header(response, "Cache-Control")).isEqualTo("no-cache");
    assertThat(importMap(response)).contains("\"lit\":\"./lib/lit/");
  }

  @Test
  void index_contentPolicy_namesTheHashOfTheImportMapAndNothingUnsafe() throws Exception {
    HttpResponse<byte[]> response = server.get("/");
    String policy = header(response, "Content-Security-Policy");
    byte[] hash =
        MessageDigest.getInstance("SHA-256")
            .digest(importMap(response).getBytes(StandardCharsets.UTF_8));
    assertThat(policy)
        .contains("default-src 'none'")
        .contains("script-src 'self' 'sha256-" + Base64.getEncoder().encodeToString(hash) + "'")
        .contains("frame-ancestors 'none'")
        .doesNotContain("unsafe")
        .doesNotContain("http:")
        .doesNotContain("https:");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/assets/app.js", "/assets/nothing.js"})
  void anyAnswer_hasSafetyHeaders(String path) throws Exception {
    HttpResponse<byte[]> response = server.get(path);
    assertThat(header(response, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(header(response, "Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(header(response, "Content-Security-Policy")).contains("default-src 'none'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/assets/app.js"})
  void asset_knownTag_answersNotModified(String path) throws Exception {
    String tag = header(server.get(path), "ETag");
    assertThat(tag).startsWith("\"").endsWith("\"");
    for (String sent : new String[] {tag, "\"other\", " + tag, "W/" + tag, "*"}) {
      HttpResponse<byte[]> again = server.get(path, "If-None-Match", sent);
      assertThat(again.statusCode()).as(sent).isEqualTo(304);
      assertThat(again.body()).isEmpty();
    }
    assertThat(server.get(path, "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
  }

  @Test
  void asset_gzipAccepted_sendsTheSameBytesCompressedUnderAnotherTag() throws Exception {
    HttpResponse<byte[]> plain = server.get("/assets/app.js");
    HttpResponse<byte[]> packed = server.get("/assets/app.js", "Accept-Encoding", "br, gzip");
    assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
    assertThat(header(packed, "Content-Encoding")).isEqualTo("gzip");
    assertThat(header(packed, "Vary")).isEqualTo("Accept-Encoding");
    assertThat(packed.body()).hasSizeLessThan(plain.body().length);
    assertThat(new GZIPInputStream(new ByteArrayInputStream(packed.body())).readAllBytes())
        .isEqualTo(plain.body());
    assertThat(header(packed, "ETag")).isNotEqualTo(header(plain, "ETag"));
  }

  @Test
  void asset_gzipRefused_sendsPlainBytes() throws Exception {
    HttpResponse<byte[]> response =
        server.get("/assets/app.js", "Accept-Encoding", "gzip;q=0, identity");
    assertThat(response.headers().firstValue("Content-Encoding")).isEmpty();
    assertThat(text(response)).contains("customElements.define");
  }

  @Test
  void head_asset_hasTheHeadersOfGetAndNoBody() throws Exception {
    HttpResponse<byte[]> get = server.get("/assets/app.js");
    HttpResponse<byte[]> head = server.send("HEAD", "/assets/app.js");
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(header(head, "ETag")).isEqualTo(header(get, "ETag"));
    assertThat(header(head, "Content-Length")).isEqualTo(String.valueOf(get.body().length));
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS"})
  void otherMethod_asset_isRefused(String method) throws Exception {
    HttpResponse<byte[]> response = server.send(method, "/assets/app.js");
    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(header(response, "Allow")).isEqualTo("GET, HEAD");
    assertThat(text(response)).isEqualTo("{\"error\":\"use GET or HEAD\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/v1/services", "/v1/traces", "/health", "/other", "/assets", "/lib"})
  void otherPath_isLeftToTheHandlersBehind(String path) throws Exception {
    assertThat(server.get(path).statusCode()).isEqualTo(DashboardServer.BEHIND_STATUS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/assets/nothing.js",
        "/assets/",
        "/assets/index.html",
        "/assets/libraries.properties",
        "/assets/lib",
        "/assets/app.js.map",
        "/assets/APP.JS",
        "/lib/",
        "/lib/lit/",
        "/lib/lit/0.0.1/index.js",
        "/lib/zrender/6.0.0/index.js",
      })
  void unknownFile_answersNotFoundAsJson(String path) throws Exception {
    HttpResponse<byte[]> response = server.get(path);
    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(header(response, "Content-Type")).startsWith("application/json");
    assertThat(text(response)).startsWith("{\"error\":");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/assets/../Dashboard.class",
        "/assets/../../../../../META-INF/MANIFEST.MF",
        "/assets/..%2f..%2fDashboard.class",
        "/assets/%2e%2e/Dashboard.class",
        "/assets/%2e%2e%2f%2e%2e%2fDashboard.class",
        "/assets/..;/Dashboard.class",
        "/assets/..\\Dashboard.class",
        "/assets/%5c..%5cDashboard.class",
        "/assets/lib/./../../Dashboard.class",
        "/assets//etc/passwd",
        "/assets/app.js%00.class",
        "/assets/app%2ejs%3f",
        "/lib/../io/gomon/collector/web/Dashboard.class",
        "/lib/lit/%2e%2e/%2e%2e/io/gomon/collector/web/Dashboard.class",
        "/lib/echarts/6.0.0/dist/../package.json",
        "/lib/lit-html/3.3.3/node/lit-html.js",
        "/lib/lit-html/3.3.3/development/lit-html.js",
        "/lib/lit-html/3.3.3/package.json",
      })
  void traversal_isRefused(String target) throws Exception {
    assertThat(server.raw(target))
        .as(target)
        .containsPattern("^HTTP/1.1 (400|404|418) ")
        .doesNotContain("\u00ca\u00fe\u00ba\u00be");
  }

  private static String importMap(HttpResponse<byte[]> response) {
    Matcher matcher = IMPORT_MAP.matcher(text(response));
    assertThat(matcher.find()).as("an import map in the page").isTrue();
    return matcher.group(1);
  }

  private static String header(HttpResponse<byte[]> response, String name) {
    return response.headers().firstValue(name).orElse("(no " + name + ")");
  }
}
