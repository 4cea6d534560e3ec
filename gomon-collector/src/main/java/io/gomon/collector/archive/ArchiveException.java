/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.archive;

import org.jspecify.annotations.Nullable;

/** A command could not do its work, or not all of it. The message is for the operator. */
public final class ArchiveException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What kind of trouble; an exit code each. */
  public enum Kind {
    /** No collector answers, or it refuses. */
    COLLECTOR,
    /** Done in part: what is missing is told. */
    INCOMPLETE,
    /** A file cannot be read or written. */
    FILE
  }

  private final Kind kind;

  ArchiveException(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
