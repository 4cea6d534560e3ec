/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.policy;

import java.util.BitSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which parameters and which result columns of a statement are secrets, counted from 1. Immutable.
 */
final class SecretPositions {
  static final SecretPositions NONE = new SecretPositions(new BitSet(), new BitSet(), Set.of());

  private final @Nullable BitSet parameters;
  private final @Nullable BitSet columns;
  private final @Nullable Set<String> labels;

  /** Null stands for all of them. */
  private SecretPositions(
      @Nullable BitSet parameters, @Nullable BitSet columns, @Nullable Set<String> labels) {
    this.parameters = parameters;
    this.columns = columns;
    this.labels = labels;
  }

  /** Takes the sets over; labels are in lower case. */
  static SecretPositions of(BitSet parameters, BitSet columns, Set<String> labels) {
    return parameters.isEmpty() && columns.isEmpty()
        ? NONE
        : new SecretPositions(parameters, columns, labels);
  }

  /** For a text that has secrets, and does not tell which parameters are. */
  static SecretPositions allParameters(BitSet columns, Set<String> labels) {
    return new SecretPositions(null, columns, labels);
  }

  /** For a text too long to be looked at. */
  static SecretPositions all() {
    return new SecretPositions(null, null, null);
  }

  /** Of generated keys that nobody has named: all of them, if the text has secrets at all. */
  SecretPositions ofUnnamedKeys() {
    return this == NONE ? NONE : new SecretPositions(new BitSet(), null, labels);
  }

  boolean parameter(int index) {
    return parameters == null || parameters.get(index);
  }

  boolean column(int index) {
    return columns == null || columns.get(index);
  }

  /** Whether a select item with a secret in it has this label, in lower or upper case. */
  boolean label(String label) {
    return labels == null || (!labels.isEmpty() && labels.contains(label.toLowerCase(Locale.ROOT)));
  }
}
