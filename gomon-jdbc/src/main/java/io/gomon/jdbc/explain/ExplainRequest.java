/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.explain;

import io.gomon.EventTracker;
import io.gomon.jdbc.profile.SlowExecution;

/**
 * A plan that is wanted. It holds an event and values, so only few may wait.
 *
 * @param execution the event of the slow execution, which has ended
 */
record ExplainRequest(
    EventTracker execution, String shape, SlowExecution slow, ExplainSource source) {

  /** What counts as one shape: two databases have two plans. */
  record Key(ExplainSource source, String shape) {}

  Key key() {
    return new Key(source, shape);
  }
}
