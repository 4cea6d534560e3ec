/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.servlet.jakarta;

final class JettyRequestTest extends RequestCases {
  JettyRequestTest() {
    super(JettyHost::new);
  }
}
