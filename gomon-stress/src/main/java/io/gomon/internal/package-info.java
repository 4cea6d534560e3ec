/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * Stress tests of the queue, its counters and its worker, and their known-bad twins. Imports:
 * jcstress, and what gomon-core has in the package of this name. Threads: jcstress's, one for each
 * actor.
 */
@NullMarked
package io.gomon.internal;

import org.jspecify.annotations.NullMarked;
