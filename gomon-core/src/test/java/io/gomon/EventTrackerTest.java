/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.internal.Values;
import io.gomon.listener.EventJson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventTrackerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Recorder recorder = new Recorder();
  private final Gomon gomon = Recorder.builder(recorder).start();

  @AfterEach
  void stop() {
    gomon.stop(PATIENCE);
  }

  private Event finished(EventTracker tracker) {
    tracker.finish();
    gomon.flush(PATIENCE);
    return recorder.only();
  }

  @Test
  void set_eachType_isReadBack() {
    EventTracker tracker = gomon.start("x");
    tracker.set("text", "t").set("int", 7).set("long", 1L << 40).set("decimal", 0.5);
    tracker.set("float", 0.25f).set("yes", true).set("bytes", new byte[] {1, 2});
    tracker.set("list", List.of(1, "a")).set("map", Map.of("k", 2));
    Event event = finished(tracker);
    assertThat(event.get("text")).isEqualTo("t");
    assertThat(event.get("int")).isEqualTo(7L);
    assertThat(event.get("long")).isEqualTo(1L << 40);
    assertThat(event.get("decimal")).isEqualTo(0.5);
    assertThat(event.get("float")).isEqualTo(0.25);
    assertThat(event.get("yes")).isEqualTo(true);
    assertThat((byte[]) event.get("bytes")).containsExactly(1, 2);
    assertThat(event.get("list")).isEqualTo(List.of(1L, "a"));
    assertThat(event.get("map")).isEqualTo(Map.of("k", 2L));
    assertThat(event.get("none")).isNull();
    assertThat(event.size()).isEqualTo(9);
  }

  /** Equal keys that are other objects, before and behind the eighth attribute. */
  @Test
  void set_equalKeyOfAnotherObject_replacesTheValueInItsPlace() {
    EventTracker tracker = gomon.start("job");
    for (int i = 0; i < 12; i++) {
      tracker.set("key" + i, i).set(new String("key0"), 100 + i).set("key" + i, "text" + i);
    }
    Event event = finished(tracker.set(new String("key3"), 3).set("last", true));
    assertThat(event.size()).isEqualTo(13);
    assertThat(event.get("key0")).isEqualTo(111L);
    assertThat(event.get("key3")).isEqualTo(3L);
    assertThat(event.get("key11")).isEqualTo("text11");
    assertThat(event.truncatedValues()).isZero();
  }

  @Test
  void set_again_replacesValueAndType() {
    EventTracker tracker = gomon.start("x").set(new String("key"), 1).set("key", "two");
    tracker.set("other", "o").set("other", 2L).set("other", 3.5);
    Event event = finished(tracker);
    assertThat(event.get("key")).isEqualTo("two");
    assertThat(event.get("other")).isEqualTo(3.5);
    assertThat(event.size()).isEqualTo(2);
  }

  @Test
  void set_nulls_areIgnored() {
    EventTracker tracker = gomon.start("x");
    tracker.set("a", (String) null).set("b", (byte[]) null).set("c", (List<?>) null);
    tracker.set("d", (Map<?, ?>) null).set(null, "x").set(null, 1).addError(null);
    Event event = finished(tracker);
    assertThat(event.size()).isZero();
    assertThat(event.errors()).isEmpty();
  }

  @Test
  void set_markersOfOurOwnAsText_stayText() {
    Event event = finished(gomon.start("x").set("a", "integer").set("b", "decimal"));
    assertThat(event.get("a")).isEqualTo("integer");
    assertThat(event.get("b")).isEqualTo("decimal");
  }

  @Test
  void set_tooMuch_isCutAndCounted() {
    EventTracker tracker = gomon.start("x");
    tracker.set("text", "a".repeat(Values.MAX_TEXT_CHARS - 1) + "\uD83D\uDE00");
    tracker.set("bytes", new byte[Values.MAX_BYTES + 1]);
    tracker.set("list", new ArrayList<>(java.util.Collections.nCopies(1_001, 1)));
    for (int i = 0; i < 130; i++) {
      tracker.set("key" + i, i);
    }
    Event event = finished(tracker);
    assertThat((String) event.get("text"))
        .hasSize(Values.MAX_TEXT_CHARS - 1)
        .doesNotContain("\uD83D");
    assertThat((byte[]) event.get("bytes")).hasSize(Values.MAX_BYTES);
    assertThat((List<?>) event.get("list")).hasSize(1_000);
    assertThat(event.size()).isEqualTo(128);
    assertThat(event.truncatedValues()).isEqualTo(3 + 5);
  }

  @Test
  void set_wholeNumbers_keepTheirValues_whicheverIsTheFirst() {
    EventTracker tracker = gomon.start("x");
    tracker.set("a", 1).set("b", Long.MIN_VALUE).set("a", Long.MAX_VALUE).set("b", 2);
    tracker.set("a", "text").set("c", 3).set("d", 4).set("d", 5).set("b", 0.5);
    Event event = finished(tracker);
    assertThat(event.get("a")).isEqualTo("text");
    assertThat(event.get("b")).isEqualTo(0.5);
    assertThat(event.get("c")).isEqualTo(3L);
    assertThat(event.get("d")).isEqualTo(5L);
    assertThat(EventJson.toJson(event)).contains("\"c\":3,\"d\":5");
  }

  @Test
  void set_nestedValues_areBoundedAsAWhole() {
    List<?> thousand = java.util.Collections.nCopies(1_000, 1);
    EventTracker tracker = gomon.start("x");
    tracker.set("entries", java.util.Collections.nCopies(1_000, thousand));
    tracker.set("chars", java.util.Collections.nCopies(1_000, "a".repeat(1_000)));
    Event event = finished(tracker);
    List<?> entries = (List<?>) event.get("entries");
    int kept = entries.stream().mapToInt(list -> 1 + ((List<?>) list).size()).sum();
    assertThat(kept).isEqualTo(Values.MAX_TOTAL_ENTRIES);
    List<?> chars = (List<?>) event.get("chars");
    assertThat(String.join("", chars.stream().map(String::valueOf).toList()))
        .hasSize(Values.MAX_TOTAL_CHARS);
    // The list that ran out of entries and the one around it; the last text and the list around it.
    assertThat(event.truncatedValues()).isEqualTo(4);
  }

  @Test
  void set_selfContainingList_endsAtTheDepthLimit() {
    List<Object> endless = new ArrayList<>();
    endless.add(endless);
    Event event = finished(gomon.start("x").set("endless", endless));
    assertThat(String.valueOf(event.get("endless"))).isEqualTo("[[[[[[[[…]]]]]]]]");
  }

  @Test
  void set_containers_areCopied() {
    Map<String, Object> map = new HashMap<>(Map.of("k", new ArrayList<>(List.of(1))));
    EventTracker tracker = gomon.start("x").set("map", map);
    map.clear();
    assertThat(finished(tracker).get("map")).isEqualTo(Map.of("k", List.of(1L)));
  }

  @Test
  void set_hostObjectThatFails_costsItsValueOnly() {
    Object failing =
        new Object() {
          @Override
          public String toString() {
            throw new IllegalStateException("on purpose");
          }
        };
    Event event = finished(gomon.start("x").set("list", Arrays.asList(failing, null, 1)));
    assertThat(event.get("list")).isEqualTo(Arrays.asList(failing.getClass().getName(), null, 1L));
  }

  @Test
  void set_containerThatFails_isSaidSo() {
    List<Object> failing =
        new ArrayList<>() {
          @Override
          public java.util.Iterator<Object> iterator() {
            throw new java.util.ConcurrentModificationException("on purpose");
          }
        };
    Map<Object, Object> failingMap =
        new LinkedHashMap<>() {
          @Override
          public java.util.Set<Map.Entry<Object, Object>> entrySet() {
            throw new IllegalStateException("on purpose");
          }
        };
    EventTracker tracker = gomon.start("x").set("list", failing).set("map", failingMap);
    Event event = finished(tracker.set("after", 1));
    assertThat(event.get("after")).isEqualTo(1L);
    assertThat(event.get("list")).isNull();
    assertThat(event.get("map")).isNull();
    assertThat(event.truncatedValues()).isEqualTo(2);
  }

  @Test
  void finish_manyThreads_oneEvent() throws Exception {
    for (int round = 0; round < 200; round++) {
      EventTracker tracker = gomon.start("x");
      CyclicBarrier barrier = new CyclicBarrier(3);
      Runnable finish =
          () -> {
            try {
              barrier.await();
            } catch (Exception e) {
              throw new AssertionError(e);
            }
            tracker.finish();
          };
      Thread one = new Thread(finish);
      Thread two = new Thread(finish);
      one.start();
      two.start();
      barrier.await();
      tracker.close();
      one.join();
      two.join();
    }
    gomon.flush(PATIENCE);
    assertThat(recorder.withoutApplication()).hasSize(200);
  }

  @Test
  void afterFinish_nothingChanges() {
    EventTracker tracker = gomon.start("x").set("a", 1);
    tracker.finish();
    tracker.set("a", 2).set("b", 2).set("c", List.of(1)).addError(new Exception());
    tracker.announce();
    Event event = finished(tracker);
    assertThat(event.get("a")).isEqualTo(1L);
    assertThat(event.size()).isEqualTo(1);
    assertThat(event.errors()).isEmpty();
  }

  @Test
  void announce_thenFinish_sendsBothUnderOneId() {
    EventTracker tracker = gomon.start("conn").set("a", 1);
    tracker.announce();
    tracker.set("a", 2).set("b", 3);
    tracker.finish();
    gomon.flush(PATIENCE);
    List<Event> sent = recorder.withoutApplication();
    assertThat(sent).hasSize(2);
    assertThat(sent.get(0).isOpen()).isTrue();
    assertThat(sent.get(0).get("a")).isEqualTo(1L);
    assertThat(sent.get(0).size()).isEqualTo(1);
    assertThat(sent.get(1).isOpen()).isFalse();
    assertThat(sent.get(1).get("a")).isEqualTo(2L);
    assertThat(sent.get(0).id()).isEqualTo(sent.get(1).id());
    assertThat(sent.get(0).startEpochNanos()).isEqualTo(sent.get(1).startEpochNanos());
  }

  @Test
  void addError_keepsTypeMessagePlaceAndCauses() {
    Exception cause = new Exception("inner");
    Exception error = new IllegalStateException("outer", cause);
    EventTracker tracker = gomon.start("x").addError(error).addError(error).addError(cause);
    Event event = finished(tracker);
    assertThat(event.errors()).hasSize(2);
    EventError first = event.errors().get(0);
    assertThat(first.type()).isEqualTo("java.lang.IllegalStateException");
    assertThat(first.message()).isEqualTo("outer");
    assertThat(first.location()).startsWith("EventTrackerTest.java:");
    assertThat(first.stack()).contains("Caused by: java.lang.Exception: inner");
  }

  @Test
  void addError_tooMany_isBounded() {
    EventTracker tracker = gomon.start("x");
    for (int i = 0; i < 20; i++) {
      tracker.addError(new Exception("e" + i));
    }
    Event event = finished(tracker);
    assertThat(event.errors()).hasSize(16);
    assertThat(event.truncatedValues()).isEqualTo(4);
  }

  @Test
  void noop_everyMethod_doesNothing() throws Exception {
    EventTracker noop = Gomon.builder("off").inert().start("x");
    assertThat(noop.set("a", 1).set("a", "b").set("a", 1.0).set("a", true)).isSameAs(noop);
    assertThat(noop.newChild("y").addError(new Exception())).isSameAs(noop);
    assertThat(noop.traceparent()).isNull();
    assertThat(noop.tracestate()).isNull();
    try (Scope scope = noop.makeCurrent()) {
      assertThat(gomon.current().isRecording()).isFalse();
    }
    noop.announce();
    noop.close();
  }

  @Test
  @SuppressWarnings({"NullAway", "MustBeClosedChecker"}) // that is what an application may do
  void fingerprint_null_isUnnamedWhereverItIsAskedFor() {
    EventTracker tracker = gomon.start(null);
    tracker.makeCurrent();
    EventTracker child = gomon.start(null);
    assertThat(child.toString()).contains("unnamed");
    child.announce();
    child.finish();
    tracker.finish();
    gomon.start("next").finish();
    assertThat(gomon.flush(Duration.ofSeconds(10))).isTrue();
    assertThat(recorder.events("next").get(0).isRoot()).isTrue();
    assertThat(gomon.stats().scopeLeaks()).isEqualTo(1);
    assertThat(recorder.events("unnamed")).hasSize(3);
  }

  @Test
  void keysAndFingerprint_noReaderWouldTake_areMadeFit() {
    String prefix = "k".repeat(200);
    EventTracker tracker = gomon.start(" ").set(prefix + "1", 1).set(prefix + "2", 2);
    tracker.set("\ud800", 3).set("\udc00", 4).set("x", 5);
    tracker.set("map", Map.of(prefix + "1", 1, prefix + "2", 1, "\ud800", 1, "\udc00", 1));
    Event event = finished(tracker);
    assertThat(event.fingerprint()).isEqualTo("unnamed");
    assertThat(event.get(prefix)).isEqualTo(1L);
    assertThat(event.get("\ufffd")).isEqualTo(3L);
    assertThat(event.get("x")).isEqualTo(5L);
    assertThat(event.size()).isEqualTo(4);
    assertThat(event.get("map")).isEqualTo(Map.of(prefix, 1L, "\ufffd", 1L));
    assertThat(event.truncatedValues()).isGreaterThanOrEqualTo(4);
  }

  @Test
  void fingerprint_tooLong_isCut() {
    Event event = finished(gomon.start("f".repeat(300)));
    assertThat(event.fingerprint()).isEqualTo("f".repeat(200));
  }
}
