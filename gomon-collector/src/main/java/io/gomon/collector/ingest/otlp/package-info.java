/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * OTLP/HTTP traces, logs and metrics, protobuf and JSON, read into events as docs/EVENTS.md section
 * 3 says from right to left. Imports the ingest tools, the store's event, GoMon's Operation,
 * protobuf's CodedInputStream and Jackson core. Threads: any; each decoding has its own drafts.
 */
@NullMarked
package io.gomon.collector.ingest.otlp;

import org.jspecify.annotations.NullMarked;
