/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * What a browser or a program asks for: routes, JSON, static pages, as Jetty handlers. Imports the
 * query and store packages and Jetty. Threads: any thread of the HTTP server, which no question
 * blocks, and those of the query gate.
 */
@NullMarked
package io.gomon.collector.web;

import org.jspecify.annotations.NullMarked;
