/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.net.jdk;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.http.HttpClient;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Calls the methods that {@link HttpClient} has since JDK 21. Before that they do nothing: such a
 * client has no end. What they throw goes on unchanged.
 */
final class Jdk21 {
  private static final @Nullable MethodHandle SHUTDOWN = find("shutdown", methodType(void.class));
  private static final @Nullable MethodHandle SHUTDOWN_NOW =
      find("shutdownNow", methodType(void.class));
  private static final @Nullable MethodHandle CLOSE = find("close", methodType(void.class));
  private static final @Nullable MethodHandle IS_TERMINATED =
      find("isTerminated", methodType(boolean.class));
  private static final @Nullable MethodHandle AWAIT_TERMINATION =
      find("awaitTermination", methodType(boolean.class, Duration.class));

  private Jdk21() {}

  private static @Nullable MethodHandle find(String name, MethodType type) {
    try {
      return MethodHandles.publicLookup().findVirtual(HttpClient.class, name, type);
    } catch (NoSuchMethodException | IllegalAccessException e) {
      // JDK 17 to 20 have no such method.
      return null;
    }
  }

  static void shutdown(HttpClient client) {
    callVoid(SHUTDOWN, client);
  }

  static void shutdownNow(HttpClient client) {
    callVoid(SHUTDOWN_NOW, client);
  }

  static void close(HttpClient client) {
    callVoid(CLOSE, client);
  }

  static boolean isTerminated(HttpClient client) {
    try {
      return IS_TERMINATED != null && (boolean) IS_TERMINATED.invokeExact(client);
    } catch (Throwable t) {
      throw sneaky(t);
    }
  }

  static boolean awaitTermination(HttpClient client, Duration duration)
      throws InterruptedException {
    try {
      return AWAIT_TERMINATION == null || (boolean) AWAIT_TERMINATION.invokeExact(client, duration);
    } catch (InterruptedException e) {
      throw e;
    } catch (Throwable t) {
      throw sneaky(t);
    }
  }

  private static void callVoid(@Nullable MethodHandle method, HttpClient client) {
    if (method == null) {
      return;
    }
    try {
      method.invokeExact(client);
    } catch (Throwable t) {
      throw sneaky(t);
    }
  }

  /** Throws it as it is, checked or not: it is the client's, not ours. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Throwable> RuntimeException sneaky(Throwable t) throws E {
    throw (E) t;
  }
}
