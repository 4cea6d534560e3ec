/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gomon.GomonStats.ListenerStats;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RetransmitterTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Test
  void filter_perListener_isCounted() {
    Recorder all = new Recorder();
    Recorder some = new Recorder();
    Gomon gomon =
        Recorder.builder(all).listener(some, e -> e.fingerprint().startsWith("sql")).start();
    gomon.start("sql-query").finish();
    gomon.start("http").finish();
    gomon.stop(PATIENCE);
    assertThat(all.withoutApplication()).hasSize(2);
    assertThat(some.all())
        .extracting(Event::fingerprint)
        .containsExactly("application", "sql-query", "application");
    assertThat(gomon.stats().listeners())
        .containsExactly(
            new ListenerStats("Recorder", 4, 0, 0, 0, 0),
            new ListenerStats("Recorder", 3, 1, 0, 0, 0));
  }

  @Test
  void listenerAndFilter_thatThrow_harmNobodyElse() {
    Recorder good = new Recorder();
    Listener bad =
        event -> {
          throw new LinkageError("on purpose");
        };
    Gomon gomon =
        Recorder.builder(bad)
            .listener(
                new Recorder(),
                event -> {
                  throw new IllegalStateException("on purpose");
                })
            .listener(good)
            .start();
    for (int i = 0; i < 10; i++) {
      gomon.start("x").finish();
    }
    gomon.stop(PATIENCE);
    assertThat(good.withoutApplication()).hasSizeGreaterThanOrEqualTo(10);
    List<ListenerStats> accounts = gomon.stats().listeners();
    assertThat(accounts.get(0).delivered()).isZero();
    assertThat(accounts.get(0).failed()).isGreaterThanOrEqualTo(12);
    assertThat(accounts.get(1).failed()).isGreaterThanOrEqualTo(10);
    assertThat(accounts.get(2).failed()).isZero();
  }

  @Test
  void slowListener_dropsItsOwn_othersGetAll() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    Listener slow =
        event -> {
          try {
            release.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };
    Recorder fast = new Recorder();
    Gomon gomon = Recorder.builder(slow, fast).maxQueuedEvents(16).start();
    // The fast one keeps up, since each event is waited for; the slow one has room for 16.
    for (int i = 1; i <= 100; i++) {
      gomon.start("x").finish();
      int expected = i;
      Conditions.await(() -> fast.events("x").size() == expected);
    }
    ListenerStats account = gomon.stats().listeners().get(0);
    // 101 came, the application's among them: one is in hand, 16 are in its queue
    assertThat(account.dropped()).isEqualTo(101 - 17);
    release.countDown();
    Conditions.await(() -> gomon.stats().listeners().get(0).pending() == 0);
    gomon.stop(PATIENCE);
    account = gomon.stats().listeners().get(0);
    assertThat(account.delivered() + account.dropped() + account.pending())
        .isEqualTo(gomon.stats().dispatched());
    Event loss = fast.events("gomon-loss").get(0);
    assertThat(loss.get("listeners").toString()).contains("dropped=84");
  }

  @Test
  void block_slowListener_losesNothing() {
    Recorder recorder = new Recorder();
    Gomon gomon = Recorder.builder(recorder).overflow(Overflow.BLOCK).maxQueuedEvents(4).start();
    for (int i = 0; i < 5_000; i++) {
      gomon.start("x").set("i", i).finish();
    }
    gomon.stop(PATIENCE);
    assertThat(gomon.stats().dropped()).isZero();
    assertThat(gomon.stats().listeners().get(0).dropped()).isZero();
    assertThat(recorder.withoutApplication()).hasSize(5_000);
    assertThat(recorder.withoutApplication().get(4_999).get("i")).isEqualTo(4_999L);
  }

  @Test
  void onlyListener_getsCompanyWhileEventsFlow_bothGetTheirsInOrder() throws Exception {
    Recorder first = new Recorder();
    Gomon gomon = Recorder.builder(first).overflow(Overflow.BLOCK).start();
    CountDownLatch half = new CountDownLatch(1);
    Thread producer =
        new Thread(
            () -> {
              for (int i = 0; i < 20_000; i++) {
                gomon.start("x").set("number", i).finish();
                if (i == 10_000) {
                  half.countDown();
                }
              }
            });
    producer.start();
    assertThat(half.await(10, TimeUnit.SECONDS)).isTrue();
    Recorder second = new Recorder();
    gomon.addListener(second);
    producer.join();
    gomon.stop(Duration.ofSeconds(10));
    List<Long> numbers = LongStream.range(0, 20_000).boxed().toList();
    assertThat(first.events("x")).extracting(event -> event.get("number")).isEqualTo(numbers);
    List<Event> later = second.events("x");
    assertThat(second.all().get(0).isApplication()).isTrue();
    assertThat(later)
        .extracting(event -> event.get("number"))
        .isEqualTo(numbers.subList(20_000 - later.size(), 20_000));
    assertThat(gomon.stats().listeners())
        .allSatisfy(account -> assertThat(account.dropped() + account.pending()).isZero());
    assertThat(gomon.stats().listeners().get(0).delivered()).isEqualTo(20_002);
  }

  @Test
  void addTwice_orAfterTheStop_isRefusedClearly() {
    Recorder recorder = new Recorder();
    Retransmitter retransmitter = Retransmitter.create().add(recorder);
    assertThatThrownBy(() -> retransmitter.add(recorder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Listener Recorder is added already");
    assertThat(retransmitter.remove(recorder, PATIENCE)).isTrue();
    assertThat(retransmitter.remove(recorder, PATIENCE)).isFalse();
    retransmitter.stop(PATIENCE);
    assertThatThrownBy(() -> retransmitter.add(recorder)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> Retransmitter.create(Overflow.DROP, 0))
        .hasMessageContaining("maxQueuedEvents must be from 2");
  }
}
