/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.query;

import org.jspecify.annotations.Nullable;

/**
 * What a number among the attributes was during one step of time.
 *
 * @param mean null: their sum is more than a double holds
 */
public record NumberPoint(
    long timeMillis, long count, double min, double max, @Nullable Double mean, double last) {}
