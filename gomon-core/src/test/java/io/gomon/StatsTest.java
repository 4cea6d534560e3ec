/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.GomonStats.ListenerStats;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class StatsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Test
  void stats_whileRunning_neverGoBack_andAreExactInTheEnd() throws Exception {
    Recorder recorder = new Recorder();
    Gomon gomon = Recorder.builder(recorder).maxQueuedEvents(64).start();
    AtomicBoolean over = new AtomicBoolean();
    List<Thread> producers = new ArrayList<>();
    for (int p = 0; p < 3; p++) {
      producers.add(
          new Thread(
              () -> {
                while (!over.get()) {
                  gomon.start("x").finish();
                }
              }));
    }
    producers.forEach(Thread::start);
    long made = 0;
    for (int i = 0; i < 20_000; i++) {
      GomonStats stats = gomon.stats();
      assertThat(stats.made()).isGreaterThanOrEqualTo(made);
      assertThat(stats.pending()).isGreaterThanOrEqualTo(0);
      made = stats.made();
    }
    over.set(true);
    for (Thread producer : producers) {
      producer.join();
    }
    gomon.stop(PATIENCE);
    GomonStats stats = gomon.stats();
    ListenerStats account = stats.listeners().get(0);
    assertThat(stats.pending()).isZero();
    assertThat(stats.made()).isEqualTo(stats.dispatched() + stats.dropped());
    assertThat(account.delivered() + account.dropped()).isEqualTo(stats.dispatched());
    assertThat(account.delivered()).isEqualTo(recorder.all().size());
  }

  @Test
  void eventThatCannotBeRead_isStillDelivered() {
    Recorder recorder = new Recorder();
    Gomon gomon = Recorder.builder(recorder).start();
    gomon
        .start("x")
        .addError(
            new Exception() {
              @Override
              public String getMessage() {
                throw new NoClassDefFoundError("on purpose");
              }
            })
        .finish();
    gomon.stop(PATIENCE);
    assertThat(recorder.events("x")).hasSize(1);
    assertThat(recorder.only().errors().get(0).message()).isEqualTo("***");
  }

  @Test
  void listenerWhoseNameFails_harmsNobodyElse() {
    Recorder recorder = new Recorder();
    AtomicBoolean nameFails = new AtomicBoolean();
    Listener bad =
        new Listener() {
          @Override
          public void feed(Event event) {
            throw new IllegalStateException("on purpose");
          }

          @Override
          public String name() {
            if (nameFails.get()) {
              throw new IllegalStateException("on purpose");
            }
            return "bad";
          }

          @Override
          public boolean isNonBlocking() {
            return true;
          }
        };
    Gomon gomon = Recorder.builder(bad, recorder).start();
    nameFails.set(true);
    gomon.start("x").finish();
    gomon.stop(PATIENCE);
    assertThat(recorder.events("x")).hasSize(1);
    assertThat(gomon.stats().listeners().get(0).failed()).isGreaterThanOrEqualTo(3);
  }

  @Test
  void removedListener_isNotFedAnyMore() throws Exception {
    for (int round = 0; round < 50; round++) {
      AtomicBoolean stopped = new AtomicBoolean();
      AtomicBoolean fedLate = new AtomicBoolean();
      Listener listener =
          new Listener() {
            @Override
            public void feed(Event event) {
              if (stopped.get()) {
                fedLate.set(true);
              }
            }

            @Override
            public boolean isNonBlocking() {
              return true;
            }

            @Override
            public void stop(Duration timeout) {
              stopped.set(true);
            }
          };
      Gomon gomon = Recorder.builder(listener).start();
      AtomicBoolean over = new AtomicBoolean();
      Thread producer =
          new Thread(
              () -> {
                while (!over.get()) {
                  gomon.start("x").finish();
                }
              });
      producer.start();
      Conditions.await(() -> gomon.stats().dispatched() > 10);
      gomon.removeListener(listener, PATIENCE);
      long seen = gomon.stats().dispatched();
      Conditions.await(() -> gomon.stats().dispatched() > seen + 100);
      over.set(true);
      producer.join();
      gomon.stop(PATIENCE);
      assertThat(fedLate).isFalse();
    }
  }
}
