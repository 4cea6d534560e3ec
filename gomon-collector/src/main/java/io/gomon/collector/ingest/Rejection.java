/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ingest;

/** Why an item of a batch was not taken while others were. */
public enum Rejection {
  /** A line that is no JSON object. */
  NOT_JSON,
  /** Something that every item has is missing. */
  MISSING,
  /** A text where a number must be, and the like. */
  WRONG_TYPE,
  /** The right type, but no id, time or name as documented. */
  WRONG_VALUE
}
