/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * The shop: a small service written as its owner would write it, with a database, and a neighbour
 * that it calls. Imports: everything of GoMon that an application uses, Jetty, HikariCP, OkHttp.
 * Threads: request threads of the server, one executor for reports.
 */
@NullMarked
package io.gomon.examples.shop;

import org.jspecify.annotations.NullMarked;
