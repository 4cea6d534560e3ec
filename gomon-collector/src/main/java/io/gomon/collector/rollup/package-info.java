/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * What events add up to: histograms that can be merged, and names under which failures are counted.
 * Imports java.base only; no SQL, no files. Threads: each class says its own; a histogram is for
 * one thread.
 */
@NullMarked
package io.gomon.collector.rollup;

import org.jspecify.annotations.NullMarked;
