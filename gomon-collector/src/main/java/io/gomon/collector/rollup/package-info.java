/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * What events add up to: histograms and counted cells that can be merged. Imports: java.base and
 * the records of {@code store}; no SQL, no files. Threads: each class says its own; a histogram is
 * for one thread.
 */
@NullMarked
package io.gomon.collector.rollup;

import org.jspecify.annotations.NullMarked;
