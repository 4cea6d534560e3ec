/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.exporter;

import java.util.Map;

/**
 * Where batches go, and in which form.
 *
 * @param url the full address, without credentials
 * @param headers what the user adds to each request
 * @param timeoutNanos for one request, from connecting to the end of the answer
 */
record Target(
    String url, ExportFormat format, boolean gzip, Map<String, String> headers, long timeoutNanos) {

  /** Without the headers: they may hold a token. */
  @Override
  public String toString() {
    return url + " as " + format;
  }
}
