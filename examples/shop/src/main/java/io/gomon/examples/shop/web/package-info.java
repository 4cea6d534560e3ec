/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * The little that both services need around their business: Jetty, JSON, command line, database
 * pool. Imports: Jetty, servlet API, Jackson, HikariCP. Threads: request threads of the server.
 */
@NullMarked
package io.gomon.examples.shop.web;

import org.jspecify.annotations.NullMarked;
