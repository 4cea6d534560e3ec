/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * The wrappers through which an application talks to its driver. Imports: java.base, java.sql,
 * {@code io.gomon.jdbc.policy}, {@code io.gomon}. Threads: those of the application, any of them.
 */
@NullMarked
package io.gomon.jdbc;

import org.jspecify.annotations.NullMarked;
