/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * Questions about the stored events and their answers, without a word of HTTP or SQL, and the gate
 * they pass. Imports the store package for its event, rollup for histograms. Threads: any; answers
 * are immutable.
 */
@NullMarked
package io.gomon.collector.query;

import org.jspecify.annotations.NullMarked;
