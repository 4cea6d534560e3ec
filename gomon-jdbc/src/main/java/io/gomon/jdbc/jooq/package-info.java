/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * Table names of jOOQ on SQL events. Imports: io.gomon.jdbc.policy, jOOQ (optional). Threads: those
 * that run SQL.
 */
@NullMarked
package io.gomon.jdbc.jooq;

import org.jspecify.annotations.NullMarked;
