/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * What executions are counted by: shapes, callers, and how often one parent ran the same. Imports:
 * java.base and {@code io.gomon}; for GoMon's own use, no promise to anybody. Threads: those of the
 * application, any of them, and one that reports.
 */
@NullMarked
package io.gomon.jdbc.profile;

import org.jspecify.annotations.NullMarked;
