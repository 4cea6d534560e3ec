/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.profile;

import io.gomon.jdbc.profile.CallStack.Frame;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Encodes a profile as {@code perftools.profiles.Profile}, the format of pprof, not compressed. The
 * innermost frame of each sample is the shape. The numbers below are those of the fields in
 * profile.proto. Of one thread.
 */
public final class Pprof {
  private final ProtoBytes profile = new ProtoBytes();
  private final Map<String, Integer> strings = new HashMap<>();
  private final Map<Frame, Integer> locations = new HashMap<>();

  private Pprof() {
    // The table of strings begins with the empty one.
    string("");
  }

  /**
   * The bytes of a profile.
   *
   * @param endEpochNanos when it was taken
   * @param nanos for how long it had been counting
   */
  public static byte[] encode(List<ShapeReport> shapes, long endEpochNanos, long nanos) {
    Pprof pprof = new Pprof();
    pprof.valueType("executions", "count");
    pprof.valueType("time", "nanoseconds");
    for (ShapeReport shape : shapes) {
      pprof.shape(shape);
    }
    pprof.profile.number(9, endEpochNanos - nanos).number(10, nanos);
    pprof.profile.number(14, pprof.string("time"));
    return pprof.profile.toBytes();
  }

  private void valueType(String type, String unit) {
    profile.message(1, new ProtoBytes().number(1, string(type)).number(2, string(unit)));
  }

  private void shape(ShapeReport shape) {
    Frame leaf = new Frame(shape.shape(), "", null, 0);
    if (shape.stacks().isEmpty()) {
      sample(leaf, List.of(), shape.executions(), shape.totalNanos());
    }
    for (StackReport stack : shape.stacks()) {
      sample(leaf, stack.stack().frames(), stack.executions(), stack.totalNanos());
    }
  }

  private void sample(Frame leaf, List<Frame> callers, long executions, long nanos) {
    long[] ids = new long[callers.size() + 1];
    ids[0] = location(leaf);
    for (int i = 0; i < callers.size(); i++) {
      ids[i + 1] = location(callers.get(i));
    }
    profile.message(2, new ProtoBytes().numbers(1, ids).numbers(2, executions, nanos));
  }

  /** A location has one function, of the same number. */
  private int location(Frame frame) {
    Integer known = locations.get(frame);
    if (known != null) {
      return known;
    }
    int id = locations.size() + 1;
    locations.put(frame, id);
    ProtoBytes function = new ProtoBytes().number(1, id);
    int name = string(frame.name());
    function.number(2, name).number(3, name);
    if (frame.file() != null) {
      function.number(4, string(frame.file()));
    }
    profile.message(5, function);
    ProtoBytes line = new ProtoBytes().number(1, id).number(2, Math.max(0, frame.line()));
    profile.message(4, new ProtoBytes().number(1, id).message(4, line));
    return id;
  }

  private int string(String text) {
    Integer known = strings.get(text);
    if (known != null) {
      return known;
    }
    int index = strings.size();
    strings.put(text, index);
    profile.text(6, text);
    return index;
  }
}
