/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.wal;

/**
 * One thing that a disk was told to do.
 *
 * @param file its name; empty for the folder
 * @param at where the bytes are written, or what the file's size becomes
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record DiskStep(Kind kind, String file, long at, byte[] bytes) {
  enum Kind {
    CREATE,
    WRITE,
    TRUNCATE,
    DELETE,
    FORCE,
    FORCE_FOLDER
  }

  static DiskStep of(Kind kind, String file) {
    return new DiskStep(kind, file, 0, new byte[0]);
  }
}
