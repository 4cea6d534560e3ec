/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * The collector about itself: numbers for Prometheus, events of its own, and whether there is room
 * on the disk. Imports GoMon's core and runtime, web's status, the store's and the log's counts,
 * and Jetty. Threads: those of the requests, one for the reports, and GoMon's.
 */
@NullMarked
package io.gomon.collector.ops;

import org.jspecify.annotations.NullMarked;
