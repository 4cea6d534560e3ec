/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.store;

import java.util.regex.Pattern;

/**
 * Whose events they are: those of different projects are kept and shown apart. Immutable.
 *
 * @param name 1 to 63 of a to z, 0 to 9, - and _; not - at the beginning
 */
public record Project(String name) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9_][a-z0-9_-]{0,62}");

  /** Of everybody who does not say, and today of everybody. */
  public static final Project DEFAULT = new Project("default");

  public Project {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a project's name is 1 to 63 of a to z, 0 to 9, - and _, was " + name);
    }
  }
}
