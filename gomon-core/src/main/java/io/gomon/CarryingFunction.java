/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Callbacks that carry their context: they may be called any number of times. */
@SuppressWarnings("NullAway") // a callback's result may be null or not: it goes on unchanged
final class CarryingFunction {
  private CarryingFunction() {}

  /** Wraps if there is something to carry, and it is not wrapped yet. */
  static <F> F wrap(F callback, UnaryOperator<F> wrapper) {
    return callback == null || callback instanceof Carrying<?> || Carrying.isNothingCurrent()
        ? callback
        : wrapper.apply(callback);
  }

  static final class OfSupplier<T> extends Carrying<Supplier<T>> implements Supplier<T> {
    OfSupplier(Supplier<T> inner) {
      super(inner, false);
    }

    @Override
    public T get() {
      Object former = enter();
      try {
        return inner.get();
      } finally {
        leave(former);
      }
    }
  }

  static final class OfFunction<T, R> extends Carrying<Function<T, R>> implements Function<T, R> {
    OfFunction(Function<T, R> inner) {
      super(inner, false);
    }

    @Override
    public R apply(T value) {
      Object former = enter();
      try {
        return inner.apply(value);
      } finally {
        leave(former);
      }
    }
  }

  static final class OfBiFunction<T, U, R> extends Carrying<BiFunction<T, U, R>>
      implements BiFunction<T, U, R> {
    OfBiFunction(BiFunction<T, U, R> inner) {
      super(inner, false);
    }

    @Override
    public R apply(T first, U second) {
      Object former = enter();
      try {
        return inner.apply(first, second);
      } finally {
        leave(former);
      }
    }
  }

  static final class OfConsumer<T> extends Carrying<Consumer<T>> implements Consumer<T> {
    OfConsumer(Consumer<T> inner) {
      super(inner, false);
    }

    @Override
    public void accept(T value) {
      Object former = enter();
      try {
        inner.accept(value);
      } finally {
        leave(former);
      }
    }
  }

  static final class OfBiConsumer<T, U> extends Carrying<BiConsumer<T, U>>
      implements BiConsumer<T, U> {
    OfBiConsumer(BiConsumer<T, U> inner) {
      super(inner, false);
    }

    @Override
    public void accept(T first, U second) {
      Object former = enter();
      try {
        inner.accept(first, second);
      } finally {
        leave(former);
      }
    }
  }
}
