/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * The test kit for what stands between an application and a JDBC driver: it runs the same program
 * with and without, and compares what the application sees. Imports: io.gomon.testkit, java.sql,
 * JUnit, AssertJ. Threads: the test's.
 */
@NullMarked
package io.gomon.testkit.jdbc;

import org.jspecify.annotations.NullMarked;
