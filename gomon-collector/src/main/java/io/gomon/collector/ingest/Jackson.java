/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ingest;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/** The JSON reader for what strangers send: everything in it has a limit. */
public final class Jackson {
  private static final int MAX_DEPTH = 64;
  private static final int MAX_TEXT_CHARS = 1 << 20;
  private static final int MAX_KEY_CHARS = 1000;
  private static final int MAX_NUMBER_CHARS = 100;

  /** Shared; any thread. A key that stands twice in one object is an error. */
  public static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(MAX_TEXT_CHARS)
                  .maxNameLength(MAX_KEY_CHARS)
                  .maxNumberLength(MAX_NUMBER_CHARS)
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  private Jackson() {}
}
