/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ingest.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.collector.ingest.ItemLimits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What spans of foreign tracers are called, and that docs/EVENTS.md says so. */
final class NameRuleTest {
  @Test
  void table_ofTheDocument_isThatOfTheCode() throws Exception {
    Path document = Path.of(System.getProperty("project.root"), "docs", "EVENTS.md");
    List<String> lines = Files.readAllLines(document);
    int head = lines.indexOf("| convention | spans | first part | between | second part |");
    List<String> rows =
        lines.subList(head + 2, lines.size()).stream()
            .takeWhile(line -> line.startsWith("|"))
            .toList();
    assertThat(rows).isEqualTo(NameRule.ALL.stream().map(NameRuleTest::row).toList());
  }

  private static String row(NameRule rule) {
    return String.join(
        " | ",
        "| " + rule.convention(),
        rule.spans().name().toLowerCase(Locale.ROOT),
        keys(rule.first()),
        rule.separator().equals(" ") ? "space" : "`" + rule.separator() + "`",
        keys(rule.second()) + " |");
  }

  private static String keys(List<String> keys) {
    return keys.stream().collect(Collectors.joining("`, `", "`", "`"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2|GET|http.request.method=GET,http.route=/a/{b}|GET /a/{b}",
        "2|HTTP GET|http.method=GET,http.route=/a|GET /a",
        "2|GET|http.request.method=GET,server.address=shop|GET",
        "2|GET /a|http.request.method=GET,http.route=/b|GET /a",
        "3|GET|http.request.method=GET,server.address=shop|GET shop",
        "3|GET|http.request.method=GET,server.address=shop,url.template=/a/{b}|GET /a/{b}",
        "3|HTTP POST|http.method=POST,net.peer.name=shop|POST shop",
        "3|GET|http.method=GET|GET",
        "3|Find|rpc.service=shop.Items,rpc.method=Find|shop.Items/Find",
        "2|shop.Items/Find|rpc.service=shop.Items,rpc.method=Find|shop.Items/Find",
        "4|publish|messaging.operation.name=publish,messaging.destination.name=orders|publish orders",
        "5|orders|messaging.operation=process,messaging.destination.name=orders|process orders",
        "5|orders process|messaging.operation=process,messaging.destination=orders|orders process",
        "5|poll|messaging.operation.name=poll,messaging.operation.type=receive|poll",
        "1|query|graphql.operation.type=query,graphql.operation.name=findItem|query findItem",
        "3|find|db.system=mongodb,db.operation=find,db.mongodb.collection=item|find item",
        "3|shop|db.operation=GET,db.name=shop|GET shop",
        "3|HGET|db.system=redis,db.operation.name=HGET,db.statement=HGET a|HGET",
        "2|timer|faas.name=cleanup,faas.trigger=timer|cleanup timer",
        "2|''|faas.name=cleanup|cleanup",
        "3|''|db.query.text=select 1|select 1",
        "1|work|a=b|work",
        "1|''|a=b|otel-internal",
      })
  void operation_bySpanAndAttributes_saysWhatWasDone(
      int kind, String name, String attributes, String operation) throws Exception {
    SpanDraft span = new SpanDraft();
    span.begin(new ResourceDraft());
    span.traceLow = 1;
    span.spanId = 1;
    span.kind = kind;
    span.name = name;
    for (String attribute : attributes.split(",", -1)) {
      int equals = attribute.indexOf('=');
      span.attributes.add(attribute.substring(0, equals), attribute.substring(equals + 1));
    }
    assertThat(span.toEvent(new ResourceDraft()).operation()).isEqualTo(operation);
  }

  @Test
  void names_ofLongAttributes_areCut() throws Exception {
    String word = "w".repeat(ItemLimits.MAX_TEXT_CHARS);
    SpanDraft span = new SpanDraft();
    span.begin(new ResourceDraft());
    span.traceLow = 1;
    span.spanId = 1;
    span.attributes.add("rpc.service", word);
    span.attributes.add("rpc.method", word);
    assertThat(span.toEvent(new ResourceDraft()).operation()).hasSize(ItemLimits.MAX_NAME_CHARS);
    span.attributes.add("gomon.fp", word);
    assertThat(span.toEvent(new ResourceDraft()).fingerprint()).hasSize(ItemLimits.MAX_NAME_CHARS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "error.type=timeout|timeout",
        "http.response.status_code=503|503",
        "http.status_code=502|502",
        "a=b|(no type)",
      })
  void error_ofAStatusWithoutAnException_hasAType(String attribute, String type) {
    Attributes attributes = new Attributes(new ItemLimits());
    int equals = attribute.indexOf('=');
    String value = attribute.substring(equals + 1);
    boolean number = value.matches("[0-9]+");
    attributes.add(attribute.substring(0, equals), number ? (Object) Long.valueOf(value) : value);
    assertThat(Conventions.errorType(attributes)).isEqualTo(type);
  }
}
