/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.databases;

/** What Java databases call as stored procedures. */
public final class Procedures {
  private Procedures() {}

  /** For H2: a function. */
  public static Integer following(Integer before) {
    return before == null ? null : Integer.valueOf(before + 1);
  }

  /** For Derby: a procedure. */
  public static void next(int[] next, int before) {
    next[0] = before + 1;
  }
}
