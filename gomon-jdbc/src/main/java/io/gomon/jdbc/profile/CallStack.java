/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.profile;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Callers of one execution, the innermost first. Holds names, never a class. Immutable. */
public final class CallStack {
  /** Stands for those for which there was no room. */
  static final CallStack OTHERS =
      new CallStack(List.of(new Frame("(other callers)", "", null, 0)), null);

  private final Frame[] frames;
  private final int hash;

  private final @Nullable String place;

  /** One method on the stack; the line is 0 or less when it is not known. */
  public record Frame(String className, String method, @Nullable String file, int line) {

    /** As it is shown: {@code com.acme.Orders.load}. */
    public String name() {
      return method.isEmpty() ? className : className + '.' + method;
    }

    /** As a stack trace shows it: {@code com.acme.Orders.load(Orders.java:12)}. */
    @Override
    public String toString() {
      String where = file == null ? "Unknown Source" : line > 0 ? file + ':' + line : file;
      return name() + '(' + where + ')';
    }
  }

  CallStack(List<Frame> frames, @Nullable String place) {
    this.frames = frames.toArray(new Frame[0]);
    this.hash = Arrays.hashCode(this.frames);
    this.place = place;
  }

  public List<Frame> frames() {
    return List.of(frames);
  }

  /** The line of the application's own code from which it was run; null when there is none. */
  public @Nullable String place() {
    return place;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CallStack stack
        && stack.hash == hash
        && Arrays.equals(stack.frames, frames);
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
