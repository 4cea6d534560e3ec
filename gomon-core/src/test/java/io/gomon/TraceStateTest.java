/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TraceStateTest {
  private static final String TRACEPARENT =
      "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  private final Recorder recorder = new Recorder();
  private final Gomon gomon = Recorder.builder(recorder).start();

  @AfterEach
  void stop() {
    gomon.stop(Duration.ofSeconds(10));
  }

  static final class Notes extends TraceState {
    private final List<Long> rootsNanos = new ArrayList<>();

    @Override
    protected void rootEnded(EventTracker root) {
      rootsNanos.add(((Event) root).elapsedNanos());
      root.newChild("note").finish();
    }
  }

  static final class Failing extends TraceState {
    @Override
    protected void rootEnded(EventTracker root) {
      throw new IllegalStateException("not the application's fault");
    }
  }

  @Test
  void state_ofAllEventsOfATrace_isOne_andOfAnotherTraceAnother() {
    EventTracker root = gomon.start("root");
    Notes notes = TraceState.of(root, Notes.class, Notes::new);
    assertThat(TraceState.of(root.newChild("a").newChild("b"), Notes.class, Notes::new))
        .isSameAs(notes);
    assertThat(TraceState.of(gomon.start("other"), Notes.class, Notes::new)).isNotSameAs(notes);
  }

  @Test
  void rootEnded_isCalledOnce_withTheElapsedTime_andChildrenGoBefore() {
    EventTracker root = gomon.start("root");
    EventTracker child = root.newChild("child");
    TraceState.of(child, Failing.class, Failing::new);
    Notes notes = TraceState.of(child, Notes.class, Notes::new);
    child.finish();
    assertThat(notes.rootsNanos).isEmpty();
    root.finish();
    root.finish();
    assertThat(notes.rootsNanos).hasSize(1);
    gomon.flush(Duration.ofSeconds(10));
    assertThat(recorder.withoutApplication())
        .extracting(Event::fingerprint)
        .containsExactly("child", "note", "root");
    assertThat(recorder.events("root").get(0).elapsedNanos()).isEqualTo(notes.rootsNanos.get(0));
  }

  @Test
  void state_afterTheRootsEnd_isNull_asItIsOfNoEvent() {
    EventTracker root = gomon.start("root");
    EventTracker child = root.newChild("child");
    root.finish();
    assertThat(TraceState.of(child, Notes.class, Notes::new)).isNull();
    gomon.disable();
    assertThat(TraceState.of(gomon.start("none"), Notes.class, Notes::new)).isNull();
  }

  @Test
  void headersOfTheCaller_goOn_whateverIsKept() {
    RemoteParent parent = W3cTraceContext.parse(TRACEPARENT, "a=b,c=d");
    EventTracker request = gomon.startInbound("request", parent);
    String before = request.tracestate();
    Notes notes = TraceState.of(request, Notes.class, Notes::new);
    TraceState.of(request, Failing.class, Failing::new);
    assertThat(request.tracestate()).isEqualTo(before).endsWith("a=b,c=d");
    request.finish();
    assertThat(notes.rootsNanos).hasSize(1);
    assertThat(request.tracestate()).isEqualTo(before);
  }

  @Test
  void state_askedForByManyThreadsAtOnce_isOne() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      for (int round = 0; round < 500; round++) {
        EventTracker root = gomon.start("root");
        CyclicBarrier together = new CyclicBarrier(4);
        List<Future<Notes>> found = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
          found.add(
              threads.submit(
                  () -> {
                    together.await(10, TimeUnit.SECONDS);
                    return TraceState.of(root, Notes.class, Notes::new);
                  }));
        }
        Notes first = found.get(0).get(10, TimeUnit.SECONDS);
        for (Future<Notes> each : found) {
          assertThat(each.get(10, TimeUnit.SECONDS)).isNotNull().isSameAs(first);
        }
        root.finish();
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
