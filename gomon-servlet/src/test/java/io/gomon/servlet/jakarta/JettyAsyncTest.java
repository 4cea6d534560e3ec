/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.servlet.jakarta;

final class JettyAsyncTest extends AsyncCases {
  JettyAsyncTest() {
    super(JettyHost::new);
  }
}
