/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.context;

import io.gomon.Context;
import io.micrometer.context.ThreadLocalAccessor;
import org.jspecify.annotations.Nullable;

/**
 * Shows the current event to Micrometer's context-propagation, which finds this class by itself:
 * the jar on the class path is all it takes.
 *
 * <p>Reactor needs {@code Hooks.enableAutomaticContextPropagation()} (Spring Boot: {@code
 * spring.reactor.context-propagation=auto}), RxJava {@code
 * RxJavaPlugins.setScheduleHandler(Gomon::wrap)}. Any thread; never throws.
 */
public final class GomonThreadLocalAccessor implements ThreadLocalAccessor<Context> {
  /** Under which a Reactor context, or a snapshot, holds the {@link Context}. */
  public static final String KEY = "io.gomon.context";

  @Override
  public Object key() {
    return KEY;
  }

  @Override
  public @Nullable Context getValue() {
    Context context = Context.capture();
    return context.isEmpty() ? null : context;
  }

  @Override
  public void setValue(Context value) {
    value.replaceCurrent();
  }

  /** The chain carries no event: it shall not see the one that its thread happens to have. */
  @Override
  public void setValue() {
    Context.empty().replaceCurrent();
  }

  @Override
  public void restore(Context previousValue) {
    previousValue.putBack();
  }

  @Override
  public void restore() {
    Context.empty().putBack();
  }
}
