/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.servlet.jakarta;

import jakarta.servlet.UnavailableException;
import org.junit.jupiter.api.Test;

final class JettyFailureTest extends FailureCases {
  JettyFailureTest() {
    super(JettyHost::new);
  }

  // Not on Tomcat: a servlet that is given as an object is never unavailable there.

  @Test
  void unavailableForATime_isRecordedAs503() throws Exception {
    assertThrown(new UnavailableException("application", 3));
  }

  @Test
  void unavailableForGood_isRecordedAs404() throws Exception {
    assertThrown(new UnavailableException("application"));
  }
}
