/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.profile;

import io.gomon.jdbc.profile.CallStack.Frame;
import java.util.List;
import java.util.Locale;

/** Writes a profile for people, and for tools that draw flame graphs. */
public final class ProfileText {
  private static final int MAX_STACKS_SHOWN = 3;
  private static final int MAX_FRAMES_SHOWN = 4;

  private ProfileText() {}

  /** One block for each shape, most time first. */
  public static String table(List<ShapeReport> shapes, long nanos) {
    long total = shapes.stream().mapToLong(ShapeReport::totalNanos).sum();
    long executions = shapes.stream().mapToLong(ShapeReport::executions).sum();
    StringBuilder out = new StringBuilder();
    out.append(
        format(
            "SQL of %.1f s: %d executions, %.3f ms in the database%n",
            nanos / 1e9, executions, total / 1e6));
    for (ShapeReport shape : shapes) {
      double share = total == 0 ? 0 : 100.0 * shape.totalNanos() / total;
      out.append(
          format(
              "%n%5.1f %%  %.3f ms, %d times, mean %.3f ms, max %.3f ms, %d failed%n  %s%n",
              share,
              shape.totalNanos() / 1e6,
              shape.executions(),
              shape.totalNanos() / 1e6 / shape.executions(),
              shape.maxNanos() / 1e6,
              shape.errors(),
              shape.shape()));
      shape.stacks().stream().limit(MAX_STACKS_SHOWN).forEach(stack -> callers(out, shape, stack));
    }
    return out.toString();
  }

  private static void callers(StringBuilder out, ShapeReport shape, StackReport stack) {
    double share = 100.0 * stack.totalNanos() / Math.max(1, shape.totalNanos());
    out.append(format("    %.0f %% (%d samples)", share, stack.samples()));
    for (Frame frame : stack.stack().frames().subList(0, shown(stack))) {
      out.append(" < ").append(frame.name());
      if (frame.line() > 0) {
        out.append(':').append(frame.line());
      }
    }
    out.append(format("%n"));
  }

  private static int shown(StackReport stack) {
    return Math.min(MAX_FRAMES_SHOWN, stack.stack().frames().size());
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  /** A line for each stack: frames from outside to inside, then the shape, and the nanoseconds. */
  public static String collapsed(List<ShapeReport> shapes) {
    StringBuilder out = new StringBuilder();
    for (ShapeReport shape : shapes) {
      if (shape.stacks().isEmpty()) {
        line(out, "", shape.shape(), shape.totalNanos());
      }
      for (StackReport stack : shape.stacks()) {
        line(out, collapsed(stack.stack()) + ';', shape.shape(), stack.totalNanos());
      }
    }
    return out.toString();
  }

  /** The frames of a stack, from outside to inside. */
  static String collapsed(CallStack stack) {
    StringBuilder out = new StringBuilder();
    List<Frame> frames = stack.frames();
    for (int i = frames.size() - 1; i >= 0; i--) {
      out.append(frames.get(i).name().replace(';', ',')).append(i == 0 ? "" : ";");
    }
    return out.toString();
  }

  private static void line(StringBuilder out, String callers, String shape, long nanos) {
    // The semicolon separates frames, the line end samples; a quoted name may have either.
    String leaf = shape.replace(';', ',').replace('\n', ' ').replace('\r', ' ');
    out.append(callers).append(leaf).append(' ').append(nanos).append('\n');
  }
}
