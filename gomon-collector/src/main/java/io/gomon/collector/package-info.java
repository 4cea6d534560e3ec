/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * The program: command line, start and stop, and the wiring of all other packages, which is the
 * only place that sees them all. It has no API to link against. Threads: the main thread starts,
 * the JVM's shutdown thread stops.
 */
@NullMarked
package io.gomon.collector;

import org.jspecify.annotations.NullMarked;
