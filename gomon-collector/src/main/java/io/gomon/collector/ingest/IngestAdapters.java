/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ingest;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All wires that are understood. Immutable; any thread. */
public final class IngestAdapters {
  private static final int MAX_CODE = 63;

  private final List<IngestAdapter> all;

  private IngestAdapters(List<IngestAdapter> all) {
    this.all = all;
  }

  /**
   * Makes a registry.
   *
   * @throws IllegalArgumentException if two have one code, or one path and content type
   */
  public static IngestAdapters of(List<? extends IngestAdapter> adapters) {
    for (IngestAdapter adapter : adapters) {
      if (adapter.code() < 1 || adapter.code() > MAX_CODE) {
        throw new IllegalArgumentException("code must be 1 to 63, was " + adapter.code());
      }
    }
    long codes = adapters.stream().map(IngestAdapter::code).distinct().count();
    long doors = adapters.stream().map(a -> a.path() + " " + a.contentType()).distinct().count();
    if (codes < adapters.size() || doors < adapters.size()) {
      throw new IllegalArgumentException("two adapters have one code, or one path and type");
    }
    return new IngestAdapters(List.copyOf(adapters));
  }

  /** Whether anything can be sent to a path. */
  public boolean isPath(String path) {
    return all.stream().anyMatch(adapter -> adapter.path().equals(path));
  }

  /** The adapter of a request; null if there is none. */
  public @Nullable IngestAdapter find(String path, String contentType) {
    for (IngestAdapter adapter : all) {
      if (adapter.path().equals(path) && adapter.contentType().equals(contentType)) {
        return adapter;
      }
    }
    return null;
  }

  /** What can be sent to a path, for a sender who sent something else. */
  public String contentTypes(String path) {
    return all.stream()
        .filter(adapter -> adapter.path().equals(path))
        .map(IngestAdapter::contentType)
        .collect(Collectors.joining(" or "));
  }

  /** The adapter of a record. An unknown code comes from a log that a newer version wrote. */
  public IngestAdapter ofCode(int code) throws BadBatchException {
    for (IngestAdapter adapter : all) {
      if (adapter.code() == code) {
        return adapter;
      }
    }
    throw new BadBatchException("wire " + code + " is not known to this version");
  }
}
