/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Random traces: what was delivered whole and what was folded is what was made, to the unit. */
class FoldModelTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String[] FINGERPRINTS = {"sql-wstmt-query", "sql-wrows", "call"};

  private final HandClock clock = new HandClock();
  private final Recorder recorder = new Recorder();
  private final Map<String, Sum> made = new HashMap<>();
  private final List<RecordingTracker> open = new ArrayList<>();
  private final List<RecordingTracker> over = new ArrayList<>();

  private record Sum(long count, long total) {
    Sum plus(long events, long nanos) {
      return new Sum(count + events, total + nanos);
    }
  }

  /** The last two say how many events may be open at once: more than parents are remembered. */
  @ParameterizedTest
  @CsvSource({"1, 3", "2, 40", "3, 200", "4, 3000", "5, 5000"})
  void randomTraces_addUp_andHaveNoOrphans(long seed, int maxOpen) {
    Random random = new Random(seed);
    Gomon gomon =
        Recorder.builder(recorder)
            .clock(clock)
            .overflow(Overflow.BLOCK)
            .setting("fold.after", 3)
            .start();
    for (int i = 0; i < 60_000; i++) {
      step(gomon, random, maxOpen);
      clock.advance(random.nextInt(1 << random.nextInt(20)) + 1);
    }
    while (!open.isEmpty()) {
      finish(open.remove(random.nextInt(open.size())), random);
    }
    gomon.stop(PATIENCE);
    assertThat(delivered()).isEqualTo(made);
    noOrphans();
    announcedOnesEnd();
    GomonStats stats = gomon.stats();
    assertThat(stats.made()).isEqualTo(stats.dispatched() + stats.folded());
    assertThat(stats.folded()).isGreaterThan(1_000);
    assertThat(recorder.all()).hasSize((int) stats.dispatched());
  }

  private void step(Gomon gomon, Random random, int maxOpen) {
    int dice = random.nextInt(100);
    if (open.isEmpty() || dice == 0) {
      open.add((RecordingTracker) gomon.start("root"));
    } else if (dice == 1 && random.nextInt(20) == 0) {
      gomon.settings().set("fold.after", random.nextInt(6));
      gomon.settings().set("fold.enabled", random.nextInt(5) > 0);
    } else if (dice == 2 && random.nextInt(100) == 0) {
      gomon.flush(PATIENCE);
    } else if (dice == 3 && random.nextInt(3) == 0) {
      loop(random);
    } else if (dice < 60) {
      finish(child(random), random);
    } else if (dice < 85 && open.size() < maxOpen) {
      open.add(child(random));
    } else {
      finish(open.remove(random.nextInt(open.size())), random);
    }
  }

  /** Equal events one after the other, with the same below each, from the innermost outwards. */
  private void loop(Random random) {
    RecordingTracker parent = open.get(random.nextInt(Math.min(10, open.size())));
    int depth = 1 + random.nextInt(4);
    for (int i = random.nextInt(30); i >= 0; i--) {
      List<RecordingTracker> chain = new ArrayList<>(List.of(parent));
      for (int level = 0; level < depth; level++) {
        RecordingTracker above = chain.get(level);
        chain.add((RecordingTracker) above.newChild(level == 0 ? "call" : FINGERPRINTS[level % 3]));
        if (random.nextInt(10) == 0) {
          finish((RecordingTracker) above.newChild("call"), random);
        }
      }
      boolean inwards = random.nextInt(5) == 0;
      for (int level = 1; level <= depth; level++) {
        finish(chain.get(inwards ? level : depth + 1 - level), random);
        clock.advance(random.nextInt(1_000));
      }
    }
  }

  private RecordingTracker child(Random random) {
    // Mostly under one that is open for long, so that something is folded; some under a finished.
    int few = 1 + random.nextInt(Math.min(40, open.size()));
    int place = random.nextInt(random.nextInt(3) == 0 ? open.size() : few);
    RecordingTracker parent =
        random.nextInt(4) == 0 && !over.isEmpty()
            ? over.get(random.nextInt(over.size()))
            : open.get(place);
    String fingerprint = FINGERPRINTS[random.nextInt(FINGERPRINTS.length)];
    RecordingTracker child = (RecordingTracker) parent.newChild(fingerprint);
    child.set("query", "q" + random.nextInt(2));
    if (random.nextInt(10) == 0) {
      child.announce();
    }
    return child;
  }

  private void finish(RecordingTracker event, Random random) {
    boolean failed = random.nextInt(20) == 0;
    if (failed) {
      event.addError(new IllegalStateException("on purpose"));
    }
    String kind = kind(event.fingerprint(), event.get("query"), failed);
    event.finish();
    made.merge(kind, new Sum(1, event.elapsedNanos), (a, b) -> a.plus(b.count, b.total));
    if (!event.lineage.isOfRoot()) {
      over.add(event);
      if (over.size() > 100) {
        over.remove(0);
      }
    }
  }

  private static String kind(String fingerprint, Object query, boolean failed) {
    boolean hasShape = fingerprint.startsWith("sql-");
    return fingerprint + ' ' + (hasShape ? query : "") + ' ' + failed;
  }

  private Map<String, Sum> delivered() {
    Map<String, Sum> sums = new HashMap<>();
    for (Event event : recorder.withoutApplication()) {
      boolean isFold = event.fingerprint().equals("folded");
      long count = isFold ? (long) event.get("count") : 1;
      long errors = isFold ? (long) event.get("errors") : event.errors().size();
      long total = isFold ? (long) event.get("total") : event.elapsedNanos();
      String fingerprint = isFold ? (String) event.get("of") : event.fingerprint();
      if (!event.isOpen()) {
        String kind = kind(fingerprint, event.get("query"), errors > 0);
        sums.merge(kind, new Sum(count, total), (a, b) -> a.plus(b.count, b.total));
      }
    }
    return sums;
  }

  /** An event whose announcement was sent is never folded away at its end. */
  private void announcedOnesEnd() {
    Set<UUID> announced = new HashSet<>();
    Set<UUID> ended = new HashSet<>();
    for (Event event : recorder.withoutApplication()) {
      (event.isOpen() ? announced : ended).add(event.id());
    }
    assertThat(ended).containsAll(announced);
  }

  private void noOrphans() {
    Set<UUID> ids = new HashSet<>();
    recorder.all().forEach(event -> ids.add(event.id()));
    List<Event> orphans = new ArrayList<>();
    for (Event event : recorder.withoutApplication()) {
      if (!ids.contains(new UUID(event.parentHigh(), event.parentLow()))) {
        orphans.add(event);
      }
    }
    assertThat(orphans).isEmpty();
  }
}
