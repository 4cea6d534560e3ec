/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.sql;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Which parameters, literals and result columns of a statement are secrets, counted from 1.
 * Immutable.
 */
public final class SecretPositions {
  /** Of a text without secrets. */
  public static final SecretPositions NONE =
      new SecretPositions(new BitSet(), new BitSet(), 0, SecretLabels.NONE, false);

  private final @Nullable BitSet parameters;
  private final BitSet columns;

  /** The first of those columns that may be secret, since the text does not name them; or 0. */
  private final int unnamedFrom;

  private final SecretLabels labels;
  private final boolean hasLiterals;

  /** Null stands for all of them. */
  private SecretPositions(
      @Nullable BitSet parameters,
      BitSet columns,
      int unnamedFrom,
      SecretLabels labels,
      boolean hasLiterals) {
    this.parameters = parameters;
    this.columns = columns;
    this.unnamedFrom = unnamedFrom;
    this.labels = labels;
    this.hasLiterals = hasLiterals;
  }

  /**
   * Takes the sets over.
   *
   * @param parameters null when all may be secret
   * @param unnamedFrom the first column that is not named; 0 when all are
   */
  static SecretPositions of(
      @Nullable BitSet parameters,
      BitSet columns,
      int unnamedFrom,
      SecretLabels labels,
      boolean hasLiterals) {
    boolean isNone = parameters != null && parameters.isEmpty() && columns.isEmpty();
    return isNone && unnamedFrom == 0 && !hasLiterals
        ? NONE
        : new SecretPositions(parameters, columns, unnamedFrom, labels, hasLiterals);
  }

  /** Of a result whose columns, and nothing else, are known by their names. */
  public static SecretPositions ofColumns(BitSet columns) {
    return of(new BitSet(), columns, 0, SecretLabels.NONE, false);
  }

  /** For a text too long to be looked at, or not understood. */
  static SecretPositions all() {
    return new SecretPositions(null, new BitSet(), 1, SecretLabels.ALL, true);
  }

  /** Of generated keys that nobody has named: all of them, if the text has secrets at all. */
  public SecretPositions ofUnnamedKeys() {
    return parameters != null && parameters.isEmpty() && columns.isEmpty() && !hasLiterals
        ? NONE
        : new SecretPositions(new BitSet(), new BitSet(), 1, labels, false);
  }

  /** When the names of the columns have become known. */
  public SecretPositions withColumns(BitSet named) {
    BitSet all = (BitSet) columns.clone();
    all.or(named);
    return new SecretPositions(parameters, all, 0, labels, hasLiterals);
  }

  /** Whether this parameter is one. */
  public boolean parameter(int index) {
    return parameters == null || parameters.get(index);
  }

  /** Whether this column of the result is one, or may be. */
  public boolean column(int index) {
    return columns.get(index) || (unnamedFrom > 0 && index >= unnamedFrom);
  }

  /** Whether some columns are not named in the text, and the others are understood. */
  public boolean wantsNames() {
    return unnamedFrom > 0 && labels != SecretLabels.ALL;
  }

  /** Whether a secret is written in the text itself. */
  public boolean hasLiterals() {
    return hasLiterals;
  }

  /** Whether a column with this label is one, or may be. */
  public boolean label(String label) {
    return labels.has(label);
  }
}
