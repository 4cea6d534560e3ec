/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.wal;

/**
 * What was found when the log was opened.
 *
 * @param records whole records
 * @param tornBytes cut off the end: a record that was being written when the process ended
 * @param damagedBytes passed over in the middle: they were acknowledged once, and are lost
 * @param damagedPlaces in how many places
 */
public record WalRecovery(long records, long tornBytes, long damagedBytes, int damagedPlaces) {}
