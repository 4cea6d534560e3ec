/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.explain;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** There is no plan. Without a message: the driver's may quote literals. */
final class NotExplained extends Exception {
  final Unexplained why;

  /** What the driver said. */
  final @Nullable SQLException failure;

  NotExplained(Unexplained why) {
    this(why, null);
  }

  NotExplained(Unexplained why, @Nullable SQLException failure) {
    super(why.word, failure, false, false);
    this.why = why;
    this.failure = failure;
  }
}
