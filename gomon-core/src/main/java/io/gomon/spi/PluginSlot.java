/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.spi;

import io.gomon.Gomon;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Holds one object for each {@link Gomon}, such as the policy of an interception module, found
 * again by an array read. Keep it in a static final field. Any thread.
 */
public final class PluginSlot<T> {
  private static final AtomicInteger NEXT_INDEX = new AtomicInteger();

  private final int index = NEXT_INDEX.getAndIncrement();
  private final Function<Gomon, T> factory;

  private PluginSlot(Function<Gomon, T> factory) {
    this.factory = factory;
  }

  /** The factory runs once for each GoMon, on first use, under a lock: keep it short. */
  public static <T> PluginSlot<T> create(Function<Gomon, T> factory) {
    return new PluginSlot<>(factory);
  }

  /** The object of this GoMon, made on first use. */
  @SuppressWarnings("unchecked") // only this slot writes at its index
  public T of(Gomon gomon) {
    Object found = gomon.pluginState(index);
    return found != null ? (T) found : (T) gomon.pluginState(index, () -> factory.apply(gomon));
  }
}
