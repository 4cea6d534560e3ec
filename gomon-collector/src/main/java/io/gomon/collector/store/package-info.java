/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * What is kept: events, behind one interface. Imports nothing of the other collector packages.
 * Threads: one applier writes, HTTP threads read.
 */
@NullMarked
package io.gomon.collector.store;

import org.jspecify.annotations.NullMarked;
