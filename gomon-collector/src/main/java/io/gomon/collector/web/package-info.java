/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * What a browser or a script gets to see: routes, JSON, and the dashboard's static pages. Imports
 * Jetty and the query side; nothing imports it but the wiring. Threads: HTTP threads.
 */
@NullMarked
package io.gomon.collector.web;

import org.jspecify.annotations.NullMarked;
