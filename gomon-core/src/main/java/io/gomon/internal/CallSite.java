/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.internal;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the line of code that called, by walking the stack: about a microsecond, so do it once. */
public final class CallSite {
  private CallSite() {}

  /**
   * {@code File.java:line} of the innermost frame of this thread that is in none of the classes;
   * null when that cannot be told.
   */
  public static @Nullable String outside(Set<String> classNames) {
    try {
      Optional<StackWalker.StackFrame> caller =
          StackWalker.getInstance()
              .walk(
                  frames ->
                      frames
                          .skip(1)
                          .filter(frame -> !classNames.contains(frame.getClassName()))
                          .findFirst());
      return caller.map(CallSite::text).orElse(null);
    } catch (RuntimeException e) {
      // A security manager of the application forbids it: the place stays unknown.
      return null;
    }
  }

  /** A frame's place as it is shown. */
  public static String text(StackTraceElement frame) {
    return text(frame.getFileName(), frame.getClassName(), frame.getLineNumber());
  }

  private static String text(StackWalker.StackFrame frame) {
    return text(frame.getFileName(), frame.getClassName(), frame.getLineNumber());
  }

  private static String text(@Nullable String file, String className, int line) {
    return (file == null ? className : file) + ':' + line;
  }
}
