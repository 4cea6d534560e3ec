/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * Carries the current event through reactive chains. Imports: gomon-core, Micrometer's
 * context-propagation. Threads: called on whichever thread of the framework runs a step.
 */
@NullMarked
package io.gomon.context;

import org.jspecify.annotations.NullMarked;
