/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gomon.spi.GomonPlugin;
import io.gomon.spi.Setting;
import io.gomon.spi.TrackerConfig;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LifecycleTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration SHORT = Duration.ofMillis(200);

  private final CountDownLatch hangs = new CountDownLatch(1);

  @AfterEach
  void letGo() {
    hangs.countDown();
    System.clearProperty("gomon.demo.size");
  }

  private void hang() {
    boolean interrupted = false;
    while (true) {
      try {
        hangs.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static GomonPlugin plugin(java.util.function.Consumer<Gomon> start, Runnable stop) {
    return new GomonPlugin() {
      @Override
      public String name() {
        return "demo";
      }

      @Override
      public void start(Gomon gomon) {
        start.accept(gomon);
      }

      @Override
      public void stop() {
        stop.run();
      }
    };
  }

  private static void elapsedAtMost(Duration limit, Runnable work) {
    long start = System.nanoTime();
    work.run();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(limit);
  }

  @Test
  void start_illTypedValueFromOutside_keepsTheDefault() {
    System.setProperty("gomon.demo.size", "many");
    TrackerConfig config = TrackerConfig.of("demo");
    Setting<Integer> size = config.integer("size", 3, 0, 10, "how many");
    Gomon gomon =
        Recorder.builder().plugin(plugin(g -> g.settings().register(config), () -> {})).start();
    assertThat(size.get()).isEqualTo(3);
    assertThat(gomon.isEnabled()).isTrue();
    gomon.stop(PATIENCE);
  }

  @Test
  void start_illTypedValueOfTheProgram_isRefused() {
    TrackerConfig config = TrackerConfig.of("demo");
    config.integer("size", 3, 0, 10, "how many");
    GomonBuilder builder =
        Recorder.builder()
            .setting("demo.size", "many")
            .plugin(plugin(g -> g.settings().register(config), () -> {}));
    assertThatThrownBy(builder::start).hasMessageContaining("was 'many'");
  }

  @Test
  void plugin_thatThrowsAnError_isLeftOut() {
    Recorder recorder = new Recorder();
    Gomon gomon =
        Recorder.builder(recorder)
            .plugin(
                plugin(
                    g -> {
                      throw new AssertionError("on purpose");
                    },
                    () -> {}))
            .plugin(
                plugin(
                    g -> {},
                    () -> {
                      throw new StackOverflowError("on purpose");
                    }))
            .start();
    gomon.stop(PATIENCE);
    assertThat(recorder.all()).extracting(Event::isOpen).containsExactly(true, false);
  }

  @Test
  void stop_pluginHangs_returnsInTimeAndListenersGetTheirEvents() {
    Recorder recorder = new Recorder();
    Gomon gomon = Recorder.builder(recorder).plugin(plugin(g -> {}, this::hang)).start();
    gomon.start("x").finish();
    elapsedAtMost(PATIENCE, () -> gomon.stop(Duration.ofSeconds(1)));
    assertThat(recorder.events("x")).hasSize(1);
    assertThat(recorder.all()).last().extracting(Event::isOpen).isEqualTo(false);
  }

  @Test
  void stop_blockingPolicyAndHangingListener_returnsInTime() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    Listener hanging =
        event -> {
          entered.countDown();
          hang();
        };
    Gomon gomon = Recorder.builder(hanging).overflow(Overflow.BLOCK).maxQueuedEvents(2).start();
    assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
    Thread producer =
        new Thread(
            () -> {
              while (gomon.isEnabled()) {
                gomon.start("x").finish();
              }
            });
    producer.start();
    Conditions.await(() -> gomon.stats().pending() >= 2);
    elapsedAtMost(PATIENCE, () -> gomon.stop(SHORT));
    producer.join(10_000);
    assertThat(producer.isAlive()).isFalse();
    GomonStats stats = gomon.stats();
    assertThat(stats.made()).isEqualTo(stats.dispatched() + stats.dropped());
  }

  @Test
  void stop_listenerThatHangsInFeedAndStop_costsTheOthersNothing() {
    Recorder before = new Recorder();
    Recorder after = new Recorder();
    Listener hanging =
        new Listener() {
          @Override
          public void feed(Event event) {
            hang();
          }

          @Override
          public void stop(Duration timeout) {
            hang();
          }
        };
    Listener slow = new SlowRecorder(after);
    Gomon gomon = Recorder.builder(before, hanging, slow).start();
    for (int i = 0; i < 50; i++) {
      gomon.start("x").finish();
    }
    elapsedAtMost(PATIENCE, () -> gomon.stop(Duration.ofSeconds(2)));
    assertThat(before.events("x")).hasSize(50);
    assertThat(after.events("x")).hasSize(50);
  }

  /** Takes a millisecond for each event, so that its queue is not empty when the stop begins. */
  private record SlowRecorder(Recorder recorder) implements Listener {
    @Override
    public void feed(Event event) {
      java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
      recorder.feed(event);
    }
  }

  @Test
  void stop_longestTimeout_isNoError() {
    Recorder recorder = new Recorder();
    Gomon gomon = Recorder.builder(recorder).start();
    gomon.start("x").finish();
    assertThat(gomon.flush(Duration.ofSeconds(Long.MAX_VALUE))).isTrue();
    gomon.stop(Duration.ofSeconds(Long.MAX_VALUE));
    assertThat(recorder.all()).hasSize(3);
  }

  @Test
  void stop_byAnInterruptedThread_deliversAndKeepsTheInterrupt() {
    Recorder recorder = new Recorder();
    Gomon gomon = Recorder.builder(new SlowRecorder(recorder)).start();
    for (int i = 0; i < 50; i++) {
      gomon.start("x").finish();
    }
    Thread.currentThread().interrupt();
    gomon.stop(PATIENCE);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(recorder.events("x")).hasSize(50);
  }

  @Test
  void flush_listenerIsBehind_saysSo() {
    Gomon gomon = Recorder.builder(event -> hang()).start();
    gomon.start("x").finish();
    assertThat(gomon.flush(SHORT)).isFalse();
    hangs.countDown();
    assertThat(gomon.flush(PATIENCE)).isTrue();
    gomon.stop(PATIENCE);
  }

  @Test
  void flush_whatTheListenerDoesMeanwhile_isNotRecorded() {
    AtomicReference<Gomon> self = new AtomicReference<>();
    Recorder recorder = new Recorder();
    Listener calling =
        new Listener() {
          @Override
          public void feed(Event event) {}

          @Override
          public void flush(Duration timeout) {
            self.get().start("made-while-flushing").finish();
          }
        };
    Gomon gomon = Recorder.builder(recorder, calling).start();
    self.set(gomon);
    gomon.flush(PATIENCE);
    gomon.stop(PATIENCE);
    assertThat(recorder.events("made-while-flushing")).isEmpty();
  }

  @Test
  void stop_calledByAListener_returnsAtOnceAndDelivers() {
    AtomicReference<Gomon> self = new AtomicReference<>();
    Recorder recorder = new Recorder();
    AtomicReference<Duration> took = new AtomicReference<>();
    Listener stopping =
        event -> {
          if (event.fingerprint().equals("last")) {
            long start = System.nanoTime();
            self.get().stop(PATIENCE);
            took.set(Duration.ofNanos(System.nanoTime() - start));
          }
        };
    Gomon gomon = Recorder.builder(recorder, stopping).start();
    self.set(gomon);
    gomon.start("last").finish();
    Conditions.await(() -> took.get() != null);
    assertThat(took.get()).isLessThan(Duration.ofSeconds(5));
    Conditions.await(() -> recorder.all().size() == 3);
  }

  @Test
  void stop_twiceAtOnce_theSecondWaitsForTheFirst() throws Exception {
    CountDownLatch stopping = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    Recorder recorder = new Recorder();
    Gomon gomon =
        Recorder.builder(recorder)
            .plugin(
                plugin(
                    g -> {},
                    () -> {
                      stopping.countDown();
                      hang();
                    }))
            .start();
    Thread first = new Thread(() -> gomon.stop(PATIENCE));
    first.start();
    assertThat(stopping.await(10, TimeUnit.SECONDS)).isTrue();
    gomon.disable();
    Thread second = new Thread(() -> gomon.stop(PATIENCE));
    second.start();
    Conditions.await(
        () ->
            second.getState() == Thread.State.TIMED_WAITING
                || second.getState() == Thread.State.BLOCKED);
    hangs.countDown();
    goOn.countDown();
    second.join(10_000);
    assertThat(recorder.all()).hasSize(2);
    first.join(10_000);
  }
}
