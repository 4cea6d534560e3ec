/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * Measures GoMon beside its peers, in one run, and prints {@code name value unit} lines. Imports
 * all modules. Threads: JMH's.
 */
@NullMarked
package io.gomon.benchmarks;

import org.jspecify.annotations.NullMarked;
