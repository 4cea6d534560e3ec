/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import java.util.List;
import java.util.Map;

/**
 * Receives the attributes of an event by type, without boxing.
 *
 * <p>Lists and maps hold String, Long, Double, Boolean, byte[], List and Map&lt;String, ?&gt; only,
 * null where the value was null, and are unmodifiable.
 */
public interface AttributeVisitor {
  void text(String key, String value);

  void integer(String key, long value);

  void decimal(String key, double value);

  void bool(String key, boolean value);

  void bytes(String key, byte[] value);

  void list(String key, List<?> value);

  void map(String key, Map<String, ?> value);
}
