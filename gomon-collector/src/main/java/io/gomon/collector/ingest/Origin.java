/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ingest;

import io.gomon.collector.store.Project;

/**
 * What is known of a batch besides its body; the same at a replay. Immutable.
 *
 * @param project whose events they are
 * @param service the service the sender named outside of the body, or empty
 * @param receivedMillis when the request came, milliseconds since 1970-01-01T00:00Z
 */
public record Origin(Project project, String service, long receivedMillis) {}
