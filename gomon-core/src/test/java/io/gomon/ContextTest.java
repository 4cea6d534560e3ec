/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ContextTest {
  private final Gomon gomon = Recorder.builder().start();

  @AfterEach
  void stop() {
    gomon.stop(Duration.ofSeconds(10));
  }

  @Test
  void makeCurrent_nested_restoresWhatWasBefore() {
    EventTracker outer = gomon.start("outer");
    EventTracker inner = gomon.start("inner");
    try (Scope first = outer.makeCurrent()) {
      assertThat(gomon.current()).isSameAs(outer);
      try (Scope second = inner.makeCurrent()) {
        assertThat(gomon.current()).isSameAs(inner);
      }
      assertThat(gomon.current()).isSameAs(outer);
    }
    assertThat(gomon.current().isRecording()).isFalse();
    assertThat(gomon.stats().scopeMisuses()).isZero();
  }

  @Test
  void close_outOfOrder_isCountedAndEndsTheInnerOneToo() {
    EventTracker outer = gomon.start("outer");
    EventTracker inner = gomon.start("inner");
    Scope first = outer.makeCurrent();
    Scope second = inner.makeCurrent();
    first.close();
    assertThat(gomon.current().isRecording()).isFalse();
    assertThat(gomon.stats().scopeMisuses()).isEqualTo(1);
    second.close();
    first.close();
    assertThat(gomon.current().isRecording()).isFalse();
    assertThat(gomon.stats().scopeMisuses()).isEqualTo(1);
  }

  @Test
  void close_innerOneForgotten_nextRequestOfTheThreadIsARoot() {
    try (Scope request = gomon.start("request").makeCurrent()) {
      gomon.start("forgotten").makeCurrent();
    }
    try (Scope request = gomon.start("request").makeCurrent()) {
      assertThat(gomon.current().isRecording()).isTrue();
    }
    assertThat(gomon.current().isRecording()).isFalse();
  }

  @Test
  void makeCurrent_neverClosed_keepsABoundedChain() {
    for (int i = 0; i < 5_000; i++) {
      gomon.start("x").makeCurrent();
    }
    int chained = 0;
    Object scope = io.gomon.internal.ContextSlot.get()[io.gomon.internal.ContextSlot.EVENT];
    for (; scope != null; chained++) {
      scope = ((CurrentScope) scope).around();
    }
    assertThat(chained).isLessThanOrEqualTo(1_025);
    io.gomon.internal.ContextSlot.get()[io.gomon.internal.ContextSlot.EVENT] = null;
  }

  @Test
  void close_onAnotherThread_leavesBothThreadsAlone() throws Exception {
    ExecutorService other = Executors.newSingleThreadExecutor();
    EventTracker tracker = gomon.start("x");
    Scope scope = tracker.makeCurrent();
    other.submit(scope::close).get();
    assertThat(gomon.current()).isSameAs(tracker);
    assertThat(gomon.stats().scopeMisuses()).isEqualTo(1);
    scope.close();
    assertThat(gomon.current().isRecording()).isFalse();
    other.shutdown();
  }

  @Test
  void current_ofAnotherGomon_isNoParent() {
    Recorder recorder = new Recorder();
    Gomon other = Recorder.builder(recorder).start();
    try (Scope scope = gomon.start("mine").makeCurrent()) {
      assertThat(other.current().isRecording()).isFalse();
      other.start("theirs").finish();
    }
    other.stop(Duration.ofSeconds(10));
    assertThat(recorder.only().isRoot()).isTrue();
  }

  @Test
  void start_withAnotherParent_takesItOnlyWithoutACurrentOneOfItsOwn() {
    Recorder recorder = new Recorder();
    Gomon other = Recorder.builder(recorder).start();
    EventTracker connection = other.start("connection");
    other.start("alone", connection).finish();
    try (Scope scope = other.start("request").makeCurrent()) {
      other.start("within", connection).finish();
    }
    other.start("stranger", gomon.start("mine")).finish();
    other.stop(Duration.ofSeconds(10));
    assertThat(recorder.events("alone").get(0).parentLow())
        .isEqualTo(connection.id().getLeastSignificantBits());
    assertThat(recorder.events("within").get(0).isRoot()).isFalse();
    assertThat(recorder.events("within").get(0).parentLow())
        .isNotEqualTo(connection.id().getLeastSignificantBits());
    assertThat(recorder.events("stranger").get(0).isRoot()).isTrue();
  }
}
