/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.servlet.jakarta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import io.gomon.Event;
import io.gomon.Gomon;
import jakarta.servlet.DispatcherType;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is recorded of ordinary requests. */
abstract class RequestCases extends HostedTest {

  RequestCases(Function<String, ServletHost> container) {
    super(container);
  }

  @Test
  void get_withQuery_recordsRequestAndResponse() throws Exception {
    host.serve(
            "/hello/*",
            (request, response) -> {
              response.addHeader("X-Answer", "1");
              response.addHeader("X-Answer", "2");
              response.getWriter().print("hello");
            })
        .start();
    int port = host.port();
    assertThat(get("/hello/you?a=1&b=%20x").body()).isEqualTo("hello");
    Event event = onlyEvent();
    assertThat(event.get("direction")).isEqualTo("incoming");
    assertThat(event.get("method")).isEqualTo("GET");
    assertThat(event.get("proto")).isEqualTo("HTTP/1.1");
    assertThat(event.get("url"))
        .isEqualTo(
            Map.of(
                "scheme", "http",
                "host", "127.0.0.1:" + port,
                "path", "/hello/you",
                "query", "a=1&b=%20x"));
    assertThat(event.get("route")).isEqualTo("/hello/*");
    assertThat(event.get("response_code")).isEqualTo(200L);
    assertThat(event.get("response_headers"))
        .asInstanceOf(MAP)
        .containsEntry("X-Answer", List.of("1", "2"));
    assertThat(event.get("headers")).asInstanceOf(MAP).hasSizeGreaterThanOrEqualTo(2);
    assertThat(event.get("remoteaddr")).isNull();
    assertThat(event.get("unrecorded")).isNull();
    assertThat(event.errors()).isEmpty();
    assertThat(event.isRoot()).isTrue();
    assertThat(event.elapsedNanos()).isPositive();
  }

  @Test
  void chain_startsEvent_becomesChildOfRequest() throws Exception {
    host.serve("/x", (request, response) -> Gomon.global().start("test-work").finish()).start();
    get("/x");
    Event request = onlyEvent();
    assertThat(isChild(gomon.recorded().await("test-work"), request)).isTrue();
  }

  @Test
  void post_formBody_isLeftToTheServlet() throws Exception {
    host.serve(
            "/form",
            (request, response) ->
                response.getOutputStream().write(request.getInputStream().readAllBytes()))
        .start();
    HttpRequest.Builder post =
        HttpRequest.newBuilder(host.uri("/form"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString("name=value&other=1"));
    assertThat(send(post).body()).isEqualTo("name=value&other=1");
    Event event = onlyEvent();
    assertThat(event.get("method")).isEqualTo("POST");
    assertThat(event.get("content-length")).isEqualTo(18L);
  }

  @Test
  void head_isRecordedAsHead() throws Exception {
    host.serve("/h", (request, response) -> response.getWriter().print("unsent")).start();
    HttpRequest.Builder head =
        HttpRequest.newBuilder(host.uri("/h")).method("HEAD", BodyPublishers.noBody());
    assertThat(send(head).body()).isEmpty();
    assertThat(onlyEvent().get("method")).isEqualTo("HEAD");
  }

  @Test
  void redirect_recordsItsStatus() throws Exception {
    host.serve("/old", (request, response) -> response.sendRedirect("/new")).start();
    assertThat(get("/old").statusCode()).isEqualTo(302);
    assertThat(onlyEvent().get("response_code")).isEqualTo(302L);
  }

  @Test
  void sendError_recordsItsStatusAndRoute() throws Exception {
    host.serve("/items/*", (request, response) -> response.sendError(404, "none such")).start();
    assertThat(get("/items/7").statusCode()).isEqualTo(404);
    Event event = onlyEvent();
    assertThat(event.get("response_code")).isEqualTo(404L);
    assertThat(event.get("route")).isEqualTo("/items/*");
    assertThat(event.errors()).isEmpty();
  }

  @Test
  void defaultServlet_givesNoRoute() throws Exception {
    host.serve("/", (request, response) -> response.getWriter().print("any")).start();
    assertThat(get("/some/raw/path").statusCode()).isEqualTo(200);
    assertThat(onlyEvent().get("route")).isNull();
  }

  @Test
  void mappingForEverything_givesNoRoute() throws Exception {
    host.serve("/*", (request, response) -> response.getWriter().print("any")).start();
    assertThat(get("/some/raw/path").statusCode()).isEqualTo(200);
    assertThat(onlyEvent().get("route")).isNull();
  }

  @Test
  void contextPath_isPartOfTheRoute() throws Exception {
    newHost("/shop")
        .filter(new GomonFilter())
        .serve("*.html", (request, response) -> response.getWriter().print("page"))
        .start();
    assertThat(get("/shop/a/page.html").body()).isEqualTo("page");
    assertThat(onlyEvent().get("route")).isEqualTo("/shop/*.html");
  }

  @Test
  void routeAttribute_winsOverMapping() throws Exception {
    host.serve(
            "/items/*",
            (request, response) -> request.setAttribute(GomonFilter.ROUTE, "/items/{id}"))
        .start();
    get("/items/7");
    assertThat(onlyEvent().get("route")).isEqualTo("/items/{id}");
  }

  @Test
  void springPattern_isPutBehindContextAndPrefix() throws Exception {
    newHost("/shop")
        .filter(new GomonFilter())
        .serve(
            "/api/*",
            (request, response) ->
                request.setAttribute(
                    "org.springframework.web.servlet.HandlerMapping.bestMatchingPattern",
                    "/items/{id}"))
        .start();
    get("/shop/api/items/7");
    assertThat(onlyEvent().get("route")).isEqualTo("/shop/api/items/{id}");
  }

  @Test
  void forwardAndInclude_areOneEventWithTheFirstRoute() throws Exception {
    host.serve(
            "/first",
            (request, response) ->
                request.getRequestDispatcher("/second").forward(request, response))
        .serve(
            "/second",
            (request, response) ->
                request.getRequestDispatcher("/third").include(request, response))
        .serve(
            "/third",
            (request, response) ->
                response.getWriter().print(request.getDispatcherType() == DispatcherType.INCLUDE))
        .start();
    assertThat(get("/first").body()).isEqualTo("true");
    assertThat(onlyEvent().get("route")).isEqualTo("/first");
  }

  @Test
  void filterTwice_recordsOnce() throws Exception {
    host.filter(new GomonFilter()).filter(GomonFilter.create(gomon.gomon()));
    host.serve("/x", (request, response) -> response.getWriter().print("x")).start();
    get("/x");
    assertThat(onlyEvent().get("route")).isEqualTo("/x");
  }

  @Test
  void disabled_recordsNothingAndAnswers() throws Exception {
    host.serve("/x", (request, response) -> response.getWriter().print("x")).start();
    gomon.gomon().disable();
    assertThat(get("/x").body()).isEqualTo("x");
    host.close();
    assertThat(gomon.events()).isEmpty();
  }

  @Test
  void settings_changedWhileRunning_decideWhatIsKept() throws Exception {
    host.serve("/x", (request, response) -> response.setHeader("X-A", "b")).start();
    var unused = io.gomon.servlet.RequestPolicy.of(gomon.gomon());
    gomon.gomon().settings().set("servlet.request-headers", false);
    gomon.gomon().settings().set("servlet.response-headers", false);
    gomon.gomon().settings().set("servlet.request-remote-addr", true);
    get("/x");
    Event event = onlyEvent();
    assertThat(event.get("headers")).isNull();
    assertThat(event.get("response_headers")).isNull();
    assertThat(event.get("remoteaddr")).isEqualTo("127.0.0.1");
  }

  @Test
  void secrets_areMaskedWhereverTheyStand() throws Exception {
    host.serve("/x", (request, response) -> response.addHeader("Set-Cookie", "id=canary-1"))
        .start();
    send(
        HttpRequest.newBuilder(host.uri("/x;jsessionid=canary-2?token=canary-3&q=ok"))
            .header("Authorization", "Bearer canary-4")
            .header("Cookie", "JSESSIONID=canary-5")
            .header("X-Api-Key", "canary-6")
            .header("Proxy-Authorization", "Basic canary-7"));
    Event event = onlyEvent();
    StringBuilder all = new StringBuilder();
    for (String key : List.of("url", "headers", "response_headers", "route", "method")) {
      all.append(event.get(key));
    }
    assertThat(all.toString()).doesNotContain("canary").contains("q=ok", "***");
  }

  @Test
  void traceparent_withGomonState_makesTheWholeIdTheParent() throws Exception {
    AtomicReference<String> passedOn = new AtomicReference<>();
    host.serve("/x", (request, response) -> passedOn.set(GomonFilter.current(request).tracestate()))
        .start();
    send(
        HttpRequest.newBuilder(host.uri("/x"))
            .header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
            .header("tracestate", "rojo=00f067aa0ba902b7")
            .header("tracestate", "gomon=0123456789abcdefb7ad6b7169203331,congo=t61rcWkgMzE"));
    Event event = onlyEvent();
    assertThat(event.traceHigh()).isEqualTo(0x0af7651916cd43ddL);
    assertThat(event.traceLow()).isEqualTo(0x8448eb211c80319cL);
    assertThat(event.parentHigh()).isEqualTo(0x0123456789abcdefL);
    assertThat(event.parentLow()).isEqualTo(0xb7ad6b7169203331L);
    assertThat(passedOn.get())
        .startsWith("gomon=")
        .endsWith(",rojo=00f067aa0ba902b7,congo=t61rcWkgMzE");
    assertThat(headerNames(event)).doesNotContain("traceparent").contains("tracestate");
  }

  @Test
  void traceparent_ofForeignTracer_givesItsSpanIdAsParent() throws Exception {
    host.serve("/x", (request, response) -> {}).start();
    send(
        HttpRequest.newBuilder(host.uri("/x"))
            .header("x-other", "stays")
            .header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));
    Event event = onlyEvent();
    assertThat(event.parentHigh()).isZero();
    assertThat(event.parentLow()).isEqualTo(0xb7ad6b7169203331L);
    assertThat(headerNames(event)).doesNotContain("traceparent").contains("x-other");
  }

  /** In lower case: a container may keep what the client wrote. */
  private static Set<String> headerNames(Event event) {
    return ((Map<?, ?>) event.get("headers"))
        .keySet().stream()
            .map(name -> name.toString().toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
  }

  @Test
  void traceparent_withFlagsThatEventHasNot_staysAmongHeaders() throws Exception {
    assertThat(headerNames(eventOf("00", "03", "rojo=1"))).contains("traceparent");
  }

  @Test
  void traceparent_ofLaterVersion_staysAmongHeaders() throws Exception {
    assertThat(headerNames(eventOf("01", "01-later", "rojo=1"))).contains("traceparent");
  }

  @Test
  void tracestate_ofAnotherEvent_staysAmongHeaders() throws Exception {
    String other = "gomon=0123456789abcdef0123456789abcdef";
    assertThat(headerNames(eventOf("00", "01", other)))
        .contains("tracestate")
        .doesNotContain("traceparent");
  }

  @Test
  void tracestate_thatIsNotUnderstood_staysAmongHeaders() throws Exception {
    assertThat(headerNames(eventOf("00", "01", "Some=thing, =else"))).contains("tracestate");
  }

  private Event eventOf(String version, String flags, String tracestate) throws Exception {
    host.serve("/x", (request, response) -> {}).start();
    String ids = "-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-";
    send(
        HttpRequest.newBuilder(host.uri("/x"))
            .header("traceparent", version + ids + flags)
            .header("tracestate", tracestate));
    return onlyEvent();
  }

  @Test
  void traceHeaders_ofGomonAlone_areLeftOut() throws Exception {
    assertThat(headerNames(eventOf("00", "01", "gomon=0123456789abcdefb7ad6b7169203331")))
        .doesNotContain("traceparent", "tracestate");
  }

  @Test
  void traceparent_thatIsNotSampled_staysAmongHeaders() throws Exception {
    host.serve("/x", (request, response) -> {}).start();
    send(
        HttpRequest.newBuilder(host.uri("/x"))
            .header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00")
            .header("tracestate", "gomon=0123456789abcdefb7ad6b7169203331"));
    assertThat(headerNames(onlyEvent())).contains("traceparent", "tracestate");
  }

  @Test
  void traceparent_malformedOrTwice_isIgnored() throws Exception {
    host.serve("/x", (request, response) -> response.getWriter().print("x")).start();
    String valid = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    HttpRequest.Builder twice =
        HttpRequest.newBuilder(host.uri("/x"))
            .header("traceparent", valid)
            .header("traceparent", valid);
    assertThat(send(twice).body()).isEqualTo("x");
    HttpRequest.Builder bad = HttpRequest.newBuilder(host.uri("/x")).header("traceparent", "00-x");
    assertThat(send(bad).body()).isEqualTo("x");
    host.close();
    assertThat(gomon.events("http-servlet")).hasSize(2).allMatch(Event::isRoot);
  }

  @Test
  void current_withoutRecordedRequest_doesNothing() throws Exception {
    AtomicBoolean seen = new AtomicBoolean(true);
    newHost("")
        .serve("/x", (request, response) -> seen.set(GomonFilter.current(request).isRecording()))
        .start();
    assertThat(get("/x").body().getBytes(StandardCharsets.UTF_8)).isEmpty();
    assertThat(seen.get()).isFalse();
  }
}
