/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.query;

/** What a number among the attributes was during one step of time. */
public record NumberPoint(
    long timeMillis, long count, double min, double max, double mean, double last) {}
