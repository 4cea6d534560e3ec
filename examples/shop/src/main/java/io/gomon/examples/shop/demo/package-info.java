/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * The conductor of {@code ./gomon demo}: starts the collector, both services and the load as
 * processes, watches them, ends them, and adds up what became of all events. Imports:
 * java.net.http, Jackson. Threads: the main thread conducts; the shutdown hook takes over when a
 * signal comes.
 */
@NullMarked
package io.gomon.examples.shop.demo;

import org.jspecify.annotations.NullMarked;
