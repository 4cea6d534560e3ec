/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * What is recorded about JDBC calls: which events, keys, limits, secrets. Imports: java.base,
 * java.sql, {@code io.gomon}, {@code io.gomon.jdbc.sql} and {@code .profile}; never the wrappers,
 * so that every way of interception shares it. Threads: those of the application that use the JDBC
 * object; nothing here throws into them.
 */
@NullMarked
package io.gomon.jdbc.policy;

import org.jspecify.annotations.NullMarked;
