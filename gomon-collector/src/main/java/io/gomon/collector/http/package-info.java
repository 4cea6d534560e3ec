/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * The HTTP border: limits, headers, statuses and JSON errors of docs/API.md, and the routes that
 * take events in. Imports Jetty's core, admission, intake and ingest. Threads: Jetty's; each
 * request stays on one of them.
 */
@NullMarked
package io.gomon.collector.http;

import org.jspecify.annotations.NullMarked;
