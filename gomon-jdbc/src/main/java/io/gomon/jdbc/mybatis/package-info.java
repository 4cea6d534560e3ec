/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * Mapper names of MyBatis on SQL events. Imports: io.gomon.jdbc.policy, MyBatis (optional).
 * Threads: those that run SQL.
 */
@NullMarked
package io.gomon.jdbc.mybatis;

import org.jspecify.annotations.NullMarked;
