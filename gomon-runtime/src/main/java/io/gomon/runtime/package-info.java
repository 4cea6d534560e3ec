/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * What the Java virtual machine itself does, as events, and what GoMon does, as meters. Imports:
 * gomon-core, Micrometer, java.management. Threads: one daemon thread for each running Gomon takes
 * the samples; everything public may be called from any thread.
 */
@NullMarked
package io.gomon.runtime;

import org.jspecify.annotations.NullMarked;
