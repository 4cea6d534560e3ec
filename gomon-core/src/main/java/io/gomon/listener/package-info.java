/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * The listeners that come with the library, and the JSON they speak. Imports: java.base, Jackson
 * core, {@code io.gomon}. Threads: GoMon's own, one at a time for each listener.
 */
@NullMarked
package io.gomon.listener;

import org.jspecify.annotations.NullMarked;
