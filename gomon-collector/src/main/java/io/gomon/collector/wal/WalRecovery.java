/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.wal;

/**
 * What was found when the log was opened.
 *
 * @param records whole records
 * @param tornBytes were being written when the process or the machine ended, and belong to no whole
 *     record: never acknowledged, and gone now
 * @param damagedBytes were acknowledged once, were not stored as far as is known, and are lost;
 *     files that have vanished count
 * @param damagedPlaces in how many places
 */
public record WalRecovery(long records, long tornBytes, long damagedBytes, int damagedPlaces) {}
