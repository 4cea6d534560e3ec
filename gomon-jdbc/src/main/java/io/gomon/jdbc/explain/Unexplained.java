/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.explain;

import java.util.Locale;

/** Why a slow execution has no plan. */
enum Unexplained {
  /** Its shape was explained not long ago. */
  EXPLAINED_LATELY,
  /** There were as many in this minute as the setting allows. */
  BUDGET_SPENT,
  /** Too many wait; the database is slow to explain, or does not answer. */
  QUEUE_FULL,
  /** No data source was given for what it ran on. */
  NO_DATA_SOURCE,
  /** The data source that was given leads to a database of another kind. */
  OTHER_DATABASE,
  /** The database cannot explain without writing, or we do not know how. */
  UNSUPPORTED,
  /** Not a {@code select} or {@code with}. */
  NO_QUERY,
  /** It has a word that writes somewhere. */
  MAY_WRITE,
  SEVERAL_STATEMENTS,
  /** It cannot be told what its parts are; or it is too long to be looked at. */
  UNREADABLE,
  /** The plan depends on values that are secret, cut, not kept, or of the session. */
  VALUES_UNKNOWN,
  NO_CONNECTION,
  TIMEOUT,
  /** The database answered with an error. */
  REFUSED,
  /** GoMon was stopped or disabled meanwhile. */
  STOPPED,
  /** A fault of ours, or no memory. */
  FAILED;

  /** As events and counts have it. */
  final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');
}
