/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * What a browser or a program asks for: routes, JSON, static pages, as Jetty handlers. Imports the
 * query, rollup, archive and store packages and Jetty. Threads: any thread of the HTTP server,
 * which no question blocks, those of the query gate, and one timer each for the gate and the tail.
 */
@NullMarked
package io.gomon.collector.web;

import org.jspecify.annotations.NullMarked;
