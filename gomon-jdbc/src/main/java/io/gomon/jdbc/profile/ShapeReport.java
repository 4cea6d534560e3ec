/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.profile;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a profile says about one shape.
 *
 * @param maxNanos the longest, since the profile began or was reset
 * @param place the application's line from which it was run lately; null when not known
 * @param stacks callers by time, most first; together they have all executions and all time
 */
public record ShapeReport(
    String shape,
    long executions,
    long errors,
    long totalNanos,
    long maxNanos,
    @Nullable String place,
    List<StackReport> stacks) {}
