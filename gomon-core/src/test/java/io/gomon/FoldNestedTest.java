/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Equal events that have children of their own, which mostly end before them. */
class FoldNestedTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
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
      if (!ids.contains(parentOf(event))) {
        orphans.add(event);
      }
    }
    assertThat(orphans).isEmpty();
  }

  private static UUID parentOf(Event event) {
    return new UUID(event.parentHigh(), event.parentLow());
  }

  private EventTracker query(EventTracker parent) {
    EventTracker query = parent.newChild(SQL).set("query", "select item");
    clock.advance(1_000);
    query.finish();
    return query;
  }

  private void flush() {
    assertThat(gomon.flush(PATIENCE)).isTrue();
  }

  /** What was delivered of a fingerprint: events sent whole, and those that folded ones count. */
  private List<Long> accountOf(String fingerprint) {
    long inFolds =
        recorder.events("folded").stream()
            .filter(e -> fingerprint.equals(e.get("of")))
            .mapToLong(e -> (long) e.get("count"))
            .sum();
    return List.of((long) recorder.events(fingerprint).size(), inFolds);
  }

  @Test
  void loopOfCallsWithAQueryEach_isFolded_andTheQueriesUnderTheFoldedCall() {
    EventTracker parent = gomon.start("x");
    for (int i = 0; i < 100_000; i++) {
      EventTracker call = parent.newChild("call");
      query(call);
      clock.advance(i == 50_000 ? 9_000 : 10);
      call.finish();
    }
    parent.finish();
    flush();
    Event calls = recorder.events("folded").get(1);
    assertThat(calls.get("of")).isEqualTo("call");
    assertThat(calls.get("count")).isEqualTo(100_000L - 11);
    assertThat(calls.get("total")).isEqualTo(1_010L * (100_000 - 11));
    assertThat(parentOf(calls)).isEqualTo(parent.id());
    Event queries = recorder.events("folded").get(0);
    assertThat(queries.get("of")).isEqualTo(SQL);
    assertThat(queries.get("query")).isEqualTo("select item");
    assertThat(parentOf(queries)).isEqualTo(calls.id());
    Event slowest = recorder.events("call").get(10);
    assertThat(slowest.elapsedNanos()).isEqualTo(10_000);
    assertThat(recorder.events(SQL).stream().filter(e -> parentOf(e).equals(slowest.id())))
        .hasSize(1);
    assertThat(accountOf("call")).containsExactly(11L, 99_989L);
    assertThat(accountOf(SQL)).containsExactly(10L + 1 + 11, 100_000L - 22);
  }

  @Test
  void severalLevels_areFoldedInOneAnother() {
    EventTracker parent = gomon.start("x");
    for (int i = 0; i < 1_000; i++) {
      EventTracker order = parent.newChild("order");
      EventTracker item = order.newChild("item");
      EventTracker query = query(item);
      query.newChild("sql-wrows").set("row-count", 1).finish();
      item.finish();
      order.finish();
    }
    parent.finish();
    flush();
    for (String each : List.of("order", "item", SQL, "sql-wrows")) {
      List<Long> account = accountOf(each);
      assertThat(account.get(0) + account.get(1)).describedAs(each).isEqualTo(1_000);
      assertThat(account.get(0)).describedAs(each).isLessThan(60);
    }
    assertThat(recorder.events("folded")).hasSize(4);
  }

  @Test
  void callsThatBecomeSlower_areFoldedAllTheSame() {
    EventTracker parent = gomon.start("x");
    for (int i = 0; i < 1_000; i++) {
      EventTracker call = parent.newChild("call");
      query(call).newChild("sql-wrows").finish();
      clock.advance(i);
      call.finish();
    }
    parent.finish();
    flush();
    assertThat(accountOf("call")).containsExactly(11L, 989L);
    assertThat(accountOf(SQL)).containsExactly(22L, 978L);
    assertThat(accountOf("sql-wrows").get(0)).isLessThan(50);
  }

  @Test
  void segmentsWithQueriesInside_areFolded() {
    EventTracker parent = gomon.start("x");
    for (int i = 0; i < 200; i++) {
      try (Segment segment = Segment.start("load", parent);
          Segment inner = Segment.start("inner")) {
        query(gomon.current());
      }
    }
    parent.finish();
    flush();
    assertThat(accountOf("segment")).containsExactly(11L, 189L);
    assertThat(accountOf(SQL)).containsExactly(22L, 178L);
    assertThat(recorder.events("folded").get(1).get("name")).isEqualTo("load");
  }

  @Test
  void failures_areFoldedApart_withWhatIsBelow() {
    EventTracker parent = gomon.start("x");
    for (int i = 0; i < 1_000; i++) {
      EventTracker call = parent.newChild("call");
      EventTracker query = call.newChild(SQL).set("query", "select item");
      if (i % 10 == 9) {
        IllegalStateException failure = new IllegalStateException("no " + i);
        query.addError(failure);
        call.addError(failure);
      }
      query.finish();
      call.finish();
    }
    parent.finish();
    flush();
    assertThat(accountOf("call")).containsExactly(22L, 978L);
    assertThat(recorder.events("folded"))
        .extracting(e -> e.get("of"), e -> e.get("count"), e -> e.get("errors"))
        .containsExactlyInAnyOrder(
            tuple("call", 889L, 0L),
            tuple("call", 89L, 89L),
            tuple(SQL, 878L, 0L),
            tuple(SQL, 78L, 78L));
    assertThat(recorder.events(SQL).stream().filter(e -> !e.errors().isEmpty())).hasSize(22);
  }

  @Test
  void callsWithMoreBelowThanCanWait_stayWhole_andWhatIsBelowIsFoldedInEach() {
    EventTracker parent = gomon.start("x");
    for (int i = 0; i < 20; i++) {
      EventTracker call = parent.newChild("call");
      for (int k = 0; k < FoldWaiting.MAX_UNDER_ONE + 10; k++) {
        query(call);
      }
      call.finish();
    }
    parent.finish();
    flush();
    assertThat(accountOf("call")).containsExactly(20L, 0L);
    assertThat(accountOf(SQL)).containsExactly(20L * 11, 20L * (FoldWaiting.MAX_UNDER_ONE - 1));
  }

  @Test
  void callOfAnotherShape_goesOnAfterWhatWaitedForIt() {
    EventTracker parent = gomon.start("x");
    for (int i = 0; i < 20; i++) {
      parent.newChild("segment").set("name", "a").finish();
    }
    EventTracker other = parent.newChild("segment").set("name", "b");
    query(other);
    query(other);
    other.finish();
    Conditions.await(() -> accountOf("segment").get(0) == 11);
    assertThat(recorder.events(SQL)).hasSize(2);
    List<Event> all = recorder.all();
    assertThat(all.get(all.size() - 1).id()).isEqualTo(other.id());
    parent.finish();
  }

  @Test
  void callThatLasts_keepsNobodyWaitingForLong_andStaysWhole() {
    EventTracker parent = gomon.start("x");
    for (int i = 0; i < 20; i++) {
      parent.newChild("call").finish();
    }
    EventTracker lasting = parent.newChild("call");
    query(lasting);
    Conditions.await(() -> gomon.stats().pending() == 2);
    assertThat(recorder.events(SQL)).isEmpty();
    Conditions.await(
        () -> {
          clock.advance(11_000_000_000L);
          return recorder.events(SQL).size() == 1;
        });
    query(lasting);
    lasting.finish();
    parent.finish();
    flush();
    assertThat(recorder.events("call")).hasSize(12);
    assertThat(recorder.events(SQL)).hasSize(2);
  }

  @Test
  void flush_endsTheWaiting_onEachLevel() {
    EventTracker parent = gomon.start("x");
    for (int i = 0; i < 20; i++) {
      parent.newChild("call").finish();
    }
    EventTracker call = parent.newChild("call");
    for (int i = 0; i < 15; i++) {
      EventTracker inner = call.newChild("inner");
      query(inner);
      inner.finish();
    }
    EventTracker open = call.newChild("inner");
    query(open);
    flush();
    assertThat(gomon.stats().pending()).isZero();
    assertThat(accountOf(SQL).get(0) + accountOf(SQL).get(1)).isEqualTo(16);
    open.finish();
    call.finish();
    parent.finish();
  }

  @Test
  void announcementOfACallThatIsAwaited_goesOn_andItStaysWhole() {
    EventTracker parent = gomon.start("x");
    for (int i = 0; i < 20; i++) {
      parent.newChild("call").finish();
    }
    EventTracker call = parent.newChild("call");
    query(call);
    call.announce();
    Conditions.await(() -> recorder.events("call").size() == 11);
    assertThat(recorder.events(SQL)).hasSize(1);
    call.finish();
    parent.finish();
    flush();
    assertThat(recorder.events("call").stream().filter(e -> e.id().equals(call.id())))
        .extracting(Event::isOpen)
        .containsExactly(true, false);
  }

  @Test
  void moreCallsAtOnceThanCanBeAwaited_areExact() {
    EventTracker parent = gomon.start("x");
    for (int i = 0; i < 20; i++) {
      parent.newChild("call").finish();
    }
    List<EventTracker> calls = new ArrayList<>();
    for (int i = 0; i < 900; i++) {
      EventTracker call = parent.newChild("call");
      calls.add(call);
      for (int k = 0; k < 6; k++) {
        query(call);
      }
    }
    calls.forEach(EventTracker::finish);
    parent.finish();
    flush();
    List<Long> callAccount = accountOf("call");
    assertThat(callAccount.get(0) + callAccount.get(1)).isEqualTo(920);
    assertThat(callAccount.get(1)).isGreaterThan(600);
    List<Long> account = accountOf(SQL);
    assertThat(account.get(0) + account.get(1)).isEqualTo(5_400);
  }

  /** Children that come after their parent's end leave an entry behind each. */
  @Test
  void manyOthersInBetween_doNotStopTheFolding() {
    EventTracker parent = gomon.start("x");
    for (int i = 0; i < 30; i++) {
      EventTracker call = parent.newChild("call");
      query(call);
      for (int k = 0; k < 2 * ChildFolder.MAX_PARENTS / 20; k++) {
        EventTracker other = gomon.start("y");
        query(other).newChild("sql-wrows").finish();
        other.finish();
      }
      call.finish();
    }
    parent.finish();
    flush();
    assertThat(accountOf("call")).containsExactly(11L, 19L);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 14, 15, 16, 17, 18, 40})
  void atAnyDepth_nothingIsLostOrOrphaned(int depth) {
    EventTracker parent = gomon.start("x");
    List<EventTracker> chain = new ArrayList<>(List.of(parent));
    for (int i = 0; i < depth; i++) {
      chain.add(chain.get(i).newChild("level"));
    }
    for (int i = 0; i < 50; i++) {
      EventTracker call = chain.get(depth).newChild("call");
      query(call).newChild("sql-wrows").finish();
      call.finish();
    }
    for (int i = depth; i >= 0; i--) {
      chain.get(i).finish();
    }
    flush();
    for (String each : List.of("call", SQL, "sql-wrows")) {
      List<Long> account = accountOf(each);
      assertThat(account.get(0) + account.get(1)).describedAs(each).isEqualTo(50);
    }
  }
}
