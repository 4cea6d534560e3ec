/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * What is recorded of an incoming HTTP request, whatever API brings it: keys, route, parent, the
 * one moment at which the event ends. Imports: {@code io.gomon} and {@code io.gomon.spi}, no
 * servlet type. Threads: the container's request threads, one at a time for each request, and those
 * that complete asynchronous requests.
 */
@NullMarked
package io.gomon.servlet;

import org.jspecify.annotations.NullMarked;
