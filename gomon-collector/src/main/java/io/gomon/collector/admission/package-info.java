/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * Who may come in, how often, and for which project. Imports the store's data types; knows nothing
 * of HTTP servers. Threads: those of the requests.
 */
@NullMarked
package io.gomon.collector.admission;

import org.jspecify.annotations.NullMarked;
