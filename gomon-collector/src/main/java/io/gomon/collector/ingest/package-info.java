/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * What all wires share: the contract of an adapter, their registry, packings, limits, and the tools
 * to write attributes. Imports the store's event, Jackson core and zstd-jni; the wires are in the
 * packages below, one each. Threads: request threads and the applier; decoders share nothing but
 * what they say.
 */
@NullMarked
package io.gomon.collector.ingest;

import org.jspecify.annotations.NullMarked;
