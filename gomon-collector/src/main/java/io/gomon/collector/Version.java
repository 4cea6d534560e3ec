/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector;

/** Which version this is: from the jar's manifest. */
final class Version {
  private static final String BUILT_BY_HAND = "dev";

  private Version() {}

  static String text() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? BUILT_BY_HAND : version;
  }
}
