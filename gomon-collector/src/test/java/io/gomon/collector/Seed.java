/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector;

import java.util.Random;

/** Where tests with random data begin: at the same place in each build, elsewhere with -Pfuzz. */
public final class Seed {
  private Seed() {}

  /** A test says it when it fails; {@code -Dfuzz.seed=…} repeats it. */
  public static long get() {
    long given = Long.getLong("fuzz.seed", 0);
    return given == 0 ? new Random().nextInt(Integer.MAX_VALUE) + 1L : given;
  }
}
