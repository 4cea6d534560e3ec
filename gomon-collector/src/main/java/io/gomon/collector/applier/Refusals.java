/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.applier;

/**
 * What the store has refused again and again, and how the one record is found that it refuses: the
 * groups are halved until it is alone. One thread.
 *
 * <p>A store that is ill refuses everything: then the halving ends at one record, too, but what
 * comes after it is refused as well, and nothing is put aside. So that an illness that only looks
 * like that empties the log at a snail's pace at worst, {@value #MAX_IN_A_ROW} records in a row are
 * the limit: then something must be stored before the next.
 */
final class Refusals {
  private static final int PATIENCE = 3;
  private static final int MAX_IN_A_ROW = 16;

  private long failedAtPosition = -1;
  private int failures;
  private int maxRecords = Integer.MAX_VALUE;
  private int setAsideInARow;

  /** How many records a group may have. */
  int maxRecords() {
    return maxRecords;
  }

  /** The group behind a position was refused. */
  void refused(long afterPosition, int groupRecords) {
    failures = afterPosition == failedAtPosition ? failures + 1 : 1;
    failedAtPosition = afterPosition;
    boolean halving = groupRecords > 1 && maxRecords < Integer.MAX_VALUE;
    if (halving || (failures >= PATIENCE && maxRecords > 1)) {
      maxRecords = Math.max(1, groupRecords / 2);
      failures = 0;
    }
  }

  /** Whether the search goes on, and so need not wait as long as for a disk to become well. */
  boolean isSearching() {
    return maxRecords > 1 && maxRecords < Integer.MAX_VALUE;
  }

  /** Whether the one record behind a position is not to be tried any more. */
  boolean isStubborn(long afterPosition) {
    return maxRecords == 1
        && failures >= PATIENCE
        && failedAtPosition == afterPosition
        && setAsideInARow < MAX_IN_A_ROW;
  }

  void setAside() {
    setAsideInARow++;
    begin();
  }

  /** Something was stored: the groups grow again. */
  void stored() {
    setAsideInARow = 0;
    failures = 0;
    failedAtPosition = -1;
    maxRecords = maxRecords > Integer.MAX_VALUE / 2 ? Integer.MAX_VALUE : maxRecords * 2;
  }

  private void begin() {
    failures = 0;
    failedAtPosition = -1;
    maxRecords = Integer.MAX_VALUE;
  }
}
