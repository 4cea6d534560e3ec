/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.sql;

import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Gathers the labels of the items of a select list. Of one thread. */
final class ItemLabels {
  /** Only the database knows it. */
  private static final String UNKNOWN = "";

  /** Of the first select, by place, from 1: those of a union. */
  private final Map<Integer, String> labels = new HashMap<>();

  private final Set<String> secret;

  /**
   * @param secret those that are known to be secret, in lower case
   */
  ItemLabels(Set<String> secret) {
    this.secret = new HashSet<>(secret);
  }

  /**
   * An item has ended.
   *
   * @param lastWord its last word
   * @param isLabel whether that may be its label
   */
  void add(int item, String lastWord, boolean isLabel, boolean isSecret) {
    String label = isLabel ? lastWord.toLowerCase(Locale.ROOT) : UNKNOWN;
    labels.putIfAbsent(item, label);
    if (isSecret) {
      secret.add(label);
    }
  }

  /** Other items come, which are those of the result. */
  void clear() {
    labels.clear();
  }

  /** For these secret columns; to be called once. */
  SecretLabels of(BitSet columns) {
    columns.stream().mapToObj(labels::get).filter(Objects::nonNull).forEach(secret::add);
    if (!secret.remove(UNKNOWN)) {
      return secret.isEmpty() ? SecretLabels.NONE : new SecretLabels(secret, null);
    }
    Set<String> others = new HashSet<>(labels.values());
    others.removeAll(secret);
    others.remove(UNKNOWN);
    return new SecretLabels(secret, others);
  }
}
