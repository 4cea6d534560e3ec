/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.web;

import static io.gomon.collector.web.RunningRoutes.NOW_NANOS;
import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.collector.store.CollectedEvent;
import io.gomon.collector.store.EventFixture;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** docs/openapi.json says what the running server does: paths, parameters, statuses, answers. */
final class OpenApiTest {
  private static final String TAIL = "/api/v1/tail";
  private static final String EXPORT = "/api/v1/export";
  private static final String BACKUP = "/api/v1/backup";

  /** Its answer is this document. */
  private static final String OPEN_API = "/api/v1/openapi.json";

  @TempDir Path folder;
  private RunningRoutes routes;
  private JsonNode document;

  @BeforeEach
  void start() throws Exception {
    Path file = Path.of(System.getProperty("project.root"), "docs", "openapi.json");
    document = JsonMapper.shared().readTree(Files.readString(file));
    routes = RunningRoutes.start(folder);
    CollectedEvent root =
        EventFixture.request(10, NOW_NANOS - 1_000_000)
            .kind("http-servlet", "GET /items")
            .attributes("{\"items\":3}")
            .foreign(11, 0, 0x0190000000007000L, 0x800000000000000aL)
            .event();
    String error =
        "{\"error\":[{\"type\":\"a.B\",\"msg\":\"m\",\"stack\":\"a.B\n\tat a.B.c(B.java:1)\"}]}";
    CollectedEvent application =
        EventFixture.request(14, NOW_NANOS - 2_000_000).kind("application", "application").event();
    routes.apply(
        application,
        root,
        EventFixture.request(12, NOW_NANOS - 900_000)
            .kind("sql-wstmt-query", "select 1")
            .attributes(error.replace("\n", "\\n").replace("\t", "\\t"))
            .failed()
            .under(root)
            .app(application.idHigh(), application.idLow())
            .event(),
        EventFixture.request(13, NOW_NANOS - 800_000)
            .kind("rt-collect-memstat", "rt")
            .attributes("{\"threads\":1}")
            .event());
  }

  @AfterEach
  void stop() throws Exception {
    routes.close();
  }

  /** Those of questions: one is a command. */
  private List<Map.Entry<String, JsonNode>> paths() {
    return document.get("paths").properties().stream()
        .filter(path -> !path.getKey().equals(BACKUP))
        .toList();
  }

  @Test
  void backup_isAnsweredAsDocumented() throws Exception {
    JsonNode path = document.get("paths").get(BACKUP);
    JsonNode get = path.get("get").get("responses");
    JsonNode post = path.get("post").get("responses");
    HttpRequest.Builder form =
        HttpRequest.newBuilder(routes.uri(BACKUP)).POST(BodyPublishers.noBody());
    assertAnswered(routes.get(BACKUP), 404, get);
    assertAnswered(routes.send(form.build()), 403, post);
    HttpRequest.Builder put =
        HttpRequest.newBuilder(routes.uri(BACKUP)).PUT(BodyPublishers.noBody());
    assertAnswered(routes.send(put.build()), 405, get);
    assertAnswered(routes.send(form.header("Gomon-Command", "backup").build()), 202, post);
    assertAnswered(routes.get(BACKUP), 200, get);
  }

  private void assertAnswered(RunningRoutes.Answer answer, int status, JsonNode responses) {
    assertThat(answer.status()).as(answer.json().toString()).isEqualTo(status);
    assertFits(answer.json(), schema(responses.get(String.valueOf(status))), BACKUP + " " + status);
  }

  @Test
  void paths_andTheRoutesOfTheServer_areTheSame() {
    Set<String> documented = new TreeSet<>();
    document
        .get("paths")
        .propertyNames()
        .forEach(path -> documented.add(path.replaceAll("\\{\\w+}", "*")));
    Set<String> served = new TreeSet<>(routes.patterns());
    served.addAll(List.of(TAIL, EXPORT, BACKUP));
    assertThat(documented).isEqualTo(served);
    paths().forEach(path -> assertThat(path.getValue().propertyNames()).containsExactly("get"));
  }

  @Test
  void answers_ofEveryPath_haveTheDocumentedShape() throws Exception {
    for (Map.Entry<String, JsonNode> path : paths()) {
      if (path.getKey().equals(TAIL) || path.getKey().equals(EXPORT)) {
        continue; // is no JSON object; TailTest, ExportImportTest
      }
      JsonNode get = path.getValue().get("get");
      String plain = address(path.getKey(), get, List.of());
      RunningRoutes.Answer answer = routes.get(plain);
      assertThat(answer.status()).as(plain + answer.json()).isEqualTo(200);
      JsonNode schema = schema(get.get("responses").get("200"));
      if (!path.getKey().equals(OPEN_API)) {
        assertFits(answer.json(), schema, path.getKey());
      }
      for (JsonNode parameter : queryParameters(get)) {
        String name = parameter.get("name").asString();
        // These two only go together.
        List<String> also =
            Set.of("attribute", "value").contains(name)
                ? List.of("attribute", "value")
                : List.of(name);
        String with = address(path.getKey(), get, also);
        assertThat(routes.get(with).status()).as(with).isEqualTo(200);
      }
    }
  }

  @Test
  void parameters_ofEveryPath_areThoseThatTheServerKnows() throws Exception {
    for (Map.Entry<String, JsonNode> path : paths()) {
      JsonNode get = path.getValue().get("get");
      Set<String> documented = new TreeSet<>();
      queryParameters(get).forEach(parameter -> documented.add(parameter.get("name").asString()));
      String address = address(path.getKey(), get, List.of());
      RunningRoutes.Answer unknown =
          routes.get(address + (address.contains("?") ? "&" : "?") + "nonsense=1");
      assertThat(unknown.status()).as(address).isEqualTo(400);
      assertThat(unknown.error()).as(address).endsWith("known here: " + documented + ".");
      assertFits(unknown.json(), schema(get.get("responses").get("400")), address);
      for (JsonNode parameter : queryParameters(get)) {
        assertSenselessIsRefused(path.getKey(), get, parameter);
      }
    }
  }

  private void assertSenselessIsRefused(String path, JsonNode get, JsonNode parameter)
      throws Exception {
    JsonNode schema = parameter.get("schema");
    String name = parameter.get("name").asString();
    List<String> senseless = new ArrayList<>(List.of(""));
    if (schema.get("type").asString().equals("integer")) {
      senseless.add("x");
      senseless.add(Long.toString(schema.get("minimum").asLong() - 1));
      if (schema.has("maximum")) {
        senseless.add(Long.toString(schema.get("maximum").asLong() + 1));
      }
    }
    if (schema.has("enum") || schema.has("pattern")) {
      senseless.add("nonsense");
    }
    for (String value : senseless) {
      String address = address(path, get, List.of());
      String given =
          address.contains(name + "=") ? address.replaceAll("[?]" + name + "=.*", "") : address;
      String asked = given + (given.contains("?") ? "&" : "?") + name + "=" + value;
      assertThat(routes.get(asked).status()).as(asked).isEqualTo(400);
    }
  }

  @Test
  void statuses_ofEveryPath_areAnswered() throws Exception {
    for (Map.Entry<String, JsonNode> path : paths()) {
      JsonNode get = path.getValue().get("get");
      Set<String> documented = new TreeSet<>(get.get("responses").propertyNames());
      Set<String> expected = new TreeSet<>(Set.of("200", "400", "405", "503"));
      String address = address(path.getKey(), get, List.of());
      HttpRequest post =
          HttpRequest.newBuilder(routes.uri(address)).POST(BodyPublishers.noBody()).build();
      assertThat(routes.send(post).status()).as(address).isEqualTo(405);
      if (path.getKey().endsWith("{trace}")) {
        expected.add("404");
        assertThat(routes.get("/api/v1/traces/" + "0".repeat(31) + "1").status()).isEqualTo(404);
      }
      if (path.getKey().equals("/api/v1/status")) {
        expected.remove("503"); // asks no store
      }
      assertThat(documented).as(path.getKey()).isEqualTo(expected);
    }
  }

  @Test
  void document_asServed_isTheFile() throws Exception {
    assertThat(routes.get(OPEN_API).json()).isEqualTo(document);
  }

  private static List<JsonNode> queryParameters(JsonNode get) {
    return parameters(get, "query");
  }

  private static List<JsonNode> parameters(JsonNode get, String in) {
    if (!get.has("parameters")) {
      return List.of();
    }
    return StreamSupport.stream(get.get("parameters").spliterator(), false)
        .filter(parameter -> parameter.get("in").asString().equals(in))
        .toList();
  }

  /** The path with examples for what varies in it, for what it requires, and for some more. */
  private static String address(String path, JsonNode get, List<String> also) {
    String address = path;
    for (JsonNode variable : parameters(get, "path")) {
      String place = "{" + variable.get("name").asString() + "}";
      address = address.replace(place, variable.get("example").asString());
    }
    List<String> query = new ArrayList<>();
    for (JsonNode parameter : queryParameters(get)) {
      String name = parameter.get("name").asString();
      if (parameter.has("required") || also.contains(name)) {
        String value = parameter.get("example").asString();
        query.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
      }
    }
    return query.isEmpty() ? address : address + "?" + String.join("&", query);
  }

  private JsonNode schema(JsonNode response) {
    JsonNode found = resolved(response).get("content").get("application/json").get("schema");
    return resolved(found);
  }

  private JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? document.at(node.get("$ref").asString().substring(1)) : node;
  }

  private static void assertFits(JsonNode value, JsonNode schema, String where) {
    Set<String> types = new TreeSet<>();
    JsonNode type = schema.get("type");
    if (type.isArray()) {
      type.forEach(each -> types.add(each.asString()));
    } else {
      types.add(type.asString());
    }
    assertThat(types).as(where + " is " + value).containsAnyOf(typesOf(value));
    if (value.isObject() && schema.has("properties")) {
      assertThat(value.propertyNames())
          .as(where)
          .containsExactlyInAnyOrderElementsOf(schema.get("properties").propertyNames());
      value
          .properties()
          .forEach(
              property ->
                  assertFits(
                      property.getValue(),
                      schema.get("properties").get(property.getKey()),
                      where + "." + property.getKey()));
    }
    if (value.isArray()) {
      assertThat(value).as(where + " has rows to check").isNotEmpty();
      value.forEach(row -> assertFits(row, schema.get("items"), where + "[]"));
    }
  }

  private static String[] typesOf(JsonNode value) {
    return switch (value.getNodeType()) {
      case OBJECT -> new String[] {"object"};
      case ARRAY -> new String[] {"array"};
      case STRING -> new String[] {"string"};
      case BOOLEAN -> new String[] {"boolean"};
      case NUMBER ->
          value.isIntegralNumber() ? new String[] {"integer", "number"} : new String[] {"number"};
      default -> new String[] {"null"};
    };
  }
}
