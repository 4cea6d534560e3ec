/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc;

/**
 * A JDBC object that GoMon has wrapped. {@code connection.isWrapperFor(Monitored.class)} tells
 * whether it is seen.
 */
public interface Monitored {}
