/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.exporter;

/**
 * Whether events that are announced while still open are shipped. GoMon's collector replaces them
 * by the finished event of the same id; any other backend would show them twice.
 */
public enum OpenEvents {
  /** As long as no answer has shown that the peer is not GoMon's collector. */
  AUTO,
  ALWAYS,
  NEVER
}
