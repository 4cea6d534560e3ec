/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * The collector under load, as a process of its own: what it takes, keeps, and how fast it answers.
 * Imports protobuf to write what a tracer would send; the collector is reached over HTTP only.
 * Threads: senders and dashboards of a run, which end with it.
 */
@NullMarked
package io.gomon.benchmarks.collector;

import org.jspecify.annotations.NullMarked;
