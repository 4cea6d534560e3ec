/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.benchmarks;

import brave.ScopedSpan;
import brave.Tracer;
import brave.Tracing;
import brave.handler.MutableSpan;
import brave.handler.SpanHandler;
import brave.propagation.TraceContext;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Brave with a handler that reads every field; it does so on the application's thread. */
@State(Scope.Thread)
public class BraveState {
  private final ReadingHandler handler = new ReadingHandler();

  @SuppressWarnings("NullAway.Init") // JMH calls setUp first
  private Tracing tracing;

  @SuppressWarnings("NullAway.Init") // JMH calls setUp first
  private Tracer tracer;

  @SuppressWarnings("NullAway.Init") // JMH calls setUp first
  private ScopedSpan parent;

  private int number;

  @Setup(Level.Trial)
  public void setUp() {
    tracing = Tracing.newBuilder().addSpanHandler(handler).build();
    tracer = tracing.tracer();
    parent = tracer.startScopedSpan("parent");
  }

  @TearDown(Level.Trial)
  public void tearDown() {
    parent.finish();
    tracing.close();
    System.out.println("# read " + handler.sum);
  }

  void event() {
    ScopedSpan span = tracer.startScopedSpan("child");
    // Brave's tags are text only
    span.tag("text", "some text").tag("number", Integer.toString(++number));
    span.finish();
  }

  private static final class ReadingHandler extends SpanHandler {
    private long sum;

    @Override
    public boolean end(TraceContext context, MutableSpan span, Cause cause) {
      sum += span.name().hashCode() + span.id().hashCode() + span.traceId().hashCode();
      sum += span.startTimestamp() + span.finishTimestamp() + span.annotationCount();
      sum += span.parentId() == null ? 0 : span.parentId().hashCode();
      for (int i = 0; i < span.tagCount(); i++) {
        sum += span.tagKeyAt(i).hashCode() + span.tagValueAt(i).hashCode();
      }
      return true;
    }
  }
}
