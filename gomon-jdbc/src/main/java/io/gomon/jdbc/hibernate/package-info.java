/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * Entity names of Hibernate ORM on SQL events. Imports: io.gomon.jdbc.policy, Hibernate (optional).
 * Threads: those that run SQL.
 */
@NullMarked
package io.gomon.jdbc.hibernate;

import org.jspecify.annotations.NullMarked;
