/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.policy;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Which parameters and which result columns of a statement are secrets, counted from 1. Immutable.
 */
final class SecretPositions {
  static final SecretPositions NONE = new SecretPositions(new BitSet(), new BitSet());

  private final @Nullable BitSet parameters;
  private final @Nullable BitSet columns;

  /** Null stands for all of them. */
  private SecretPositions(@Nullable BitSet parameters, @Nullable BitSet columns) {
    this.parameters = parameters;
    this.columns = columns;
  }

  /** Takes the sets over. */
  static SecretPositions of(BitSet parameters, BitSet columns) {
    return parameters.isEmpty() && columns.isEmpty()
        ? NONE
        : new SecretPositions(parameters, columns);
  }

  /** For a text too long to be looked at. */
  static SecretPositions all() {
    return new SecretPositions(null, null);
  }

  boolean parameter(int index) {
    return parameters == null || parameters.get(index);
  }

  boolean column(int index) {
    return columns == null || columns.get(index);
  }
}
