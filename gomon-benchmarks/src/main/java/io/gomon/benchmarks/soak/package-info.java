/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * A program that drives the whole core for as long as it is told to, and then says whether anything
 * grew, got lost or failed. Imports: java.base, java.management, java.logging, io.gomon. Threads:
 * those of its own crew, which play the application's; one thread leads.
 */
@NullMarked
package io.gomon.benchmarks.soak;

import org.jspecify.annotations.NullMarked;
