/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc;

import io.gomon.jdbc.policy.Troubles;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.WeakReference;
import java.lang.reflect.Constructor;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The subclasses of one wrapper class that look like the objects of a driver: they have the
 * driver's public interfaces, too, and forward those calls. So {@code connection instanceof
 * PGConnection} stays what it was, and a method that a newer JDK has added to a JDBC interface
 * reaches the driver instead of running its default on the wrapper.
 *
 * <p>Each subclass is made once for each class of the driver, as a hidden class of straight-line
 * code ({@link LookalikeWriter}), and is represented by a prototype: a wrapper of nothing, whose
 * method {@code like} makes another one of the same class. A call to {@code like} is what creating
 * a wrapper costs; there is no reflection in it.
 *
 * <p>What is known about a driver's class hangs on that class, weakly. So neither a driver in an
 * application that is undeployed nor GoMon in one is kept by the other; what keeps a prototype is
 * the data source that uses it ({@link Prototypes}). Any thread.
 */
final class Lookalikes<W extends JdbcWrapper> {
  private final Class<W> wrapper;
  private final Constructor<?> constructor;
  private final W plain;
  private final ClassValue<WeakReference<W>> prototypes =
      new ClassValue<>() {
        @Override
        protected WeakReference<W> computeValue(Class<?> driverType) {
          return new WeakReference<>(make(driverType));
        }
      };

  private Lookalikes(Class<W> wrapper) {
    this.wrapper = wrapper;
    this.constructor = wrapper.getDeclaredConstructors()[0];
    this.plain = prototype(wrapper, constructor);
  }

  /** Of a wrapper class that has one constructor, and {@code like} with the same arguments. */
  static <W extends JdbcWrapper> Lookalikes<W> of(Class<W> wrapper) {
    return new Lookalikes<>(wrapper);
  }

  /** The prototype for a class of the driver: the plain wrapper's when there is nothing to add. */
  W prototypeFor(Class<?> driverType) {
    for (; ; ) {
      W known = prototypes.get(driverType).get();
      if (known != null) {
        return known;
      }
      // Nobody used it when memory was cleaned up.
      prototypes.remove(driverType);
    }
  }

  private W make(Class<?> driverType) {
    try {
      DriverInterfaces found = DriverInterfaces.of(driverType, wrapper);
      if (!found.unseen().isEmpty()) {
        Troubles.debug(
            wrapper.getSimpleName()
                + " cannot be cast to "
                + found.unseen()
                + " of "
                + driverType.getName()
                + ", which GoMon's class loader or module cannot see, or which promise to be"
                + " Serializable or Cloneable; unwrap works.");
      }
      if (found.added().isEmpty() && found.forwarded().isEmpty()) {
        return plain;
      }
      byte[] file = new LookalikeWriter(wrapper).write(type(constructor), found);
      Class<?> made = MethodHandles.lookup().defineHiddenClass(file, false).lookupClass();
      return prototype(
          made.asSubclass(wrapper), made.getDeclaredConstructor(constructor.getParameterTypes()));
    } catch (ReflectiveOperationException | IOException | RuntimeException | LinkageError e) {
      // No classes can be made here, as in a native image, or the driver's interfaces cannot be
      // implemented by anybody else; the wrapper then has those of JDBC only.
      Troubles.warn(
          wrapper.getSimpleName() + " will not have the interfaces of " + driverType + ": " + e);
      return plain;
    }
  }

  private static MethodType type(Constructor<?> constructor) {
    return MethodType.methodType(void.class, constructor.getParameterTypes());
  }

  /** Constructors of wrappers only keep what they are given; here that is nothing. */
  private static <T> T prototype(Class<T> type, Constructor<?> constructor) {
    try {
      constructor.setAccessible(true);
      @Nullable Object[] nothing =
          Arrays.stream(constructor.getParameterTypes())
              .map(parameter -> parameter == boolean.class ? Boolean.FALSE : null)
              .toArray();
      return Objects.requireNonNull(type.cast(constructor.newInstance(nothing)));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " must be possible without a driver", e);
    }
  }
}
