/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What plug-ins keep for one Gomon, by slot index. Read without a lock, replaced as a whole. */
final class PluginStates {
  private volatile @Nullable Object[] states = new @Nullable Object[0];

  @Nullable Object get(int index) {
    @Nullable Object[] now = states;
    return index < now.length ? now[index] : null;
  }

  synchronized Object getOrMake(int index, Supplier<?> factory) {
    Object found = get(index);
    if (found != null) {
      return found;
    }
    Object made = factory.get();
    @Nullable Object[] longer = Arrays.copyOf(states, Math.max(states.length, index + 1));
    longer[index] = made;
    states = longer;
    return made;
  }
}
