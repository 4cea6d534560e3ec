/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.wal;

import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One file of the log. {@link #sizeBytes} is written by the writer thread only, and only after
 * force(): no reader sees bytes that are not on disk.
 */
final class Segment {
  private static final String SUFFIX = ".wal";
  private static final int HEX_DIGITS = 16;

  final Path file;
  final long basePosition;
  private final boolean firstVersion;
  private volatile long sizeBytes;

  Segment(Path file, long basePosition, long sizeBytes) {
    this(file, basePosition, sizeBytes, false);
  }

  /** A segment that was found; its header may be that of the first version, or damaged. */
  Segment(Path file, long basePosition, long sizeBytes, boolean firstVersion) {
    this.file = file;
    this.basePosition = basePosition;
    this.sizeBytes = sizeBytes;
    this.firstVersion = firstVersion;
  }

  /** Whether records of the first version are looked for. Nothing more is written into it then. */
  boolean mayHoldFirstVersion() {
    return firstVersion;
  }

  /** The file of the segment that begins at a position: sorted by name is sorted by age. */
  static Path fileFor(Path folder, long basePosition) {
    return folder.resolve(String.format(Locale.ROOT, "%016x%s", basePosition, SUFFIX));
  }

  /** The position in a segment's file name; null for a file that is not ours. */
  static @Nullable Long basePositionOf(Path file) {
    String name = String.valueOf(file.getFileName());
    if (name.length() != HEX_DIGITS + SUFFIX.length() || !name.endsWith(SUFFIX)) {
      return null;
    }
    try {
      return Long.parseLong(name, 0, HEX_DIGITS, 16);
    } catch (NumberFormatException e) {
      return null; // somebody's own file: it is left alone
    }
  }

  long sizeBytes() {
    return sizeBytes;
  }

  void sizeBytes(long newSizeBytes) {
    sizeBytes = newSizeBytes;
  }

  long endPosition() {
    return basePosition + sizeBytes;
  }
}
