/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * Reads SQL texts, without a grammar: tokens, shapes, and where secrets are. Imports: java.base
 * only; for GoMon's own use, no promise to anybody. Threads: any; a reader belongs to the thread
 * that made it, and shares nothing.
 */
@NullMarked
package io.gomon.jdbc.sql;

import org.jspecify.annotations.NullMarked;
