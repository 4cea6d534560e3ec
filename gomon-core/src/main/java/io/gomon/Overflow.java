/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

/** What happens to an event that finds the queue full. Either way nothing is lost uncounted. */
public enum Overflow {
  /** The new event is dropped and counted; the application goes on at once. The default. */
  DROP,
  /** The application's thread waits until there is room, or until GoMon stops. */
  BLOCK
}
