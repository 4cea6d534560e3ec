/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * What is recorded of an outgoing HTTP call, whichever client makes it. Imports: {@code io.gomon}
 * and {@code io.gomon.spi}, no client. Threads: those that make the calls, and the clients' own.
 */
@NullMarked
package io.gomon.net;

import org.jspecify.annotations.NullMarked;
