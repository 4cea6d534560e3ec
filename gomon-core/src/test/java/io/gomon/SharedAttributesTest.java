/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gomon.listener.EventJson;
import io.gomon.spi.Redactor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SharedAttributesTest {
  private final List<String> looked = new ArrayList<>();
  private final Recorder recorder = new Recorder();
  private final Gomon gomon =
      Recorder.builder(recorder)
          .redactor(
              new Redactor() {
                @Override
                public boolean isSecret(String key) {
                  return key.equals("token");
                }

                @Override
                public String redact(String text) {
                  looked.add(text);
                  return text.equals("old key") ? "aisle" : text.replace("hidden", MASK);
                }
              })
          .start();

  private final SharedAttributes place = SharedAttributes.of(ordered("shelf", 7, "aisle", "north"));

  private static Map<String, @Nullable Object> ordered(@Nullable Object... keysAndValues) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put(String.valueOf(keysAndValues[i]), keysAndValues[i + 1]);
    }
    return map;
  }

  @AfterEach
  void stop() {
    gomon.stop(Duration.ofSeconds(10));
  }

  private Map<String, Object> finished(EventTracker tracker) {
    tracker.finish();
    gomon.flush(Duration.ofSeconds(10));
    Event event = recorder.only();
    Map<String, Object> shown = new LinkedHashMap<>();
    String json = EventJson.toJson(event);
    event.forEach(new Collecting(shown));
    assertThat(event.size()).isEqualTo(shown.size());
    shown.forEach((key, value) -> assertThat(event.get(key)).isEqualTo(value));
    shown.forEach((key, value) -> assertThat(json).containsOnlyOnce('"' + key + "\":"));
    return shown;
  }

  @Test
  void setAll_isAsIfEachWereSet() {
    EventTracker pick = gomon.start("pick").set("first", true).setAll(place).set("item", "bolt");
    Map<String, Object> shown = finished(pick.setAll(null));
    assertThat(shown.keySet()).containsExactly("first", "shelf", "aisle", "item");
    assertThat(shown).containsEntry("shelf", 7L).containsEntry("aisle", "north");
    assertThat(recorder.only().get("no such")).isNull();
    assertThat(recorder.only().truncatedValues()).isZero();
  }

  @Test
  void keySetAfterwards_replacesTheSharedOne() {
    Map<String, Object> shown =
        finished(gomon.start("pick").setAll(place).set("aisle", "south").set("x", 1));
    assertThat(shown).isEqualTo(Map.of("shelf", 7L, "aisle", "south", "x", 1L));
    assertThat(recorder.only().truncatedValues()).isZero();
  }

  @Test
  void keySetBefore_isReplacedByTheSharedOne() {
    Map<String, Object> shown = finished(gomon.start("pick").set("aisle", "south").setAll(place));
    assertThat(shown).isEqualTo(Map.of("shelf", 7L, "aisle", "north"));
  }

  @Test
  void severalAndOnesFromOtherThreads_areAllThere() throws InterruptedException {
    SharedAttributes more = SharedAttributes.of(Map.of("floor", 2));
    EventTracker pick = gomon.start("pick").setAll(place).setAll(more);
    Thread other = new Thread(() -> pick.setAll(SharedAttributes.of(Map.of("hall", "b"))));
    other.start();
    other.join();
    Map<String, Object> shown = finished(pick);
    assertThat(shown).isEqualTo(Map.of("shelf", 7L, "aisle", "north", "floor", 2L, "hall", "b"));
  }

  @Test
  void secrets_areMasked_andLookedForOnce() {
    SharedAttributes login =
        SharedAttributes.of(ordered("token", "t0p", "note", "hidden here", "list", List.of("a")));
    gomon.start("one").setAll(login).finish();
    gomon.start("two").setAll(login).finish();
    gomon.flush(Duration.ofSeconds(10));
    for (Event event : recorder.withoutApplication()) {
      assertThat(event.get("token")).isEqualTo("***");
      assertThat(event.get("note")).isEqualTo("*** here");
      assertThat(event.get("list")).isEqualTo(List.of("a"));
    }
    assertThat(looked).containsOnlyOnce("hidden here");
  }

  @Test
  void keyThatRedactionMakesEqual_replacesTheSharedOne_andIsCounted() {
    Map<String, Object> shown = finished(gomon.start("pick").setAll(place).set("old key", "x"));
    assertThat(shown).isEqualTo(Map.of("shelf", 7L, "aisle", "x"));
    assertThat(recorder.only().truncatedValues()).isEqualTo(1);
  }

  @Test
  void of_takesACopy_withoutNulls_andRefusesTooMany() {
    Map<String, @Nullable Object> source =
        ordered("a", "1", "none", null, "long", "x".repeat(20_000));
    SharedAttributes shared = SharedAttributes.of(source);
    source.put("a", "2");
    Map<String, Object> shown = finished(gomon.start("pick").setAll(shared));
    assertThat(shown.keySet()).containsExactly("a", "long");
    assertThat(shown).containsEntry("a", "1");
    assertThat(recorder.only().truncatedValues()).isEqualTo(1);
    Map<String, Object> many = new HashMap<>();
    for (int i = 0; i < 65; i++) {
      many.put("k" + i, i);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SharedAttributes.of(many))
        .withMessage("at most 64 attributes are shared, were 65");
  }

  @Test
  void cuts_areCounted_alsoWhenEachIsSetForItself() {
    SharedAttributes cut =
        SharedAttributes.of(ordered("aisle", "x".repeat(20_000), "shelf", 7, "row", "short"));
    EventTracker pick = gomon.start("pick").set("shelf", 1).setAll(cut);
    assertThat(finished(pick)).hasSize(3);
    assertThat(recorder.only().truncatedValues()).isEqualTo(1);
  }

  @Test
  void announced_andFinished_bothHaveThem() {
    EventTracker pick = gomon.start("pick").setAll(place);
    pick.announce();
    pick.set("aisle", "south").finish();
    gomon.flush(Duration.ofSeconds(10));
    assertThat(recorder.events("pick"))
        .extracting(event -> event.get("aisle"))
        .containsExactly("north", "south");
  }

  /** All kinds of values, as they are. */
  private record Collecting(Map<String, Object> into) implements AttributeVisitor {
    @Override
    public void text(String key, String value) {
      into.put(key, value);
    }

    @Override
    public void integer(String key, long value) {
      into.put(key, value);
    }

    @Override
    public void decimal(String key, double value) {
      into.put(key, value);
    }

    @Override
    public void bool(String key, boolean value) {
      into.put(key, value);
    }

    @Override
    public void bytes(String key, byte[] value) {
      into.put(key, value);
    }

    @Override
    public void list(String key, List<?> value) {
      into.put(key, value);
    }

    @Override
    public void map(String key, Map<String, ?> value) {
      into.put(key, value);
    }
  }
}
