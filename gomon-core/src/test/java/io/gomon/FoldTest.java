/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FoldTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String SQL = "sql-wstmt-query";

  private final HandClock clock = new HandClock();
  private final Recorder recorder = new Recorder();
  private final Gomon gomon =
      Recorder.builder(recorder)
          .clock(clock)
          .overflow(Overflow.BLOCK)
          .setting("fold.after", 10)
          .start();

  @AfterEach
  void accountsAreExact_andNothingIsAnOrphan() {
    gomon.stop(PATIENCE);
    GomonStats stats = gomon.stats();
    assertThat(stats.made()).isEqualTo(stats.dispatched() + stats.folded());
    assertThat(stats.pending()).isZero();
    assertThat(recorder.all()).hasSize((int) stats.dispatched());
    Set<UUID> ids = new HashSet<>();
    recorder.all().forEach(event -> ids.add(event.id()));
    List<Event> orphans = new ArrayList<>();
    for (Event event : recorder.withoutApplication()) {
      boolean isOfRemote = event.fingerprint().equals("http-servlet");
      if (!isOfRemote && !ids.contains(parentOf(event))) {
        orphans.add(event);
      }
    }
    assertThat(orphans).isEmpty();
  }

  private static UUID parentOf(Event event) {
    return new UUID(event.parentHigh(), event.parentLow());
  }

  private void child(EventTracker parent, String fingerprint, String query, long nanos) {
    EventTracker child = parent.newChild(fingerprint).set("query", query);
    clock.advance(nanos);
    child.finish();
  }

  private List<Event> whole(String query) {
    return recorder.events(SQL).stream().filter(e -> query.equals(e.get("query"))).toList();
  }

  private List<Event> folded(String query) {
    return recorder.events("folded").stream().filter(e -> query.equals(e.get("query"))).toList();
  }

  private void flush() {
    assertThat(gomon.flush(PATIENCE)).isTrue();
  }

  @Test
  void equalChildren_beyondTheLimit_areOneEvent_andTheSlowestWhole() {
    EventTracker parent = gomon.start("x");
    for (int i = 1; i <= 1_000; i++) {
      child(parent, SQL, "select 1", i == 500 ? 9_000 : i);
    }
    clock.advance(77);
    parent.finish();
    flush();
    assertThat(whole("select 1")).hasSize(11);
    assertThat(whole("select 1").get(10).elapsedNanos()).isEqualTo(9_000);
    Event folded = folded("select 1").get(0);
    assertThat(folded("select 1")).hasSize(1);
    assertThat(folded.get("of")).isEqualTo(SQL);
    assertThat(folded.get("count")).isEqualTo(989L);
    assertThat(folded.get("errors")).isEqualTo(0L);
    assertThat(folded.get("total")).isEqualTo(500_500L - 55 - 500);
    assertThat(folded.get("min")).isEqualTo(11L);
    assertThat(folded.get("max")).isEqualTo(1_000L);
    assertThat((long) folded.get("p50")).isBetween(500L, 512L);
    assertThat((long) folded.get("p99")).isBetween(980L, 1_000L);
    Event root = recorder.events("x").get(0);
    assertThat(parentOf(folded)).isEqualTo(root.id());
    assertThat(folded.startEpochNanos()).isEqualTo(root.startEpochNanos() + 55);
    assertThat(folded.startEpochNanos() + folded.elapsedNanos())
        .isEqualTo(root.startEpochNanos() + root.elapsedNanos() - 77);
    assertThat(recorder.all().indexOf(folded)).isLessThan(recorder.all().indexOf(root));
  }

  @Test
  void shapesThatTakeTurns_areFoldedEachForItself() {
    EventTracker parent = gomon.start("x");
    String common = "select " + "a, ".repeat(200);
    for (int i = 0; i < 500; i++) {
      child(parent, SQL, common + (i % 2), 10);
      child(parent, "http-roundtripper", "", 10);
    }
    EventTracker call = parent.newChild("http-roundtripper");
    call.set("method", "GET").set("url", Map.of("host", "a:1", "path", "/")).finish();
    parent.finish();
    flush();
    assertThat(folded(common + 0).get(0).get("count")).isEqualTo(239L);
    assertThat(folded(common + 1).get(0).get("count")).isEqualTo(239L);
    assertThat(recorder.events("http-roundtripper")).hasSize(12);
  }

  @Test
  void calls_areFoldedByMethodHostAndRoute() {
    EventTracker parent = gomon.start("x");
    for (int i = 0; i < 60; i++) {
      EventTracker call = parent.newChild("http-roundtripper").set("method", "GET");
      String path = i % 2 == 0 ? "/items/" + i + "/price" : "/items/" + i;
      call.set("url", Map.of("host", "a:1", "path", path));
      call.set("resp-status", i % 2 == 0 ? 200 : 404);
      call.finish();
    }
    parent.finish();
    flush();
    List<Event> folded = recorder.events("folded");
    assertThat(folded)
        .extracting(e -> e.get("url"))
        .containsExactly(url("/items/*/price"), url("/items/*"));
    assertThat(folded).extracting(e -> e.get("count")).containsExactly(19L, 19L);
    assertThat(folded).extracting(e -> e.get("errors")).containsExactly(0L, 19L);
  }

  private static Map<String, Object> url(String path) {
    return Map.of("host", "a:1", "path", path);
  }

  @Test
  void failures_areFoldedApart_soThatTheFirstOnesAreSeen() {
    EventTracker parent = gomon.start("x");
    for (int i = 0; i < 300; i++) {
      EventTracker child = parent.newChild(SQL).set("query", "q");
      if (i >= 200) {
        child.addError(new IllegalStateException("no " + i));
      }
      child.finish();
    }
    parent.finish();
    flush();
    assertThat(whole("q").stream().filter(e -> !e.errors().isEmpty())).hasSize(11);
    assertThat(folded("q")).extracting(e -> e.get("count")).containsExactly(189L, 89L);
    assertThat(folded("q")).extracting(e -> e.get("errors")).containsExactly(0L, 89L);
  }

  @Test
  void childrenOfFoldedOnes_areTheirs_andThoseOfTheSlowestKeepTheirParent() {
    EventTracker parent = gomon.start("x");
    for (int i = 1; i <= 200; i++) {
      EventTracker query = parent.newChild(SQL).set("query", "q");
      clock.advance(i == 100 ? 5_000 : i);
      query.finish();
      query.newChild("sql-wrows").set("row-count", i).finish();
    }
    parent.finish();
    flush();
    Event folded = folded("q").get(0);
    assertThat(folded.get("count")).isEqualTo(189L);
    Event rows =
        recorder.events("folded").stream()
            .filter(e -> "sql-wrows".equals(e.get("of")))
            .findFirst()
            .orElseThrow();
    assertThat(parentOf(rows)).isEqualTo(folded.id());
    assertThat(rows.get("count")).isEqualTo(178L);
    Event slowest = whole("q").get(10);
    assertThat(slowest.elapsedNanos()).isEqualTo(5_000);
    assertThat(recorder.events("sql-wrows").stream().filter(e -> isUnder(e, slowest)))
        .extracting(e -> e.get("row-count"))
        .containsExactly(100L);
  }

  private static boolean isUnder(Event child, Event parent) {
    return parentOf(child).equals(parent.id());
  }

  @Test
  void childOfTheSlowest_thatHasChildrenItself_waitsWithThem() {
    EventTracker parent = gomon.start("x");
    for (int i = 1; i <= 100; i++) {
      EventTracker call = parent.newChild("call");
      clock.advance(1_000L * i);
      call.finish();
      EventTracker late = call.newChild("late");
      late.newChild("leaf").finish();
      late.finish();
    }
    parent.finish();
    flush();
    assertThat(recorder.events("call")).hasSize(11);
    assertThat(recorder.events("late")).hasSize(22);
    assertThat(recorder.events("leaf")).hasSize(33);
  }

  @Test
  void openChildOfTheSlowest_sentWithIt_isFinishedWhole() {
    EventTracker parent = gomon.start("x");
    for (int i = 0; i < 12; i++) {
      EventTracker call = parent.newChild("call");
      clock.advance(i == 11 ? 5_000 : 1_000);
      call.finish();
      if (i == 11) {
        EventTracker child = call.newChild("sub");
        clock.advance(1_000);
        child.announce();
        flush();
        for (int k = 0; k < 30; k++) {
          clock.advance(1_000);
          call.newChild("sub").finish();
        }
        child.finish();
        parent.finish();
        flush();
        assertThat(recorder.events("sub").stream().filter(e -> e.id().equals(child.id())))
            .extracting(Event::isOpen)
            .containsExactly(true, false);
      }
    }
    assertThat(recorder.events("folded"))
        .extracting(e -> e.get("of"), e -> e.get("count"))
        .containsExactly(tuple("call", 1L), tuple("sub", 20L));
  }

  @Test
  void manyParents_makeRoomForEachOther_andStayExact() {
    int parents = ChildFolder.MAX_PARENTS + 100;
    EventTracker[] all = new EventTracker[parents];
    for (int p = 0; p < parents; p++) {
      all[p] = gomon.start("x");
      clock.advance(1_000);
    }
    for (int i = 0; i < 20; i++) {
      for (EventTracker parent : all) {
        child(parent, SQL, "taking turns", 1_000);
      }
    }
    for (EventTracker parent : all) {
      for (int i = 0; i < 20; i++) {
        child(parent, SQL, "in a row", 1_000);
      }
      parent.finish();
    }
    flush();
    assertThat(whole("taking turns")).hasSize(20 * parents);
    assertThat(whole("in a row")).hasSize(11 * parents);
    assertThat(folded("in a row")).hasSize(parents).allMatch(e -> e.get("count").equals(9L));
  }

  @Test
  void moreShapesThanAreKept_passWhole() {
    EventTracker parent = gomon.start("x");
    for (int i = 0; i < 20 * 100; i++) {
      child(parent, SQL, "q" + i % 100, 1_000);
    }
    parent.finish();
    flush();
    assertThat(recorder.events("folded")).hasSize(FoldParent.MAX_SHAPES);
    assertThat(recorder.events(SQL)).hasSize(64 * 11 + 36 * 20);
  }

  @Test
  void announcedOnes_areFoldedWithTheirAnnouncement() {
    EventTracker parent = gomon.start("x");
    for (int i = 0; i < 100; i++) {
      EventTracker connection = parent.newChild("sql-wconn");
      connection.announce();
      child(parent, SQL, "q", 3);
      connection.finish();
    }
    parent.finish();
    flush();
    assertThat(recorder.events("sql-wconn")).hasSize(21);
    assertThat(recorder.events("folded"))
        .extracting(e -> e.get("of"), e -> e.get("count"))
        .contains(tuple("sql-wconn", 89L));
    assertThat(gomon.stats().folded()).isEqualTo(89 * 2 + 1 + 89);
  }

  @Test
  void announcementHeldBack_isSeenWhenAChildComes_orAfterTenSeconds() {
    EventTracker parent = gomon.start("x");
    for (int i = 0; i < 10; i++) {
      parent.newChild("sql-wconn").finish();
    }
    EventTracker withChild = parent.newChild("sql-wconn");
    EventTracker without = parent.newChild("sql-wconn");
    withChild.announce();
    without.announce();
    child(withChild, SQL, "q", 1);
    Conditions.await(() -> recorder.events("sql-wconn").size() == 11);
    clock.advance(11_000_000_000L);
    Conditions.await(() -> recorder.events("sql-wconn").size() == 12);
    withChild.finish();
    without.finish();
    parent.finish();
    flush();
    assertThat(recorder.events("sql-wconn")).hasSize(14);
    assertThat(recorder.events("folded")).isEmpty();
  }

  @Test
  void longParent_showsProgress_andEachPartStandsForItself() {
    EventTracker parent = gomon.start("x");
    for (int i = 0; i < 30; i++) {
      child(parent, SQL, "q", 1_000);
    }
    Conditions.await(() -> gomon.stats().folded() == 19);
    clock.advance(11_000_000_000L);
    Conditions.await(() -> folded("q").size() == 1);
    for (int i = 0; i < 30; i++) {
      child(parent, SQL, "q", 1_000);
    }
    flush();
    assertThat(folded("q")).extracting(e -> e.get("count")).containsExactly(19L, 29L);
    parent.finish();
  }

  @Test
  void childrenAfterTheirParentsEnd_areCountedAnew() {
    EventTracker parent = gomon.start("x");
    parent.finish();
    for (int i = 0; i < 30; i++) {
      child(parent, SQL, "q", 1);
    }
    flush();
    assertThat(whole("q")).hasSize(11);
    assertThat(folded("q").get(0).get("count")).isEqualTo(19L);
  }

  @Test
  void rootsAndRequestsOfOthers_areNeverFolded() {
    RemoteParent remote = new RemoteParent(1, 2, 3, 4, 1, "");
    for (int i = 0; i < 50; i++) {
      gomon.start("root").finish();
    }
    flush();
    assertThat(recorder.events("root")).hasSize(50);
    for (int i = 0; i < 50; i++) {
      gomon.startInbound("http-servlet", remote).finish();
    }
    flush();
    assertThat(recorder.events("http-servlet")).hasSize(50);
  }

  @Test
  void settings_changeWhileRunning() {
    EventTracker parent = gomon.start("x");
    for (int i = 0; i < 30; i++) {
      child(parent, SQL, "q", 1);
    }
    flush();
    gomon.settings().set("fold.enabled", false);
    for (int i = 0; i < 30; i++) {
      child(parent, SQL, "q", 1);
    }
    flush();
    assertThat(whole("q")).hasSize(11 + 30);
    gomon.settings().set("fold.enabled", true);
    gomon.settings().set("fold.after", "5");
    clock.advance(1_000_000);
    for (int i = 0; i < 30; i++) {
      child(parent, SQL, "q", 1);
    }
    parent.finish();
    flush();
    assertThat(whole("q")).hasSize(11 + 30 + 6);
    assertThat(folded("q")).extracting(e -> e.get("count")).containsExactly(19L, 24L);
    gomon.settings().set("fold.after", 0);
    EventTracker other = gomon.start("x");
    for (int i = 0; i < 30; i++) {
      child(other, SQL, "r", 1);
    }
    other.finish();
    flush();
    assertThat(whole("r")).hasSize(30);
  }
}
