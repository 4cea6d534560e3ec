/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.internal.DefaultRedactor;
import io.gomon.listener.EventJson;
import io.gomon.spi.Redactor;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
  private static final String CANARY = "canary-4711";
  private final Recorder recorder = new Recorder();

  private Event recorded(GomonBuilder builder, java.util.function.Consumer<EventTracker> fill) {
    Gomon gomon = builder.listener(recorder).start();
    EventTracker tracker = gomon.start("x");
    fill.accept(tracker);
    tracker.finish();
    gomon.stop(Duration.ofSeconds(10));
    return recorder.only();
  }

  @Test
  void plantedSecrets_neverReachAListener() {
    Event event =
        recorded(
            Recorder.builder(),
            tracker ->
                tracker
                    .set("Authorization", "Bearer " + CANARY)
                    .set("db.password", CANARY)
                    .set("api_key", CANARY.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                    .set("access-token", 4711)
                    .set("headers", Map.of("Set-Cookie", List.of("sid=" + CANARY), "Accept", "*/*"))
                    .set("rows", List.of(Map.of("user_pwd", CANARY), List.of("token=" + CANARY)))
                    .set("url", "jdbc:postgresql://shop:" + CANARY + "@db/shop?user=a")
                    .set("dsn", "jdbc:mysql://db/x?user=a&password=" + CANARY + "&ssl=true")
                    .set("query", "alter user a set PASSWORD = '" + CANARY + "' where id=1")
                    .set("body", "{\"secret\": \"" + CANARY + "\", \"name\": \"n\"}")
                    .set("curl", "curl -H 'Authorization: Bearer " + CANARY + "' http://h/")
                    .addError(new Exception("cannot log in: pwd=" + CANARY + ", again")));
    String json = EventJson.toJson(event);
    assertThat(json).doesNotContain(CANARY);
    assertThat(event.get("Authorization")).isEqualTo("***");
    assertThat(event.get("access-token")).isEqualTo("***");
    assertThat(event.get("url")).isEqualTo("jdbc:postgresql://shop:***@db/shop?user=a");
    assertThat(event.get("dsn")).isEqualTo("jdbc:mysql://db/x?user=a&password=***&ssl=true");
    assertThat(event.get("query")).isEqualTo("alter user a set PASSWORD = *** where id=1");
    assertThat(event.get("body")).isEqualTo("{\"secret\": ***, \"name\": \"n\"}");
    assertThat(event.get("headers")).isEqualTo(Map.of("Set-Cookie", "***", "Accept", "*/*"));
    assertThat(event.errors().get(0).message()).isEqualTo("cannot log in: pwd=***, again");
  }

  @Test
  void ordinaryValues_areLeftAlone() {
    Map<String, Object> map = Map.of("a", List.of("b=c", "x:y"));
    Event event =
        recorded(
            Recorder.builder(),
            tracker ->
                tracker
                    .set("url", "http://user@host:80/p?a=b#c@d:e")
                    .set("query", "select a from t where b = 'c' and d=?")
                    .set("map", map)
                    .set("time", "12:30:00"));
    assertThat(event.get("url")).isEqualTo("http://user@host:80/p?a=b#c@d:e");
    assertThat(event.get("query")).isEqualTo("select a from t where b = 'c' and d=?");
    assertThat(event.get("map")).isEqualTo(map);
    assertThat(event.get("time")).isEqualTo("12:30:00");
  }

  @Test
  void secretKey_ofTheUser_isMaskedToo() {
    Event event =
        recorded(
            Recorder.builder().secretKey("Iban"),
            t -> t.set("customer_iban", "DE02").set("x", "y"));
    assertThat(event.get("customer_iban")).isEqualTo("***");
    assertThat(event.get("x")).isEqualTo("y");
  }

  @Test
  void redactorThatThrows_masksInsteadOfLettingThrough() {
    Redactor failing =
        new Redactor() {
          @Override
          public boolean isSecret(String key) {
            throw new IllegalStateException("on purpose");
          }

          @Override
          public String redact(String text) {
            throw new IllegalStateException("on purpose");
          }
        };
    Event event =
        recorded(
            Recorder.builder().redactor(failing),
            t -> t.set("a", CANARY).addError(new Exception(CANARY)));
    assertThat(EventJson.toJson(event)).doesNotContain(CANARY);
  }

  @Test
  void redactorThatThrowsOnce_masksThatOneOnly() {
    java.util.concurrent.atomic.AtomicBoolean fails =
        new java.util.concurrent.atomic.AtomicBoolean(true);
    Redactor failing =
        new Redactor() {
          @Override
          public boolean isSecret(String key) {
            if (key.equals("query") && fails.getAndSet(false)) {
              throw new IllegalStateException("on purpose");
            }
            return false;
          }

          @Override
          public String redact(String text) {
            return text;
          }
        };
    Gomon gomon = Recorder.builder().redactor(failing).listener(recorder).start();
    gomon.start("first").set("query", "select 1").finish();
    gomon.start("second").set("query", "select 1").finish();
    gomon.stop(Duration.ofSeconds(10));
    assertThat(recorder.events("first").get(0).get("***")).isEqualTo("***");
    assertThat(recorder.events("second").get(0).get("query")).isEqualTo("select 1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"PASSWORD", "user-password", "X-Api-Key", "Proxy-Authorization", "refresh_token"})
  void isSecret_knownWords_yes(String key) {
    assertThat(new DefaultRedactor(List.of()).isSecret(key)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "password=|password=",
        "password=x|password=***",
        "a=1;password = 'it\\'s';b=2|a=1;password = ***;b=2",
        "password='open|password=***",
        "Authorization: Basic abc def|Authorization: ***",
        "://:@|://:@",
        "x://a:b@c y://d:e@f|x://a:***@c y://d:***@f",
        "=:=:password:|=:=:password:",
        "redis://:pw@h:1|redis://:***@h:1",
        "postgres://u:a/b?c@h/db|postgres://u:***@h/db",
        "http://h:80/a@b|http://h:80/a@b",
        "jdbc:oracle:thin:scott/tiger@//h/x|jdbc:oracle:thin:scott/***@//h/x",
        "password => 'x y'|password => ***",
        "password := 'x y' z|password := *** z",
        "password\t=\tx|password\t=\t***",
        "user[password]=x&a=b|user[password]=***&a=b",
        "PASSWORD 'it''s me', a|PASSWORD ***, a",
        "create user a identified by 'x'|create user a identified by ***",
        "{Authorization=[Bearer x y], Accept=[z]}|{Authorization=***, Accept=[z]}",
        "{\"tokens\":[\"x\",{\"y\":\"]\"}],\"a\":1}|{\"tokens\":***,\"a\":1}",
        "Authorization: Token x|Authorization: ***",
        "Cookie: a=x; b=y|Cookie: ***",
        "Bearer abc.def|Bearer ***",
        "<user><password>x y</password></user>|<user><password>***</password></user>",
        "to=%2F%3Ftoken%3Dx&a=b|to=%2F%3Ftoken%3D***&a=b",
      })
  void redact_edges_terminateAndMask(String text, String expected) {
    assertThat(new DefaultRedactor(List.of()).redact(text)).isEqualTo(expected);
  }

  @Test
  void redact_escapedJson_masksTheValueOnly() {
    assertThat(
            new DefaultRedactor(List.of())
                .redact("{\\\"password\\\":\\\"x y\\\",\\\"name\\\":\\\"n\\\"}"))
        .isEqualTo("{\\\"password\\\":\\***,\\\"name\\\":\\\"n\\\"}");
  }

  @Test
  void secretsElsewhere_keysBytesAndCutText_areMasked() {
    String cut = "a".repeat(16_384 - 30) + " http://user:" + CANARY + "-and-more@host/";
    Event event =
        recorded(
            Recorder.builder(),
            tracker ->
                tracker
                    .set(
                        "bytes",
                        ("x&password=" + CANARY).getBytes(java.nio.charset.StandardCharsets.UTF_8))
                    .set("map", Map.of("token=" + CANARY, 1))
                    .set("key?token=" + CANARY, 1)
                    .set("cut", cut)
                    .addError(suppressing(new Exception("password=" + CANARY))));
    String json = EventJson.toJson(event);
    assertThat(json).doesNotContain(CANARY).doesNotContain("user:canary");
    assertThat(new String((byte[]) event.get("bytes"), java.nio.charset.StandardCharsets.UTF_8))
        .isEqualTo("x&password=***");
  }

  private static Exception suppressing(Exception suppressed) {
    Exception error = new Exception("outer", suppressed);
    error.addSuppressed(suppressed);
    return error;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x@a://b ",
        "a://b:c@d ",
        "a://",
        "a://b:x",
        "a=",
        "=:",
        "'",
        "password=\"",
        "%3D",
        "<a>",
        "token=[",
        " "
      })
  void redact_longText_takesLinearTime(String piece) {
    DefaultRedactor redactor = new DefaultRedactor(List.of());
    String text = "@:=" + piece.repeat(16_384 / piece.length());
    long start = System.nanoTime();
    for (int i = 0; i < 20; i++) {
      redactor.redact(text);
    }
    // quadratic would be 20 x 268 million steps
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
  }
}
