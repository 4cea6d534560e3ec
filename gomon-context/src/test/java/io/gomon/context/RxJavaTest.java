/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.EventTracker;
import io.gomon.Gomon;
import io.gomon.Scope;
import io.gomon.testkit.GomonExtension;
import io.micrometer.context.ContextSnapshotFactory;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;
import io.reactivex.rxjava3.schedulers.Schedulers;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** With RxJava itself, on threads of its own: both ways that a user may choose. */
class RxJavaTest {
  @RegisterExtension final GomonExtension gomon = GomonExtension.create();

  private final List<EventTracker> seen = new CopyOnWriteArrayList<>();

  @AfterEach
  void reset() {
    RxJavaPlugins.setScheduleHandler(null);
  }

  private <T> T look(T value) {
    seen.add(Gomon.global().current());
    return value;
  }

  private void runChain() {
    EventTracker request = Gomon.global().start("test-request");
    try (Scope scope = request.makeCurrent()) {
      List<Integer> result =
          Flowable.range(0, 100)
              .subscribeOn(Schedulers.io())
              .map(this::look)
              .observeOn(Schedulers.computation())
              .map(this::look)
              .flatMapSingle(
                  i ->
                      Single.fromCallable(() -> look(i))
                          .subscribeOn(Schedulers.io())
                          .delay(1, TimeUnit.MILLISECONDS))
              .observeOn(Schedulers.single())
              .map(this::look)
              .toList()
              .blockingGet();
      assertThat(result).hasSize(100);
    }
    request.finish();
    assertThat(seen).hasSize(400).containsOnly(request);
    boolean afterwards =
        Single.fromCallable(() -> Gomon.global().current().isRecording())
            .subscribeOn(Schedulers.single())
            .blockingGet();
    assertThat(afterwards).as("what the thread sees without a request").isFalse();
  }

  @Test
  void chain_withGomonsWrap_seesTheEvent() {
    RxJavaPlugins.setScheduleHandler(Gomon::wrap);
    runChain();
  }

  @Test
  void chain_withASnapshotOfAllThreadLocals_seesTheEvent() {
    ContextSnapshotFactory snapshots = ContextSnapshotFactory.builder().build();
    RxJavaPlugins.setScheduleHandler(task -> snapshots.captureAll().wrap(task));
    runChain();
  }
}
