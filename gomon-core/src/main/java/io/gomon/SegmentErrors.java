/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import io.gomon.internal.CallSite;
import io.gomon.internal.Values;
import io.gomon.spi.Redactor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The errors of one child, counted by type and place. The place of an error costs some
 * microseconds: after {@value #MAX_LOCATED} errors the type decides alone. Used by the thread of
 * the tree.
 */
final class SegmentErrors {
  static final int MAX_KINDS = 8;
  static final int MAX_LOCATED = 256;
  private static final int MAX_MESSAGE_CHARS = 200;

  private final Redactor redactor;
  private final List<Kind> kinds = new ArrayList<>(1);
  private int located;

  private static final class Kind {
    final String type;
    final @Nullable String location;
    final @Nullable String message;
    long count;

    Kind(String type, @Nullable String location, @Nullable String message) {
      this.type = type;
      this.location = location;
      this.message = message;
    }
  }

  SegmentErrors(Redactor redactor) {
    this.redactor = redactor;
  }

  void add(Throwable error) {
    String type = error.getClass().getName();
    boolean locates = located < MAX_LOCATED;
    String location = locates ? location(error) : null;
    located += locates ? 1 : 0;
    Kind kind = find(type, location, locates);
    if (kind == null) {
      kind = newKind(type, location, error);
    }
    kind.count++;
  }

  private @Nullable Kind find(String type, @Nullable String location, boolean locates) {
    for (Kind kind : kinds) {
      boolean samePlace =
          !locates || (location == null ? kind.location == null : location.equals(kind.location));
      if (samePlace && type.equals(kind.type)) {
        return kind;
      }
    }
    return null;
  }

  /** The last kind of all is "other": what has no room. */
  private Kind newKind(String type, @Nullable String location, Throwable error) {
    if (kinds.size() == MAX_KINDS) {
      return kinds.get(MAX_KINDS - 1);
    }
    Kind kind =
        kinds.size() == MAX_KINDS - 1
            ? new Kind(SegmentTree.OTHER, null, null)
            : new Kind(type, location, message(error));
    kinds.add(kind);
    return kind;
  }

  private static @Nullable String location(Throwable error) {
    try {
      StackTraceElement[] frames = error.getStackTrace();
      return frames.length == 0 ? null : CallSite.text(frames[0]);
    } catch (Throwable t) {
      // The application's exception class fails to tell its own stack; its loader may be gone.
      return null;
    }
  }

  private @Nullable String message(Throwable error) {
    try {
      String message = error.getMessage();
      // Redacted before it is cut: half a secret could not be told from other text.
      return message == null
          ? null
          : Values.cut(redactor.redact(Values.cut(message)), MAX_MESSAGE_CHARS);
    } catch (Throwable t) {
      // The application's exception class fails to describe itself, or the redactor failed.
      return Redactor.MASK;
    }
  }

  /** As docs/EVENTS.md has it. */
  List<Map<String, Object>> report(long runs) {
    List<Map<String, Object>> report = new ArrayList<>();
    for (Kind kind : kinds) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("type", kind.type);
      if (kind.location != null) {
        entry.put("location", kind.location);
      }
      if (kind.message != null) {
        entry.put("msg", kind.message);
      }
      entry.put("count", kind.count);
      entry.put("share", runs == 0 ? 0.0 : (double) kind.count / runs);
      report.add(entry);
    }
    return report;
  }
}
