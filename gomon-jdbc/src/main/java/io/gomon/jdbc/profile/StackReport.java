/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.profile;

/**
 * What a profile says about one stack of callers.
 *
 * @param samples how often the stack was seen
 * @param executions estimated from the samples
 * @param totalNanos estimated from the samples
 */
public record StackReport(CallStack stack, long samples, long executions, long totalNanos) {}
