/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ingest;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/** The JSON reader for what strangers send: everything in it has a limit. */
public final class Jackson {
  /** OTLP needs four for each level of a value. */
  private static final int MAX_DEPTH = 160;

  /** No more than a body: what is too long for an event is cut after it was read. */
  private static final int MAX_TEXT_CHARS = Integer.MAX_VALUE;

  private static final int MAX_KEY_CHARS = 50_000;
  private static final int MAX_NUMBER_CHARS = 100;

  /** Shared; any thread. */
  public static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(MAX_TEXT_CHARS)
                  .maxNameLength(MAX_KEY_CHARS)
                  .maxNumberLength(MAX_NUMBER_CHARS)
                  .build())
          // JsonInput finds repeated keys itself: behind its own complaint a parser cannot go on.
          .disable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  private Jackson() {}
}
