/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * Stress tests of trackers, segments, listeners' lanes and settings, and their known-bad twins.
 * Imports: jcstress, and what gomon-core has in the packages of these names. Threads: jcstress's,
 * one for each actor.
 */
@NullMarked
package io.gomon;

import org.jspecify.annotations.NullMarked;
