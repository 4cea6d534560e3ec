/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * GoMon's own JSON, one event, a list, or one a line, checked against docs/EVENTS.md section 1.
 * Imports the ingest tools, the store's event and Jackson core. Threads: any; the cache of service
 * names is shared and locked for a look-up.
 */
@NullMarked
package io.gomon.collector.ingest.json;

import org.jspecify.annotations.NullMarked;
