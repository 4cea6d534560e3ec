/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gomon.spi.GomonPlugin;
import io.gomon.spi.PluginSlot;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GomonTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Recorder recorder = new Recorder();
  private Gomon gomon = Recorder.builder(recorder).start();

  @AfterEach
  void stop() {
    gomon.stop(PATIENCE);
    Gomon.setGlobal(null);
  }

  @Test
  void start_underCurrentEvent_linksParentTraceAndRun() {
    try (EventTracker outer = gomon.start("outer");
        Scope scope = outer.makeCurrent()) {
      gomon.start("inner").set("a", 1).set("b", "x").finish();
    }
    gomon.stop(PATIENCE);
    assertThat(recorder.all())
        .extracting(Event::fingerprint)
        .containsExactly("application", "inner", "outer", "application");
    Event inner = recorder.all().get(1);
    Event outer = recorder.all().get(2);
    assertThat(inner.parentHigh()).isEqualTo(outer.idHigh());
    assertThat(inner.parentLow()).isEqualTo(outer.idLow());
    assertThat(inner.traceHigh()).isEqualTo(outer.idHigh());
    assertThat(inner.traceLow()).isEqualTo(outer.idLow());
    assertThat(outer.isRoot()).isTrue();
    assertThat(inner.isRoot()).isFalse();
    assertThat(inner.applicationId()).isEqualTo(gomon.applicationId());
  }

  @Test
  void start_firstEvent_isTheApplicationWithItsKeys() {
    gomon.flush(PATIENCE);
    Event application = recorder.all().get(0);
    assertThat(application.isApplication()).isTrue();
    assertThat(application.isOpen()).isTrue();
    assertThat(application.parentHigh() | application.parentLow()).isZero();
    assertThat(application.get("execution-id")).isEqualTo(gomon.applicationId().toString());
    assertThat(application.get("application")).isEqualTo("test");
    assertThat(application.get("pid")).isEqualTo(ProcessHandle.current().pid());
    assertThat(application.get("host")).isInstanceOf(String.class);
  }

  @Test
  void addListener_late_getsTheApplicationFirst() {
    gomon.start("before").finish();
    gomon.flush(PATIENCE);
    Recorder late = new Recorder();
    gomon.addListener(late);
    gomon.start("after").finish();
    gomon.flush(PATIENCE);
    assertThat(late.all()).extracting(Event::fingerprint).containsExactly("application", "after");
  }

  @Test
  void disable_newEvents_areNotRecorded_runningOnesAre() {
    EventTracker running = gomon.start("running");
    gomon.disable();
    EventTracker none = gomon.start("none");
    assertThat(none.isRecording()).isFalse();
    assertThat(running.newChild("child").isRecording()).isFalse();
    none.finish();
    running.finish();
    assertThat(gomon.toggle()).isTrue();
    gomon.start("again").finish();
    gomon.flush(PATIENCE);
    assertThat(recorder.withoutApplication())
        .extracting(Event::fingerprint)
        .containsExactly("running", "again");
  }

  @Test
  void stop_eventsFinishedAfterwards_areCounted() {
    EventTracker slow = gomon.start("slow");
    gomon.stop(PATIENCE);
    slow.finish();
    GomonStats stats = gomon.stats();
    assertThat(stats.droppedStopped()).isEqualTo(1);
    assertThat(stats.made()).isEqualTo(3).isEqualTo(stats.dispatched() + stats.dropped());
    gomon.enable();
    assertThat(gomon.start("late").isRecording()).isFalse();
    assertThatCode(() -> gomon.stop(PATIENCE)).doesNotThrowAnyException();
  }

  @Test
  void stop_listenerHangs_returnsAtTheDeadlineAndCounts() throws Exception {
    CountDownLatch hangs = new CountDownLatch(1);
    CountDownLatch entered = new CountDownLatch(1);
    Listener hanging =
        event -> {
          entered.countDown();
          awaitUninterrupted(hangs);
        };
    Gomon other = Recorder.builder(hanging).start();
    assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
    other.start("stuck").finish();
    other.stop(Duration.ofMillis(50));
    GomonStats.ListenerStats account = other.stats().listeners().get(0);
    assertThat(account.delivered()).isZero();
    // The application event twice, and the one that got stuck.
    assertThat(other.stats().droppedStopped() + account.dropped()).isEqualTo(3);
    assertThat(other.stats().made()).isEqualTo(3);
    hangs.countDown();
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void global_unset_recordsNothing_andIsReplaceable() {
    assertThat(Gomon.global().start("x").isRecording()).isFalse();
    assertThat(Gomon.global().stats().made()).isZero();
    assertThatThrownBy(() -> Gomon.global().addListener(new Recorder()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("startGlobal");
    Gomon.setGlobal(gomon);
    Gomon.global().start("x").finish();
    Gomon second = Recorder.builder().start();
    assertThat(Gomon.setGlobal(second)).isSameAs(gomon);
    second.stop(PATIENCE);
    assertThat(Gomon.global().isEnabled()).isFalse();
    gomon.flush(PATIENCE);
    assertThat(recorder.only().fingerprint()).isEqualTo("x");
  }

  @Test
  void builder_badInput_saysWhatIsWrong() {
    assertThatThrownBy(() -> Gomon.builder(null)).hasMessage("application");
    assertThatThrownBy(() -> Gomon.builder(" "))
        .hasMessage("application must have a name, was blank");
    assertThatThrownBy(() -> Gomon.builder("x").maxQueuedEvents(1))
        .hasMessage("maxQueuedEvents must be from 2 to 16777216, was 1");
    assertThatThrownBy(() -> Gomon.builder("x").setting("nonesuch.setting", 1).start())
        .hasMessage("No plug-in has the setting 'nonesuch.setting'");
    assertThatThrownBy(() -> Gomon.builder("x").setting("nodot", 1).start())
        .hasMessageContaining("A setting is named plugin.setting");
    GomonBuilder used = Recorder.builder();
    used.start().stop(PATIENCE);
    assertThatThrownBy(used::start).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void plugin_thatThrows_isLeftOut_othersRun() {
    StringBuilder log = new StringBuilder();
    GomonPlugin bad = plugin("bad", log, true);
    GomonPlugin good = plugin("good", log, false);
    Gomon other = Recorder.builder().plugin(bad).plugin(good).start();
    other.stop(PATIENCE);
    assertThat(log).hasToString("start bad, start good, stop good, ");
  }

  private static GomonPlugin plugin(String name, StringBuilder log, boolean fails) {
    return new GomonPlugin() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public void start(Gomon gomon) {
        log.append("start ").append(name).append(", ");
        if (fails) {
          throw new IllegalStateException("on purpose");
        }
      }

      @Override
      public void stop() {
        log.append("stop ").append(name).append(", ");
      }
    };
  }

  @Test
  void pluginSlot_oneObjectForEachGomon() {
    PluginSlot<StringBuilder> slot = PluginSlot.create(g -> new StringBuilder(g.toString()));
    Gomon other = Recorder.builder().start();
    assertThat(slot.of(gomon)).isSameAs(slot.of(gomon)).isNotSameAs(slot.of(other));
    other.stop(PATIENCE);
  }

  @Test
  void startInbound_remoteParent_keepsTraceAndFullId() {
    RemoteParent parent = new RemoteParent(1, 2, 3, 4, 1, "a=b");
    EventTracker tracker = gomon.startInbound("in", parent);
    assertThat(tracker.traceparent()).startsWith("00-00000000000000010000000000000002-");
    assertThat(tracker.tracestate()).startsWith("gomon=").endsWith(",a=b");
    tracker.finish();
    gomon.flush(PATIENCE);
    Event event = recorder.only();
    assertThat(event.parentHigh()).isEqualTo(3);
    assertThat(event.parentLow()).isEqualTo(4);
    assertThat(event.traceHigh()).isEqualTo(1);
    assertThat(event.isRoot()).isFalse();
  }

  @Test
  void listener_thatMakesEvents_doesNotFeedItself() {
    Recorder inner = new Recorder();
    Gomon other = Recorder.builder(inner).start();
    other.addListener(
        event -> {
          assertThat(other.start("made-while-feeding").isRecording()).isFalse();
          assertThat(other.startInbound("made-while-feeding", null).isRecording()).isFalse();
        });
    other.start("x").finish();
    other.flush(PATIENCE);
    assertThat(inner.only().fingerprint()).isEqualTo("x");
    assertThat(other.stats().listeners().get(1).failed()).isZero();
    other.stop(PATIENCE);
  }
}
