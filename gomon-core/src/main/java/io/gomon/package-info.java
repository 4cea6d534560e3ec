/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * What an application calls: {@link io.gomon.Gomon} starts {@link io.gomon.EventTracker events},
 * and {@link io.gomon.Listener listeners} receive them. Imports: java.base, {@code io.gomon.spi},
 * {@code io.gomon.internal}. Threads: trackers live on the application's threads, listeners on
 * GoMon's.
 */
@NullMarked
package io.gomon;

import org.jspecify.annotations.NullMarked;
