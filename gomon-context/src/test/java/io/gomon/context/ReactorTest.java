/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.Event;
import io.gomon.EventTracker;
import io.gomon.Gomon;
import io.gomon.Scope;
import io.gomon.testkit.GomonExtension;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** With Reactor itself, on threads of its own. */
class ReactorTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @RegisterExtension final GomonExtension gomon = GomonExtension.create();

  private final List<EventTracker> seen = new CopyOnWriteArrayList<>();
  private final List<String> threads = new CopyOnWriteArrayList<>();

  @BeforeAll
  static void enable() {
    Hooks.enableAutomaticContextPropagation();
  }

  @AfterAll
  static void disable() {
    Hooks.disableAutomaticContextPropagation();
  }

  private <T> T look(T value) {
    seen.add(Gomon.global().current());
    threads.add(Thread.currentThread().getName());
    return value;
  }

  @Test
  void chainAcrossSchedulers_seesTheEventOfItsSubscriber() {
    EventTracker request = Gomon.global().start("test-request");
    List<Integer> result;
    try (Scope scope = request.makeCurrent()) {
      result =
          Flux.range(0, 100)
              .map(this::look)
              .subscribeOn(Schedulers.boundedElastic())
              .publishOn(Schedulers.parallel())
              .map(this::look)
              .flatMap(
                  i ->
                      Mono.fromCallable(() -> look(i))
                          .subscribeOn(Schedulers.boundedElastic())
                          .delayElement(Duration.ofMillis(1)))
              .publishOn(Schedulers.single())
              .map(this::look)
              .collectList()
              .block(PATIENCE);
      assertThat(Gomon.global().current()).isSameAs(request);
    }
    request.finish();
    assertThat(result).hasSize(100);
    assertThat(seen).hasSize(400).containsOnly(request);
    assertThat(threads).doesNotContain(Thread.currentThread().getName());
  }

  @Test
  void requestsInParallel_onTheSameThreads_areNotMixedUp() throws Exception {
    Scheduler two = Schedulers.newParallel("two", 2);
    int requests = 200;
    CountDownLatch done = new CountDownLatch(requests);
    List<String> mixedUp = new CopyOnWriteArrayList<>();
    for (int i = 0; i < requests; i++) {
      EventTracker request = Gomon.global().start("test-request");
      try (Scope scope = request.makeCurrent()) {
        Flux.range(0, 20)
            .publishOn(two)
            .flatMap(n -> Mono.just(n).delayElement(Duration.ofNanos(1_000), two))
            .doOnNext(
                n -> {
                  if (Gomon.global().current() != request) {
                    mixedUp.add(Thread.currentThread().getName());
                  }
                })
            .doFinally(end -> done.countDown())
            .subscribe();
      }
      request.finish();
    }
    assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(mixedUp).isEmpty();
    assertThat(Mono.fromCallable(this::isRecording).subscribeOn(two).block(PATIENCE))
        .as("what the threads see without a request")
        .isFalse();
    two.dispose();
  }

  private boolean isRecording() {
    return Gomon.global().current().isRecording();
  }

  @Test
  void eventsMadeInTheChain_areChildrenOfTheRequest() {
    EventTracker request = Gomon.global().start("test-request");
    try (Scope scope = request.makeCurrent()) {
      Mono.fromRunnable(this::makeEvent)
          .subscribeOn(Schedulers.parallel())
          .then(Mono.fromRunnable(this::makeEvent).subscribeOn(Schedulers.boundedElastic()))
          .block(PATIENCE);
    }
    request.finish();
    assertThat(gomon.events("test-step"))
        .hasSize(2)
        .extracting(Event::parentLow)
        .containsOnly(request.id().getLeastSignificantBits());
  }

  private void makeEvent() {
    EventTracker step = Gomon.global().start("test-step");
    try (Scope scope = step.makeCurrent()) {
      step.set("a", 1);
    }
    step.finish();
  }

  @Test
  void chainThatFails_leavesNothingBehind() {
    EventTracker request = Gomon.global().start("test-request");
    try (Scope scope = request.makeCurrent()) {
      assertThat(
              Mono.error(new IllegalStateException("on purpose"))
                  .publishOn(Schedulers.single())
                  .onErrorResume(error -> Mono.fromCallable(() -> look("resumed")))
                  .block(PATIENCE))
          .isEqualTo("resumed");
    }
    request.finish();
    assertThat(seen).containsExactly(request);
    assertThat(
            Mono.fromCallable(this::isRecording).subscribeOn(Schedulers.single()).block(PATIENCE))
        .isFalse();
  }
}
