/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.sql;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which labels of a result are those of secret columns. Immutable. */
final class SecretLabels {
  static final SecretLabels NONE = new SecretLabels(Set.of(), null);

  /** For a text that is not understood. */
  static final SecretLabels ALL = new SecretLabels(Set.of(), Set.of());

  private final Set<String> secret;
  private final @Nullable Set<String> others;

  /**
   * Takes the sets over; both in lower case.
   *
   * @param others null unless a secret column has a label that only the database knows, as {@code
   *     max(password)} has: then those that are surely not it
   */
  SecretLabels(Set<String> secret, @Nullable Set<String> others) {
    this.secret = secret;
    this.others = others;
  }

  /** In lower or upper case. */
  boolean has(String label) {
    if (secret.isEmpty() && others == null) {
      return false;
    }
    String lower = label.toLowerCase(Locale.ROOT);
    return secret.contains(lower) || (others != null && !others.contains(lower));
  }
}
