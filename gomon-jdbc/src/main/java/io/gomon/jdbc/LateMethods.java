/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc;

import io.gomon.jdbc.policy.Troubles;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Methods that the JDK of the application has in a JDBC interface, and that of our build had not.
 *
 * <p>Such a method has a default, which would run on the wrapper: the driver's own would never be
 * called. So a wrapper that has any is replaced by a subclass that forwards them, made once at run
 * time. Up to JDK 25 there are none, and nothing is made.
 */
final class LateMethods {
  private final Class<?> wrapper;
  private final MethodHandle constructor;

  private LateMethods(Class<?> wrapper, MethodHandle constructor) {
    this.wrapper = wrapper;
    this.constructor = constructor;
  }

  /**
   * The subclass that a wrapper needs on this JDK; null when it needs none.
   *
   * @param arguments the types of the wrapper's constructor
   */
  static @Nullable LateMethods of(Class<?> wrapper, Class<?> api, Class<?>... arguments) {
    try {
      List<Method> late = missing(wrapper, api);
      return late.isEmpty()
          ? null
          : new LateMethods(wrapper, constructor(wrapper, api, arguments, late));
    } catch (ReflectiveOperationException | IOException | RuntimeException | LinkageError e) {
      // No classes can be made here, as in a native image; the JDK's defaults run then.
      Troubles.warn("Some methods of " + api + " will not reach the driver: " + e);
      return null;
    }
  }

  private static List<Method> missing(Class<?> wrapper, Class<?> api) throws NoSuchMethodException {
    List<Method> late = new ArrayList<>();
    for (Method method : api.getMethods()) {
      boolean isOurs =
          Modifier.isStatic(method.getModifiers())
              || !wrapper
                  .getMethod(method.getName(), method.getParameterTypes())
                  .getDeclaringClass()
                  .isInterface();
      if (!isOurs) {
        late.add(method);
      }
    }
    return late;
  }

  private static MethodHandle constructor(
      Class<?> wrapper, Class<?> api, Class<?>[] arguments, List<Method> late)
      throws ReflectiveOperationException, IOException {
    MethodType type = MethodType.methodType(void.class, arguments);
    byte[] file = new ForwardingClassWriter(wrapper, api).write(type, late);
    MethodHandles.Lookup subclass = MethodHandles.lookup().defineHiddenClass(file, false);
    return subclass
        .findConstructor(subclass.lookupClass(), type)
        .asSpreader(Object[].class, arguments.length)
        .asType(MethodType.methodType(Object.class, Object[].class));
  }

  /** Makes a wrapper that forwards all there is. */
  Object wrap(@Nullable Object... arguments) {
    try {
      return constructor.invokeExact(arguments);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError(wrapper + " declares no exception", e);
    }
  }
}
