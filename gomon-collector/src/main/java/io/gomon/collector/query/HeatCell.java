/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.query;

/**
 * Events that began in one step of time and took about as long.
 *
 * @param timeMillis where the step begins
 * @param fromNanos the shortest that belong here
 * @param toNanos the shortest that do not any more
 */
public record HeatCell(long timeMillis, long fromNanos, long toNanos, long count, long errors) {}
