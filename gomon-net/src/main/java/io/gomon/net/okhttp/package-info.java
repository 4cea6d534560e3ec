/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * Calls made by OkHttp 5. Imports: okhttp3, {@code io.gomon}, {@code io.gomon.net}; no other
 * package may import OkHttp. Threads: those that make calls, and those of OkHttp's dispatcher.
 */
@NullMarked
package io.gomon.net.okhttp;

import org.jspecify.annotations.NullMarked;
