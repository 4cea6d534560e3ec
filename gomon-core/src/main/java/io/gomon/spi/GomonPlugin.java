/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.spi;

import io.gomon.Gomon;

/**
 * Something that comes with GoMon's start and goes with its stop: a periodic collector, a module
 * that registers its settings. Found by {@link java.util.ServiceLoader} or given to the builder.
 * One that throws is logged and left out; the others, and the application, go on.
 */
public interface GomonPlugin {

  /** The first part of its settings' names, lower case, such as {@code jdbc}. */
  String name();

  /** Called once, on the thread that starts GoMon; must return soon. */
  void start(Gomon gomon);

  /** Called once when GoMon stops, before the listeners get their last events. */
  default void stop() {}
}
