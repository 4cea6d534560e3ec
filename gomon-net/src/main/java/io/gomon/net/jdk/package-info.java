/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * Calls made by {@code java.net.http}. Imports: java.net.http, {@code io.gomon}, {@code
 * io.gomon.net}. Threads: those that make calls, and those of the client's executor.
 */
@NullMarked
package io.gomon.net.jdk;

import org.jspecify.annotations.NullMarked;
