/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * Asks the database for the plan of what was slow: what may be asked, how often, on which
 * connection, and what of the answer is shown. Imports: java.base, java.sql, {@code io.gomon} and
 * the other packages of this module but the wrappers; for GoMon's own use, no promise to anybody,
 * users call {@code io.gomon.jdbc.SqlExplain}. Threads: those of the application, up to a bounded
 * queue, and one daemon thread behind it.
 */
@NullMarked
package io.gomon.jdbc.explain;

import org.jspecify.annotations.NullMarked;
