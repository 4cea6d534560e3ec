/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WrapTest {
  private final Gomon gomon = Recorder.builder().start();
  private final EventTracker event = gomon.start("request");
  private final List<EventTracker> seen = new ArrayList<>();

  private void look() {
    seen.add(gomon.current());
  }

  @AfterEach
  void stop() {
    gomon.stop(Duration.ofSeconds(10));
    assertThat(gomon.current().isRecording()).isFalse();
    assertThat(gomon.stats().scopeMisuses()).isZero();
    assertThat(gomon.stats().scopeLeaks()).isZero();
  }

  @Test
  void wrappedRunnable_runAnywhereAndAgain_seesWhatWasCurrent_andRestoresWhatIs() {
    Runnable task;
    try (Scope scope = event.makeCurrent()) {
      task = Gomon.wrap(this::look);
    }
    task.run();
    assertThat(gomon.current().isRecording()).isFalse();
    EventTracker other = gomon.start("other");
    try (Scope scope = other.makeCurrent()) {
      task.run();
      assertThat(gomon.current()).isSameAs(other);
    }
    assertThat(seen).containsExactly(event, event);
  }

  @Test
  void wrappedTask_thatThrows_throwsTheSame_andRestores() {
    IOException failure = new IOException("on purpose");
    Callable<String> task;
    try (Scope scope = event.makeCurrent()) {
      task =
          Gomon.wrap(
              (Callable<String>)
                  () -> {
                    look();
                    throw failure;
                  });
    }
    assertThatThrownBy(task::call).isSameAs(failure);
    assertThat(seen).containsExactly(event);
    assertThat(gomon.current().isRecording()).isFalse();
  }

  @Test
  void wrap_whenNothingIsCurrent_isTheTaskItself() {
    Runnable task = this::look;
    Callable<String> callable = () -> "x";
    Supplier<String> supplier = () -> "x";
    assertThat(Gomon.wrap(task)).isSameAs(task);
    assertThat(Gomon.wrap(callable)).isSameAs(callable);
    assertThat(Gomon.wrapSupplier(supplier)).isSameAs(supplier);
  }

  @Test
  void wrap_twice_isOnce_andTheFirstOneCounts() {
    try (Scope scope = event.makeCurrent()) {
      Runnable task = Gomon.wrap(this::look);
      try (Scope inner = gomon.start("inner").makeCurrent()) {
        assertThat(Gomon.wrap(task)).isSameAs(task);
        Gomon.wrap(task).run();
      }
      Function<String, String> function = Context.wrapFunction(text -> text);
      assertThat(Context.wrapFunction(function)).isSameAs(function);
    }
    assertThat(seen).containsExactly(event);
  }

  @Test
  void wrappedTask_unwrapsPrintsAndEqualsAsItsInner() {
    Runnable task = this::look;
    try (Scope scope = event.makeCurrent()) {
      Runnable wrapped = Gomon.wrap(task);
      assertThat(wrapped).isNotSameAs(task).isEqualTo(Gomon.wrap(task)).isNotEqualTo(task);
      assertThat(wrapped).hasSameHashCodeAs(task).hasToString("Gomon.wrap(" + task + ")");
      assertThat(Gomon.wrap((Runnable) () -> {})).isNotEqualTo(wrapped);
      assertThat(Gomon.unwrap(wrapped)).isSameAs(task);
      assertThat(Gomon.unwrap("anything")).isEqualTo("anything");
      assertThat(Gomon.wrap((Runnable) null)).isNull();
    }
  }

  @Test
  void wrappedCallbacks_seeWhatWasCurrent_andPassValuesOn() {
    Supplier<String> supplier;
    Function<String, String> function;
    BiFunction<String, String, String> biFunction;
    Consumer<String> consumer;
    BiConsumer<String, String> biConsumer;
    try (Scope scope = event.makeCurrent()) {
      supplier = Gomon.wrapSupplier(() -> looking("s"));
      function = Context.wrapFunction(value -> looking("f" + value));
      biFunction = Context.wrapBiFunction((one, two) -> looking(one + two));
      consumer = Context.wrapConsumer(this::looking);
      biConsumer = Context.wrapBiConsumer((one, two) -> looking(one + two));
    }
    assertThat(supplier.get()).isEqualTo("s");
    assertThat(function.apply("1")).isEqualTo("f1");
    assertThat(biFunction.apply("1", "2")).isEqualTo("12");
    consumer.accept("1");
    biConsumer.accept("1", "2");
    assertThat(seen).hasSize(5).containsOnly(event);
    assertThat(gomon.current().isRecording()).isFalse();
  }

  private String looking(String value) {
    look();
    return value;
  }

  @Test
  void wrappedFunction_inAParallelStream_seesWhatWasCurrentInEachElement() {
    List<EventTracker> found;
    try (Scope scope = event.makeCurrent()) {
      Function<Integer, EventTracker> function = Context.wrapFunction(i -> gomon.current());
      found =
          IntStream.range(0, 1_000).boxed().parallel().map(function).collect(Collectors.toList());
    }
    assertThat(found).hasSize(1_000).containsOnly(event);
  }

  @Test
  void wrappedTask_onASilentThread_staysSilent_andTheOtherWayRound() {
    Runnable recorded;
    try (Scope scope = event.makeCurrent()) {
      recorded = Gomon.wrap(this::look);
    }
    Runnable silent;
    try (Scope silence = Gomon.suppress()) {
      recorded.run();
      silent = Gomon.wrap((Runnable) () -> seen.add(gomon.start("hidden")));
    }
    silent.run();
    assertThat(seen).hasSize(2).noneMatch(EventTracker::isRecording);
    assertThat(gomon.start("shown").isRecording()).isTrue();
  }

  @Test
  void context_madeCurrent_isWhatItWas_nothingIncluded() {
    Context nothing = Context.capture();
    assertThat(nothing.isEmpty()).isTrue();
    try (Scope scope = event.makeCurrent()) {
      Context context = Context.capture();
      assertThat(context.isEmpty()).isFalse();
      try (Scope none = nothing.makeCurrent()) {
        assertThat(gomon.current().isRecording()).isFalse();
        try (Scope again = context.makeCurrent()) {
          assertThat(gomon.current()).isSameAs(event);
        }
        assertThat(gomon.current().isRecording()).isFalse();
      }
      assertThat(gomon.current()).isSameAs(event);
    }
  }

  @Test
  void wrappedTask_dropped_holdsNoEvent() {
    WeakReference<EventTracker> held = wrapAndDrop();
    Conditions.await(
        () -> {
          System.gc();
          return held.get() == null;
        });
  }

  private WeakReference<EventTracker> wrapAndDrop() {
    EventTracker tracker = gomon.start("short");
    try (Scope scope = tracker.makeCurrent()) {
      Gomon.wrap(this::look).run();
    }
    seen.clear();
    return new WeakReference<>(tracker);
  }
}
