/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.benchmarks.soak;

import io.gomon.Context;
import io.gomon.EventTracker;
import io.gomon.Gomon;
import io.gomon.RemoteParent;
import io.gomon.Scope;
import io.gomon.Segment;
import io.gomon.SegmentPoint;
import io.gomon.W3cTraceContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What one worker of an application does in a round, over and over: a bit of everything. */
final class Work {
  private static final SegmentPoint OUTER = SegmentPoint.of("outer");
  private static final SegmentPoint INNER = SegmentPoint.of("inner");
  private static final String LONG_TEXT = "long ".repeat(4_000);
  private static final @Nullable RemoteParent CALLER =
      W3cTraceContext.parse("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", null);
  private static final int EQUAL_CHILDREN = 200;

  private final Gomon gomon;
  private final Tally tally;
  private final Random random;
  private final ExecutorService others;
  private final ExecutorService virtual;
  private final Crew crew;

  Work(Gomon gomon, Crew crew, Tally tally, long seed) {
    this.gomon = gomon;
    this.crew = crew;
    this.tally = tally;
    this.random = new Random(seed);
    this.others = Gomon.wrap((ExecutorService) crew.others());
    this.virtual = Gomon.wrap(crew.virtualOrOthers());
  }

  void until(BooleanSupplier isOver) {
    try {
      while (!isOver.getAsBoolean()) {
        EventTracker request = gomon.startInbound("request", random.nextBoolean() ? CALLER : null);
        try (Scope scope = request.makeCurrent()) {
          step();
        }
        tally.finish(request);
        if (random.nextInt(50) == 0) {
          leak();
        }
      }
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private void step() throws InterruptedException, ExecutionException {
    switch (random.nextInt(12)) {
      case 0 -> equalChildren();
      case 1, 2 -> segments();
      case 3 -> carried(others);
      case 4 -> carried(virtual);
      case 5 -> future();
      case 6 -> longLived();
      case 7 -> finishedElsewhere();
      case 8 -> suppressed();
      case 9 -> failures();
      default -> children(5);
    }
  }

  private void children(int count) {
    for (int i = 0; i < count; i++) {
      EventTracker child = gomon.start("child");
      try (Scope scope = child.makeCurrent()) {
        child
            .set("text", "number " + i)
            .set("number", i)
            .set("password", "to be masked")
            .set("map", Map.of("token", "secret", "list", List.of(1, "two")));
        EventTracker grandchild = gomon.start("grandchild");
        if (random.nextInt(100) == 0) {
          grandchild.set("long", LONG_TEXT);
        }
        tally.finish(grandchild);
      }
      tally.finish(child);
    }
  }

  private void equalChildren() {
    for (int i = 0; i < EQUAL_CHILDREN; i++) {
      EventTracker equal = gomon.start("equal").set("query", "select 1");
      if (random.nextInt(20) == 0) {
        tally.finish(equal.newChild("row"));
      }
      tally.finish(equal);
    }
  }

  private void segments() {
    Segment outer = OUTER.start();
    if (!outer.isRecording()) {
      // Switched off; were it switched on now, each inner one would be a tree of its own.
      return;
    }
    for (int i = 0; i < 50; i++) {
      try (Segment inner = INNER.start()) {
        Segment.start("named").finish();
        if (i % 10 == 0) {
          inner.addError(new IllegalStateException("on purpose"));
        }
      }
    }
    tally.finish(gomon.start("inside a segment"));
    outer.newChild("left open");
    tally.finishTree(outer);
  }

  private void carried(ExecutorService executor) throws InterruptedException, ExecutionException {
    List<Future<?>> futures = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      futures.add(executor.submit(() -> tally.finish(gomon.start("carried"))));
    }
    for (Future<?> future : futures) {
      future.get();
    }
    crew.others().schedule(Gomon.wrap(() -> {}), 1, TimeUnit.MICROSECONDS).get();
  }

  private void future() throws InterruptedException, ExecutionException {
    CompletableFuture.runAsync(() -> tally.finish(gomon.start("async")), others)
        .thenApplyAsync(Context.wrapFunction(nothing -> gomon.current().id()))
        .get();
  }

  private void longLived() {
    EventTracker connection = gomon.start("connection");
    tally.announce(connection);
    for (int i = 0; i < 3; i++) {
      tally.finish(connection.newChild("statement").set("number", i));
    }
    tally.finish(connection);
  }

  private void finishedElsewhere() throws InterruptedException, ExecutionException {
    EventTracker late = gomon.start("late").set("a", 1);
    Future<?> future = crew.others().submit(() -> tally.finish(late));
    late.set("b", "may come too late").addError(new IllegalStateException("this, too"));
    future.get();
  }

  private void suppressed() {
    try (Scope silence = Gomon.suppress()) {
      tally.finish(gomon.start("nothing"));
      Segment.start("nothing").finish();
    }
  }

  private void failures() {
    EventTracker failed = gomon.start("failed");
    failed.addError(new IllegalStateException("one", new IllegalArgumentException("two")));
    failed.addError(new IllegalStateException(LONG_TEXT));
    tally.finish(failed);
    failed.set("late", "ignored").finish();
  }

  /** A scope that nobody closes, and that the next one to be opened ends. */
  private void leak() {
    EventTracker healing = gomon.start("healing");
    EventTracker leaky = gomon.start("leaky");
    if (healing.isRecording() && leaky.isRecording()) {
      leaky.makeCurrent();
      tally.leaked();
    }
    tally.finish(leaky);
    healing.makeCurrent().close();
    tally.finish(healing);
  }
}
