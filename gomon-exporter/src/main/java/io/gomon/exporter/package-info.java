/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * The listener that ships events over HTTP: batches, encoders, retries, accounts. Imports: {@code
 * io.gomon} with {@code .spi} and {@code .listener}, OkHttp, Jackson core. Threads: a GoMon thread
 * feeds, one daemon thread of this package encodes nothing and sends everything, any thread asks
 * for accounts, flushes and stops.
 */
@NullMarked
package io.gomon.exporter;

import org.jspecify.annotations.NullMarked;
