/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * The filter for {@code jakarta.servlet} 5 and later: it carries requests and responses over to
 * {@code io.gomon.servlet}, which decides what is recorded. Imports: jakarta.servlet, {@code
 * io.gomon}, {@code io.gomon.servlet}; no other package may import this API. Threads: the
 * container's request threads, and those that complete asynchronous requests.
 */
@NullMarked
package io.gomon.servlet.jakarta;

import org.jspecify.annotations.NullMarked;
